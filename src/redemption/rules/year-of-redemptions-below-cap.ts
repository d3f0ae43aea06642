import { type CalendarDate, nextNewYear, yearOf } from '../../shared/calendar.js';
import { type Attempt, type Facts, tierOf } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * R4: an account redeems at most 360 days in a calendar year.
 * FAQ: 每个用户在一个自然年内……最多可兑换360天延保。
 */
export function yearOfRedemptionsBelowCap(facts: Facts, attempt: Attempt): Finding<'AnnualCapReached'> | null {
  const requestedDays = tierOf(facts, attempt)?.costDays;
  if (requestedDays === undefined) return null;
  const capDays = facts.policy.annualRedemptionCapDays;
  const redeemedDays = facts.redemptions
    .filter(({ userId, redeemedOn }) => userId === facts.userId && yearOf(redeemedOn) === yearOf(facts.today))
    .reduce((sum, redemption) => sum + redemption.costDays, 0);
  if (redeemedDays + requestedDays <= capDays) return null;
  const numbers = { capDays, redeemedDays, requestedDays, resetsOn: nextNewYear(facts.today) };
  // A coupon that costs more than a whole year's cap never fits.
  const remedy = requestedDays > capDays ? 'NONE' : 'WAIT';
  return { violation: 'AnnualCapReached', rule: 'R4', remedy, ...numbers };
}

/** The first date of the next calendar year. */
export function calendarYearEnds({ today }: Facts): CalendarDate[] {
  return [nextNewYear(today)];
}
