import { addDays, addYears, type CalendarDate, nextNewYear, yearOf } from '../../shared/calendar.js';
import type { Facts, PastRedemption } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * R3: a real user redeems at most 3 times a year, over all accounts. The year is counted back from the day, as in R2,
 * or is the calendar year, as the policy says. That it is 3 different devices follows from R2.
 * FAQ: 每个用户每年可累计兑换3次延保，但必须是3台不同设备；每个真实用户1年内只能兑换3次延保。
 */
export function userRedeemsThreeTimesAYear(facts: Facts): Finding<'AnnualRedemptionLimitReached'> | null {
  const limit = facts.policy.redemptionsPerYear;
  const counts = (redemption: PastRedemption) =>
    facts.policy.redemptionYear === 'CALENDAR_YEAR'
      ? yearOf(redemption.redeemedOn) === yearOf(facts.today)
      : facts.today < leavesRollingYearOn(redemption.redeemedOn);
  const used = facts.redemptions.filter(counts).length;
  if (used < limit) return null;
  return { violation: 'AnnualRedemptionLimitReached', rule: 'R3', remedy: 'WAIT', limit, used };
}

export function userYearEnds({ today, policy, redemptions }: Facts): CalendarDate[] {
  if (policy.redemptionYear === 'CALENDAR_YEAR') return [nextNewYear(today)];
  return redemptions.map(({ redeemedOn }) => leavesRollingYearOn(redeemedOn));
}

/** The first date on which a redemption no longer counts in the rolling year. */
export function leavesRollingYearOn(redeemedOn: CalendarDate): CalendarDate {
  return addDays(addYears(redeemedOn, 1), 1);
}
