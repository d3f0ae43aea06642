import type { Suspension } from '../accounts/account.js';
import type { Coupon } from '../coupons/coupon.js';
import type { Machine } from '../devices/machine.js';
import type { Lot } from '../earning/lot.js';
import type { Exclusion } from '../policy/exclusion.js';
import { type CouponTerm, type CouponTier, type Policy, policyInForce } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';

/** A past redemption, as far as the rules count it. */
export interface PastRedemption {
  readonly userId: string;
  readonly costDays: number;
  readonly redeemedOn: CalendarDate;
}

/**
 * Everything the rules look at, read at one moment: what is not in here does not matter to a decision. Of what happened,
 * only what is dated today or earlier is in it; policies and exclusions are of any date.
 */
export interface Facts {
  readonly today: CalendarDate;
  /** The policy in force today. */
  readonly policy: Policy;
  readonly policies: readonly Policy[];
  readonly exclusions: readonly Exclusion[];
  readonly userId: string;
  readonly suspension: Suspension | null;
  /** The account's lots that can be used today. */
  readonly lots: readonly Lot[];
  /** Redemptions by all accounts of the real user. */
  readonly redemptions: readonly PastRedemption[];
}

/** The facts of an account that does not exist: with them a machine is judged by itself (rule D3). */
export const NO_ACCOUNT: Omit<Facts, 'today' | 'policy' | 'policies' | 'exclusions'> = {
  userId: '',
  suspension: null,
  lots: [],
  redemptions: [],
};

/** What is to be judged: a coupon, or just a term, on a device. */
export interface Attempt {
  /** Null when the device is not one of this account's. */
  readonly device: { readonly machine: Machine; readonly boundOn: CalendarDate } | null;
  readonly asked: Asked;
}

/** UNKNOWN: no coupon of this account has that id, or the policy has no term to ask about. */
export type Asked =
  | { readonly kind: 'COUPON'; readonly coupon: Coupon }
  | { readonly kind: 'TERM'; readonly term: CouponTerm }
  | { readonly kind: 'UNKNOWN' };

/** The same facts on a later date, if nothing else changes: rules run on it tell from when. */
export function factsOn(facts: Facts, date: CalendarDate): Facts {
  if (date === facts.today) return facts;
  return { ...facts, today: date, policy: policyInForce(facts.policies, date) ?? facts.policy };
}

/**
 * What the term costs and adds under the policy in force, or, where that no longer offers it, under the terms the
 * coupon was issued with; null where neither says.
 */
export function tierOf({ policy }: Facts, { asked }: Pick<Attempt, 'asked'>): CouponTier | null {
  if (asked.kind === 'UNKNOWN') return null;
  const issued = asked.kind === 'COUPON' ? asked.coupon : null;
  const { term } = asked.kind === 'COUPON' ? asked.coupon : asked;
  return policy.tiers.find((tier) => tier.term === term) ?? issued;
}
