import type { Policy } from '../../src/policy/policy.js';
import { plusDays, plusMonths } from './dates.js';
import type { CouponRow, LotRow } from './ledger.js';
import type { BoundDevice, RedemptionFacts } from './redemption-facts.js';

export interface RedeemAsked {
  readonly subject: string;
  readonly couponId: string;
  readonly deviceId: string;
  readonly key: string;
}

/** A redemption that breaks no rule, and what it does. */
export interface Plan {
  readonly userId: string;
  readonly policy: Policy;
  readonly coupon: CouponRow;
  readonly open: readonly CouponRow[];
  readonly device: BoundDevice;
  readonly sequence: number;
  readonly costDays: number;
  readonly months: number;
  readonly endsOn: string;
  readonly endsOnAfter: string;
  readonly sources: ReadonlySet<string>;
  readonly drawn: readonly LotRow[];
  /** Days that the last lot drawn keeps; the rest of it stays open. */
  readonly keeps: number;
  readonly left: readonly LotRow[];
}

/** The first rule that is broken, in the order of the programme, by its error's name; else what to do. */
export function judge(facts: RedemptionFacts, { couponId, key }: RedeemAsked, today: string): Plan | string {
  const { account, programme, device, lots, open, redemptions } = facts;
  const { policy } = programme;
  if (redemptions.some((one) => one.idempotencyKey === key && one.userId === account.userId)) {
    return 'IdempotencyKeyReused';
  }
  if (account.suspendedOn !== null && account.suspendedOn <= today) return 'AccountSuspended';
  if (device === null) return 'DeviceNotFound';
  const coupon = open.find(({ id, expiresOn }) => id === couponId && today < expiresOn);
  if (coupon === undefined) return 'CouponNotOpen';
  const { months, costDays } = policy.tiers.find(({ term }) => term === coupon.term) ?? coupon;
  const { excluded, sources } = programme.standingOf({ ...device, customBuild: device.customBuild === 1 });
  if (excluded) return 'ModelNotSupported';
  if (device.customBuild === 1) return 'CustomBuildNotSupported';
  if (device.salesRegion !== policy.homeSalesRegion) return 'OverseasModelNotSupported';
  const days = sumOf(lots);
  const accepted = lots.filter(({ source }) => sources.has(source));
  if (sumOf(accepted) < costDays && days >= costDays) return 'DaySourceNotAccepted';
  const refusal = refusalInTime(device, months, policy, today) ?? refusalByCount(facts, costDays, today);
  if (refusal !== null) return refusal;
  if (days < costDays) return 'InsufficientDays';
  const endsOnAfter = plusMonths(device.endsOn, months);
  const what = { costDays, months, endsOn: device.endsOn, endsOnAfter, sequence: device.extensions + 1 };
  return { userId: account.userId, policy, coupon, open, device, ...what, sources, ...draw(lots, costDays, sources) };
}

/** The rules of the device that time decides. */
function refusalInTime(device: BoundDevice, months: number, policy: Policy, today: string): string | null {
  if (today < plusDays(device.boundOn, policy.bindingWaitDays)) return 'DeviceNotBoundLongEnough';
  if (today > device.endsOn) return 'DeviceOutOfWarranty';
  if (plusMonths(device.endsOn, months) > plusMonths(device.startsOn, 12 * policy.warrantyCeilingYears)) {
    return 'WarrantyCeilingReached';
  }
  const { lastRedeemedOn } = device;
  const blocked = lastRedeemedOn !== null && today <= plusMonths(lastRedeemedOn, 12);
  return blocked ? 'DeviceRedeemedWithinYear' : null;
}

/** The rules that count what was redeemed before. */
function refusalByCount({ account, programme, redemptions }: RedemptionFacts, costDays: number, today: string) {
  const { policy } = programme;
  const year = today.slice(0, 4);
  let withinYear = 0;
  let daysOfYear = 0;
  for (const one of redemptions) {
    if (today <= plusMonths(one.redeemedOn, 12)) withinYear += 1;
    if (one.userId === account.userId && one.redeemedOn.startsWith(year)) daysOfYear += one.costDays;
  }
  if (withinYear >= policy.redemptionsPerYear) return 'AnnualRedemptionLimitReached';
  return daysOfYear + costDays > policy.annualRedemptionCapDays ? 'AnnualCapReached' : null;
}

function draw(lots: readonly LotRow[], costDays: number, sources: ReadonlySet<string>) {
  const drawn: LotRow[] = [];
  const left: LotRow[] = [];
  let missing = costDays;
  let keeps = 0;
  for (const lot of lots) {
    if (missing === 0 || !sources.has(lot.source)) {
      left.push(lot);
      continue;
    }
    keeps = Math.min(lot.days, missing);
    missing -= keeps;
    drawn.push(lot);
    if (keeps < lot.days) left.push({ ...lot, days: lot.days - keeps });
  }
  return { drawn, keeps, left };
}

function sumOf(lots: readonly LotRow[]): number {
  let days = 0;
  for (const lot of lots) days += lot.days;
  return days;
}
