import type { Turn } from '../accounts/account.js';
import type { DaySource, Policy, PolicyTerms } from '../policy/policy.js';
import { addYears, type CalendarDate, nextNewYear } from '../shared/calendar.js';
import { drawOrder, type Lot } from './lot.js';
import type { CapNotice } from './notice.js';

/** One earning of days, as the history of an account has it. */
export interface GrantEntry {
  readonly userId: string;
  readonly id: string;
  readonly source: DaySource;
  readonly title: string | null;
  readonly requestedDays: number;
  readonly grantedDays: number;
  readonly earnedOn: CalendarDate;
  /** The first date on which its days can't be used (rule E5). */
  readonly expiresOn: CalendarDate;
}

/** An earning with its moment and what it was judged by. */
export interface Grant extends GrantEntry {
  /** RFC 3339 in UTC. */
  readonly earnedAt: string;
  /** Days earned in the calendar year, this grant's included. */
  readonly yearEarnedDays: number;
  readonly policyVersion: number;
  /** The member of staff who awarded it, and the key they did it by; null for a check-in. */
  readonly awardedBy: string | null;
  readonly awardKey: string | null;
}

/** What is to be earned. */
export interface Earning {
  readonly userId: string;
  readonly source: DaySource;
  readonly title: string | null;
  readonly requestedDays: number;
  readonly awardedBy: string | null;
  readonly awardKey: string | null;
}

/**
 * The grant for an earning: what is over the calendar year's cap is cancelled (rule E4); the days lapse one year after
 * they were earned (rule E5).
 */
export function grantFor(earning: Earning, earnedInYear: number, policy: Policy, turn: Turn): Grant {
  const grantedDays = Math.min(earning.requestedDays, earnableDays(earnedInYear, policy));
  return {
    id: turn.newId('grt'),
    ...earning,
    grantedDays,
    earnedAt: turn.at,
    earnedOn: turn.today,
    expiresOn: addYears(turn.today, policy.dayValidityYears),
    yearEarnedDays: earnedInYear + grantedDays,
    policyVersion: policy.version,
  };
}

/** Days that can still be earned in a year in which some were (rule E4). Used and lapsed days count as earned. */
export function earnableDays(earnedInYear: number, policy: PolicyTerms): number {
  return Math.max(0, policy.annualEarningCapDays - earnedInYear);
}

/** The grant's days as one lot; none where nothing was granted. */
export function lotsOf(grant: Grant): Lot[] {
  if (grant.grantedDays === 0) return [];
  const { userId, source, expiresOn } = grant;
  return [{ userId, drawOrder: drawOrder(grant, 0), grantId: grant.id, source, days: grant.grantedDays, expiresOn }];
}

/** A grant's notice under the terms it was earned by (rule P2); null when all that was asked for was granted. */
export function capNoticeOf(grant: Grant, policy: PolicyTerms): CapNotice | null {
  if (grant.grantedDays === grant.requestedDays) return null;
  return capNotice(grant.yearEarnedDays, grant.earnedOn, policy);
}

/** The notice of an earning on a date, after which so many days are earned in its year (rule E4). */
export function capNotice(earnedDays: number, on: CalendarDate, policy: PolicyTerms): CapNotice {
  const capDays = policy.annualEarningCapDays;
  return { notice: 'AnnualEarningCapReached', capDays, earnedDays, resumesOn: nextNewYear(on) };
}
