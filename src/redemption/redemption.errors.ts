import { Field, ID, Int, InterfaceType } from 'type-graphql';
import type { CouponStatus } from '../coupons/coupon.js';
import { CouponStatusEnum } from '../coupons/coupon.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, DateTimeScalar, enumOf } from '../graphql/scalars.js';
import { UserError } from '../graphql/user-error.type.js';
import type { CouponTerm, DaySource } from '../policy/policy.js';
import { CouponTermEnum, DaySourceEnum, ExclusionType } from '../policy/policy.type.js';
import type { CalendarDate } from '../shared/calendar.js';
import { RedemptionQuote } from './redemption.type.js';
import type { Remedy, ViolationDetails, ViolationName } from './violation.js';

const RemedyEnum = enumOf<Remedy>('Remedy', 'What helps against a refusal.', {
  WAIT: 'Time alone: see `eligibleOn`.',
  ACT: 'Something the member can do; the message says what.',
  NONE: 'Nothing: this will not change.',
});

@InterfaceType('RedemptionViolation', {
  implements: UserError,
  description: 'A rule that keeps a coupon from being redeemed on a device.',
})
export abstract class RedemptionViolation extends UserError {
  @Field({
    description:
      'The programme’s rule it stands on, such as `D6` (suspended: R6; not your device: D2; coupon not open: E6).',
  })
  rule: string;

  @Field(() => RemedyEnum, { description: 'What helps.' })
  remedy: Remedy;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First date on which this rule no longer stands in the way, or null if waiting does not help.',
  })
  eligibleOn: CalendarDate | null;

  @Field(() => [RedemptionViolation], {
    description:
      'The other rules that the same attempt breaks, in the programme’s order; empty inside another’s `others` and wherever all are listed anyway.',
  })
  others: readonly RedemptionViolation[];

  @Field(() => ID, {
    nullable: true,
    description: 'For support: under which this refusal is kept; null where nothing was attempted.',
  })
  reference: string | null;
}

@ObjectType({ implements: RedemptionViolation, description: 'Returned when the account is suspended (rule R6).' })
export class AccountSuspended extends RedemptionViolation {
  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since: string;

  @Field({ description: 'Why, in the words of who suspended it.' })
  reason: string;
}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the device is not one of this account’s (rule D2).',
})
class DeviceNotFound extends RedemptionViolation {}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the coupon is unknown, redeemed, or replaced by a newer one (rule E6).',
})
class CouponNotOpen extends RedemptionViolation {
  @Field(() => CouponStatusEnum, {
    nullable: true,
    description: 'What became of it; null if this account has no such coupon.',
  })
  status: CouponStatus | null;
}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the product is on the list of exclusions (rules M1 to M5).',
})
class ModelNotSupported extends RedemptionViolation {
  @Field(() => ExclusionType, { description: 'The entry of the list that names it.' })
  exclusion: ExclusionType;
}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the machine is a special CTO build (rule M6).',
})
class CustomBuildNotSupported extends RedemptionViolation {}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the machine was made to be sold overseas (rule M7).',
})
class OverseasModelNotSupported extends RedemptionViolation {
  @Field({ description: 'Where it was made to be sold.' })
  salesRegion: string;
}

@ObjectType({
  implements: RedemptionViolation,
  description:
    'Returned when the balance covers the coupon, but not the days of the sources this product takes (rule M8).',
})
class DaySourceNotAccepted extends RedemptionViolation {
  @Field(() => [DaySourceEnum], { description: 'The sources it takes.' })
  acceptedSources: readonly DaySource[];

  @Field(() => Int, { description: 'Days the coupon costs.' })
  requiredDays: number;

  @Field(() => Int, { description: 'Usable days of those sources.' })
  acceptedDays: number;
}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the device was bound fewer days ago than the policy’s `bindingWaitDays` (rule D6).',
})
class DeviceNotBoundLongEnough extends RedemptionViolation {
  @Field(() => DateScalar, { description: 'The date it was bound.' })
  boundOn: CalendarDate;

  @Field(() => Int, { description: 'Days it must have been bound.' })
  requiredDays: number;

