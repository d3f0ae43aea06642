import { type Day, plusMonths, plusYears } from './dates.js';

export type Source = 'CHECK_IN' | 'SHOWCASE' | 'CAMPAIGN';
export type Term = 'THREE_MONTHS' | 'SIX_MONTHS' | 'TWELVE_MONTHS';
export type Status = 'OPEN' | 'REDEEMED' | 'WITHDRAWN' | 'EXPIRED';

export const SOURCES: readonly Source[] = ['CHECK_IN', 'SHOWCASE', 'CAMPAIGN'];

/** What there is to redeem, shortest first (rule R1). */
export const TIERS: readonly { readonly term: Term; readonly costDays: number; readonly months: number }[] = [
  { term: 'THREE_MONTHS', costDays: 90, months: 3 },
  { term: 'SIX_MONTHS', costDays: 180, months: 6 },
  { term: 'TWELVE_MONTHS', costDays: 360, months: 12 },
];

export function tierOf(term: Term): (typeof TIERS)[number] {
  return TIERS.find((tier) => tier.term === term) as (typeof TIERS)[number];
}

/** A machine of the registry, and what the rules on products (M1 to M8) say of it. */
export interface ModelMachine {
  readonly serialNumber: string;
  readonly brand: string;
  readonly shippedOn: Day;
  readonly baseMonths: number;
  /** `M1` to `M5`; null for a model that is not excluded. */
  readonly excludedBy: string | null;
  readonly custom: boolean;
  readonly salesRegion: string;
  readonly accepted: readonly Source[];
}

export interface ModelGrant {
  readonly name: string;
  readonly source: Source;
  readonly requested: number;
  readonly granted: number;
  readonly earnedOn: Day;
  readonly expiresOn: Day;
  used: number;
}

export interface ModelCoupon {
  readonly name: string;
  readonly term: Term;
  readonly issuedOn: Day;
  status: Status;
  closedOn: Day | null;
  /** As it was when the coupon was closed; of an open one it follows from the days. */
  expiresOn: Day | null;
}

export interface ModelDevice {
  readonly name: string;
  readonly machine: ModelMachine;
  readonly boundOn: Day;
  readonly extensions: { extendedOn: Day; months: number; endsOnBefore: Day; endsOnAfter: Day }[];
  endsOn: Day;
}

export interface Drawn {
  readonly grant: ModelGrant;
  readonly days: number;
}

export interface ModelRedemption {
  readonly name: string;
  readonly key: string;
  readonly coupon: ModelCoupon;
  readonly device: ModelDevice;
  readonly redeemedOn: Day;
  /** The first date on which the year that counts from it is over (rule R2). */
  readonly yearOverOn: Day;
  readonly endsOnBefore: Day;
  readonly endsOnAfter: Day;
  readonly drawn: readonly Drawn[];
}

/** An account, the only one of its real user. */
export interface ModelMember {
  readonly name: string;
  readonly grants: ModelGrant[];
  readonly coupons: ModelCoupon[];
  readonly devices: ModelDevice[];
  readonly redemptions: ModelRedemption[];
  readonly checkIns: Set<Day>;
  suspension: { since: Day; reason: string } | null;
}

export function newMember(name: string): ModelMember {
  return { name, grants: [], coupons: [], devices: [], redemptions: [], checkIns: new Set(), suspension: null };
}

export const baseEndOf = (machine: ModelMachine): Day => plusMonths(machine.shippedOn, machine.baseMonths);
export const ceilingOf = (machine: ModelMachine): Day => plusYears(machine.shippedOn, 5);
