import type { PolicyTerms } from '../../policy/policy.js';
import { addDays, addYears, type CalendarDate, nextNewYear } from '../../shared/calendar.js';
import type { Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * R3: a real user redeems at most 3 times a year, over all accounts. The year is counted back from the day, as in R2,
 * or is the calendar year, as the policy says. That they are on different devices, `deviceRedeemsOnceAYear` keeps.
 * FAQ: 每个用户每年可累计兑换3次延保，但必须是3台不同设备；每个真实用户1年内只能兑换3次延保。
 */
export function userRedeemsThreeTimesAYear(facts: Facts): Finding<'AnnualRedemptionLimitReached'> | null {
  const limit = facts.policy.redemptionsPerYear;
  const used = facts.redemptions.filter(
    ({ redeemedOn }) => facts.today < leavesYearOn(redeemedOn, facts.policy),
  ).length;
  if (used < limit) return null;
  return { violation: 'AnnualRedemptionLimitReached', rule: 'R3', remedy: 'WAIT', limit, used };
}

/** The dates on which redemptions stop counting. */
export function userYearEnds({ policy, redemptions }: Facts): CalendarDate[] {
  return redemptions.map(({ redeemedOn }) => leavesYearOn(redeemedOn, policy));
}

/** The first date on which a redemption no longer counts in the policy's year. */
export function leavesYearOn(redeemedOn: CalendarDate, policy: PolicyTerms): CalendarDate {
  return policy.redemptionYear === 'CALENDAR_YEAR' ? nextNewYear(redeemedOn) : addDays(addYears(redeemedOn, 1), 1);
}
