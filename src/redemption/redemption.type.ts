import { Field, Int } from 'type-graphql';
import { CouponType } from '../coupons/coupon.type.js';
import { DeviceType } from '../devices/device.type.js';
import { GrantType } from '../earning/grant.type.js';
import { connectionOf } from '../graphql/connection.js';
import { Node } from '../graphql/node.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import type { CouponTerm } from '../policy/policy.js';
import { CouponTermEnum } from '../policy/policy.type.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Redemption, RedemptionPlan } from './redemption.js';

@ObjectType('Redemption', {
  implements: Node,
  description: 'The use of a coupon on a device. The warranty moved at once, and nothing undoes it (rule W5).',
})
export class RedemptionType extends Node {
  @Field(() => CouponTermEnum, { description: 'The coupon’s term.' })
  term: CouponTerm;

  @Field(() => Int, { description: 'Calendar months added to the warranty.' })
  months: number;

  @Field(() => Int, { description: 'Days it cost.' })
  costDays: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  redeemedAt: string;

  @Field(() => DateScalar, { description: 'The date from which the year of rules R2 and R3 counts.' })
  redeemedOn: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered before.' })
  warrantyEndsOnBefore: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered after.' })
  warrantyEndsOnAfter: CalendarDate;

  /** The record behind it; not part of the schema. */
  redemption: Redemption;
}

export const RedemptionConnection = connectionOf('Redemption', RedemptionType, 'redemptions, newest first');

export function presentRedemption(redemption: Redemption): RedemptionType {
  const type = new RedemptionType();
  type.id = redemption.id;
  type.term = redemption.term;
  type.months = redemption.months;
  type.costDays = redemption.costDays;
  type.redeemedAt = redemption.redeemedAt;
  type.redeemedOn = redemption.redeemedOn;
  type.warrantyEndsOnBefore = redemption.warrantyEndsOnBefore;
  type.warrantyEndsOnAfter = redemption.warrantyEndsOnAfter;
  type.redemption = redemption;
  return type;
}

@ObjectType('DrawnDays', { description: 'Days that a redemption takes from one grant (rule R1).' })
export class DrawnDays {
  @Field(() => GrantType, { description: 'The earning they come from.' })
  grant: GrantType;

  @Field(() => Int, { description: 'How many are taken.' })
  days: number;
}

@ObjectType('RedemptionQuote', {
  description:
    'What redeeming would do today, computed by the same code that redeems. It changes and reserves nothing.',
})
export class RedemptionQuote {
  @Field({
    description:
      'Send it with `redeemCoupon`, to redeem only if that still does just this. It holds on its day at most: `deviceNextRedeemableOn` moves with the date.',
  })
  token: string;

  @Field(() => CouponType, { description: 'The coupon that would be redeemed.' })
  coupon: CouponType;

  @Field(() => DeviceType, { description: 'The device whose warranty would move.' })
  device: DeviceType;

  @Field(() => Int, { description: 'Days it would cost.' })
  costDays: number;

  @Field(() => DateScalar, { description: 'The last date covered now.' })
  warrantyEndsOnBefore: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered then.' })
  warrantyEndsOnAfter: CalendarDate;

  @Field(() => Int, { description: 'Days that would be left.' })
  balanceAfter: number;

  @Field(() => DateScalar, { description: 'The first date on which this device could redeem again (rule R2).' })
  deviceNextRedeemableOn: CalendarDate;

  /** The plan behind it; not part of the schema. */
  plan: RedemptionPlan;
}
