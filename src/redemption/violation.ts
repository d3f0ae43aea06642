import type { CouponStatus } from '../coupons/coupon.js';
import type { Exclusion } from '../policy/exclusion.js';
import type { CouponTerm, DaySource } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';

/** What helps: waiting alone, doing something, or nothing. */
export type Remedy = 'WAIT' | 'ACT' | 'NONE';

/** The numbers behind each refusal, by the name of the GraphQL type that tells it. */
export interface ViolationDetails {
  AccountSuspended: { since: string; on: CalendarDate; reason: string };
  DeviceNotFound: Record<never, never>;
  CouponNotOpen: { status: CouponStatus | null };
  ModelNotSupported: { exclusion: Exclusion };
  CustomBuildNotSupported: Record<never, never>;
  OverseasModelNotSupported: { salesRegion: string };
  DaySourceNotAccepted: { acceptedSources: readonly DaySource[]; requiredDays: number; acceptedDays: number };
  DeviceNotBoundLongEnough: { boundOn: CalendarDate; requiredDays: number; boundDays: number };
  DeviceOutOfWarranty: { warrantyEndedOn: CalendarDate };
  WarrantyCeilingReached: { ceilingOn: CalendarDate; warrantyEndsOn: CalendarDate; longestTerm: CouponTerm | null };
  DeviceRedeemedWithinYear: { lastRedeemedOn: CalendarDate };
  AnnualRedemptionLimitReached: { limit: number; used: number };
  AnnualCapReached: { capDays: number; redeemedDays: number; requestedDays: number; resetsOn: CalendarDate };
  InsufficientDays: { requiredDays: number; availableDays: number };
}

export type ViolationName = keyof ViolationDetails;

/** What a rule finds: which law is broken, the numbers behind it, and what helps. */
export type Finding<Name extends ViolationName = ViolationName> = {
  [N in Name]: { readonly violation: N; readonly rule: string; readonly remedy: Remedy } & ViolationDetails[N];
}[Name];

/** A finding, with the first date on which it no longer stands in the way, or null if waiting does not help. */
export type Violation = Finding & { readonly eligibleOn: CalendarDate | null };
