import type { Machine } from '../../devices/machine.js';
import type { PolicyTerms } from '../../policy/policy.js';
import { addDays, addYears, type CalendarDate } from '../../shared/calendar.js';
import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';
import { leavesYearOn } from './user-redeems-three-times-a-year.js';

/**
 * R2: a device redeems once a year, counted from the redemption; the next is on the day after the year is over. R3: the
 * three of a real user's year are on different devices, also under a policy that has a device wait for less; by whichever
 * account it redeemed.
 * FAQ: 每台设备每年仅能兑换1次（自兑换之日开始算起，例如2017年4月30日兑换过1次，那么直到2018年5月1日才能兑换第2次）；
 * 但必须是3台不同设备。
 */
export function deviceRedeemsOnceAYear(facts: Facts, attempt: Attempt): Finding<'DeviceRedeemedWithinYear'> | null {
  if (attempt.device === null) return null;
  const lastRedeemedOn = redemptionDates(attempt.device.machine).at(-1);
  if (lastRedeemedOn === undefined || facts.today >= deviceNextRedeemableOn(lastRedeemedOn, facts.policy)) return null;
  const rule = facts.today < intervalOverOn(lastRedeemedOn, facts.policy) ? 'R2' : 'R3';
  return { violation: 'DeviceRedeemedWithinYear', rule, remedy: 'WAIT', lastRedeemedOn };
}

/** The dates on which the year of each of the machine’s redemptions is over. */
export function deviceYearEnds({ policy }: Facts, { device }: Attempt): CalendarDate[] {
  if (device === null) return [];
  return redemptionDates(device.machine).map((date) => deviceNextRedeemableOn(date, policy));
}

/** The dates on which a machine's warranty was extended by a redemption, oldest first. */
function redemptionDates(machine: Machine): CalendarDate[] {
  const redeemed = machine.warranty.extensions.filter(({ kind }) => kind === 'REDEEMED');
  return redeemed.map(({ extendedOn }) => extendedOn).sort();
}

/** The first date on which a device that redeemed on a date can redeem again. */
export function deviceNextRedeemableOn(redeemedOn: CalendarDate, policy: PolicyTerms): CalendarDate {
  const dates = [intervalOverOn(redeemedOn, policy), leavesYearOn(redeemedOn, policy)];
  return dates.sort().at(-1) as CalendarDate;
}

/** The first date on which the device's interval after a redemption is over (rule R2). */
export function intervalOverOn(redeemedOn: CalendarDate, policy: PolicyTerms): CalendarDate {
  return addDays(addYears(redeemedOn, policy.deviceRedemptionIntervalYears), 1);
}
