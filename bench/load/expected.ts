import type { WorkloadName } from '../arguments.js';
import type { SeedDates } from '../seed/dates.js';
import { COST_DAYS, COUPON_MONTHS, earnedThisYear, type SeededDevice, type SeededMember } from '../seed/members.js';

/** The most days that a calendar year gives (rule E4). */
const YEAR_CAP_DAYS = 360;

/**
 * What a member's answer must be, as text; ids that a change makes are left as `<id>`. It is worked out from the seed
 * alone, by none of the code that is measured but its calendar.
 */
export function expectedAnswer(workload: WorkloadName, member: SeededMember, dates: SeedDates): string {
  if (workload === 'R') return JSON.stringify({ data: { me: accountOf(member, dates) } });
  if (workload === 'W') return JSON.stringify({ data: { redeemCoupon: redemptionOf(member, dates) } });
  return JSON.stringify({ data: { checkIn: checkInOf(member, dates) } });
}

/** Why an answer is not the expected one; null when it is. */
export function faultOf(
  workload: WorkloadName,
  { status, text }: { readonly status: number; readonly text: string },
  expected: string,
): string | null {
  if (status !== 200) return `HTTP ${status}: ${text.slice(0, 500)}`;
  const told = text.trimEnd();
  const comparable = workload === 'R' ? told : told.replace(/"id":"(rdm|grt)_[0-9A-HJKMNP-TV-Z]{26}"/, '"id":"<id>"');
  return comparable === expected ? null : `${told.slice(0, 2000)}\n  where this was expected: ${expected}`;
}

function accountOf({ devices, grants, redemptions }: SeededMember, dates: SeedDates) {
  const { today } = dates;
  // Readers' first grants, of which days were drawn, have lapsed long ago.
  const usable = grants.filter(({ daysAgo }) => dates.lapse(daysAgo) > today);
  const newestFirst = [...grants].reverse().slice(0, 10);
  return {
    balance: { availableDays: usable.reduce((sum, { days }) => sum + days, 0) },
    devices: devices.map((device) => {
      const extended = redemptions.some((redemption) => redemption.device === device);
      const endsOn = endOf(device, extended ? COUPON_MONTHS : 0, dates);
      const { id, serialNumber, boundDaysAgo } = device;
      return { id, serialNumber, boundOn: dates.on(boundDaysAgo), warranty: { endsOn, inWarranty: today <= endsOn } };
    }),
    grants: {
      edges: newestFirst.map(({ id, source, days, daysAgo }) => {
        const dated = { earnedOn: dates.on(daysAgo), expiresOn: dates.lapse(daysAgo) };
        return { node: { id, source, grantedDays: days, ...dated } };
      }),
    },
    redemptions: {
      edges: [...redemptions].reverse().map(({ id, device, daysAgo }) => {
        const warrantyEndsOnAfter = endOf(device, COUPON_MONTHS, dates);
        const { serialNumber } = device;
        const redeemedOn = dates.on(daysAgo);
        return { node: { id, redeemedOn, costDays: COST_DAYS, warrantyEndsOnAfter, device: { serialNumber } } };
      }),
    },
  };
}

function redemptionOf({ devices }: SeededMember, dates: SeedDates) {
  const [device] = devices;
  if (device === undefined) throw new Error('A saver has a device.');
  return {
    __typename: 'RedeemCouponSuccess',
    redemption: {
      id: '<id>',
      redeemedOn: dates.today,
      costDays: COST_DAYS,
      warrantyEndsOnBefore: endOf(device, 0, dates),
      warrantyEndsOnAfter: endOf(device, COUPON_MONTHS, dates),
    },
  };
}

function checkInOf(member: SeededMember, dates: SeedDates) {
  const grantedDays = Math.min(1, YEAR_CAP_DAYS - earnedThisYear(member, dates));
  const dated = { earnedOn: dates.today, expiresOn: dates.lapse(0) };
  return { __typename: 'CheckInSuccess', grant: { id: '<id>', requestedDays: 1, grantedDays, ...dated } };
}

function endOf({ shippedDaysAgo, baseWarrantyMonths }: SeededDevice, added: number, dates: SeedDates): string {
  return dates.warrantyEnd(shippedDaysAgo, baseWarrantyMonths, added);
}
