import type { CalendarDate } from '../shared/calendar.js';

export const DAY_SOURCES = ['CHECK_IN', 'SHOWCASE', 'CAMPAIGN'] as const;
export type DaySource = (typeof DAY_SOURCES)[number];

export const COUPON_TERMS = ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS'] as const;
export type CouponTerm = (typeof COUPON_TERMS)[number];

export const CHANNELS = ['APP', 'WEB'] as const;
export type Channel = (typeof CHANNELS)[number];

/** ROLLING_YEAR counts a year back from the day; CALENDAR_YEAR from 1 January (rule R3). */
export type RedemptionYear = 'ROLLING_YEAR' | 'CALENDAR_YEAR';

/** A coupon that the system issues: its term, what it adds, what it costs (rules E6 and R1). */
export interface CouponTier {
  readonly term: CouponTerm;
  readonly months: number;
  readonly costDays: number;
}

/** Products that take days of some sources only (rule M8); a name left null matches every product. */
export interface SourceRestriction {
  readonly brand: string | null;
  readonly series: string | null;
  readonly acceptedSources: readonly DaySource[];
}

/** The programme's numbers (rule P1). Every number of the rules is one of these, never a literal in code. */
export interface PolicyTerms {
  readonly annualEarningCapDays: number;
  readonly annualRedemptionCapDays: number;
  readonly redemptionsPerYear: number;
  readonly redemptionYear: RedemptionYear;
  readonly dayValidityYears: number;
  readonly maxDevices: number;
  readonly bindingWaitDays: number;
  readonly warrantyCeilingYears: number;
  readonly deviceRedemptionIntervalYears: number;
  /** Shortest first. */
  readonly tiers: readonly CouponTier[];
  readonly checkInDays: number;
  readonly checkInChannels: readonly Channel[];
  /** A streak of this many dates, and each multiple of it, earns the bonus. */
  readonly streakLength: number;
  readonly streakBonusDays: number;
  readonly showcaseMaxDays: number;
  readonly linkWindowDays: number;
  readonly sourceRestrictions: readonly SourceRestriction[];
  /** Lenovo's own brands, whatever the case (rule D5). */
  readonly lenovoBrands: readonly string[];
  /** Machines sold elsewhere are overseas machines (rule M7). */
  readonly homeSalesRegion: string;
}

/** One version of the numbers and the date from which it is in force. */
export interface Policy extends PolicyTerms {
  readonly version: number;
  readonly effectiveFrom: CalendarDate;
}

/**
 * The version in force on a date, by which all of that date is judged (rules P1 and P2): of those that have begun, the one
 * that began last; null before the first.
 */
export function policyInForce(policies: readonly Policy[], on: CalendarDate): Policy | null {
  let inForce: Policy | null = null;
  for (const policy of policies) {
    if (policy.effectiveFrom > on) continue;
    const later =
      inForce === null ||
      policy.effectiveFrom > inForce.effectiveFrom ||
      (policy.effectiveFrom === inForce.effectiveFrom && policy.version > inForce.version);
    if (later) inForce = policy;
  }
  return inForce;
}

/** The version in force today: the programme does nothing without one. */
export function policyToday(policies: readonly Policy[], today: CalendarDate): Policy {
  const policy = policyInForce(policies, today);
  if (policy === null) throw new Error(`No policy is in force on ${today}.`);
  return policy;
}