  @Field(() => Int, { description: 'Days it has been bound.' })
  boundDays: number;
}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the warranty is over, or, in the sandbox, yet to start (rule W3).',
})
class DeviceOutOfWarranty extends RedemptionViolation {
  @Field(() => DateScalar, { description: 'The last date that is covered.' })
  warrantyEndedOn: CalendarDate;
}

@ObjectType({
  implements: RedemptionViolation,
  description:
    'Returned when the extension would reach further from the warranty’s start than the policy’s `warrantyCeilingYears` (rule W4).',
})
class WarrantyCeilingReached extends RedemptionViolation {
  @Field(() => DateScalar, { description: 'The date beyond which no extension can reach.' })
  ceilingOn: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered now.' })
  warrantyEndsOn: CalendarDate;

  @Field(() => CouponTermEnum, {
    nullable: true,
    description: 'The longest coupon that still fits; null if none does.',
  })
  longestTerm: CouponTerm | null;
}

@ObjectType({
  implements: RedemptionViolation,
  description:
    'Returned when the device redeemed within the policy’s `deviceRedemptionIntervalYears` (rule R2), or within its `redemptionYear` (rule R3).',
})
class DeviceRedeemedWithinYear extends RedemptionViolation {
  @Field(() => DateScalar, { description: 'The date of that redemption.' })
  lastRedeemedOn: CalendarDate;
}

@ObjectType({
  implements: RedemptionViolation,
  description:
    'Returned when the real user redeemed as often as the policy’s `redemptionsPerYear` within the year (rule R3).',
})
class AnnualRedemptionLimitReached extends RedemptionViolation {
  @Field(() => Int, { description: 'Redemptions a real user can make in a year.' })
  limit: number;

  @Field(() => Int, { description: 'Redemptions made, over all accounts of the real user.' })
  used: number;
}

@ObjectType({
  implements: RedemptionViolation,
  description:
    'Returned when the coupon would take the calendar year’s redemptions over the policy’s `annualRedemptionCapDays` (rule R4).',
})
class AnnualCapReached extends RedemptionViolation {
  @Field(() => Int, { description: 'Days an account can redeem in a calendar year.' })
  capDays: number;

  @Field(() => Int, { description: 'Days it has redeemed this year.' })
  redeemedDays: number;

  @Field(() => Int, { description: 'Days the coupon costs.' })
  requestedDays: number;

  @Field(() => DateScalar, { description: 'The date on which the count starts again: the next 1 January.' })
  resetsOn: CalendarDate;
}

@ObjectType({
  implements: RedemptionViolation,
  description: 'Returned when the usable days don’t cover the coupon (rule R1).',
})
class InsufficientDays extends RedemptionViolation {
  @Field(() => Int, { description: 'Days the coupon costs.' })
  requiredDays: number;

  @Field(() => Int, { description: 'Days that can be used.' })
  availableDays: number;
}

/** The numbers that a type tells: all but the date that only the rule reads, and the exclusion, told in a language. */
type Told<Name extends ViolationName> = Omit<ViolationDetails[Name], 'exclusion' | 'on'>;

/** The type that tells each violation. */
export const violationTypes: { readonly [Name in ViolationName]: new () => RedemptionViolation & Told<Name> } = {
  AccountSuspended,
  DeviceNotFound,
  CouponNotOpen,
  ModelNotSupported,
  CustomBuildNotSupported,
  OverseasModelNotSupported,
  DaySourceNotAccepted,
  DeviceNotBoundLongEnough,
  DeviceOutOfWarranty,
  WarrantyCeilingReached,
  DeviceRedeemedWithinYear,
  AnnualRedemptionLimitReached,
  AnnualCapReached,
  InsufficientDays,
};

@ObjectType({
  implements: UserError,
  description:
    'Returned when the key was used before, for another coupon, device or award (rule R7). Only a success uses a key up.',
})
export class IdempotencyKeyReused extends UserError {}

@ObjectType({ implements: UserError, description: 'Returned when redeeming would no longer do what the quote said.' })
export class QuoteOutdated extends UserError {
  @Field(() => RedemptionQuote, { description: 'What redeeming would do now.' })
  quote: RedemptionQuote;
}
