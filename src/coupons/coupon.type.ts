import { Field, Int } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node } from '../graphql/node.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, enumOf } from '../graphql/scalars.js';
import type { CouponTerm } from '../policy/policy.js';
import { CouponTermEnum } from '../policy/policy.type.js';
import type { CalendarDate } from '../shared/calendar.js';
import { type Coupon, type CouponStatus, couponOn } from './coupon.js';

export const CouponStatusEnum = enumOf<CouponStatus>('CouponStatus', 'What became of a coupon.', {
  OPEN: 'It can be redeemed.',
  REDEEMED: 'It was redeemed on a device, for good.',
  WITHDRAWN: 'Its days were used elsewhere.',
  EXPIRED: 'Its days lapsed.',
});

@ObjectType('Coupon', {
  implements: Node,
  description:
    'What the system issues when the balance reaches the cost of one of the policy’s `tiers` (rule E6). One open coupon a term; all terms draw on the same days.',
})
export class CouponType extends Node {
  @Field(() => CouponTermEnum, { description: 'How much warranty it adds.' })
  term: CouponTerm;

  @Field(() => Int, { description: 'The same in calendar months.' })
  months: number;

  @Field(() => Int, { description: 'Days it costs.' })
  costDays: number;

  @Field(() => CouponStatusEnum, { description: 'What it is today.' })
  status: CouponStatus;

  @Field(() => DateScalar, { description: 'The date on which the balance covered it.' })
  issuedOn: CalendarDate;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first date on which lapsing days leave it uncovered if nothing else changes; of a closed coupon, as it was when it was last open.',
  })
  expiresOn: CalendarDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The date on which it was redeemed, withdrawn or expired; null while it is open.',
  })
  closedOn: CalendarDate | null;

  /** The account it belongs to; not part of the schema. */
  userId: string;
}

export const CouponConnection = connectionOf('Coupon', CouponType, 'closed coupons, latest first');

/** A coupon as it is on a date. */
export function presentCoupon(coupon: Coupon, today: CalendarDate): CouponType {
  const { id, userId, term, months, costDays, status, issuedOn, expiresOn, closedOn } = couponOn(coupon, today);
  return Object.assign(new CouponType(), { id, userId, term, months, costDays, status, issuedOn, expiresOn, closedOn });
}
