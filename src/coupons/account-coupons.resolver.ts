import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { UserType } from '../accounts/user.type.js';
import type { RequestContext } from '../api/request-context.js';
import { AFTER, type Connection, connection, FIRST, requirePage } from '../graphql/connection.js';
import { couponOn } from './coupon.js';
import { CouponConnection, CouponType, presentCoupon } from './coupon.type.js';

/** The coupons of an account. */
@Resolver(() => UserType)
export class AccountCouponsResolver {
  @FieldResolver(() => [CouponType], { description: 'Open coupons, shortest term first.' })
  async coupons(@Root() { id }: UserType, @Ctx() { loaders, today }: RequestContext): Promise<CouponType[]> {
    const coupons = await loaders.openCoupons({ userId: id, today });
    const open = coupons.filter((coupon) => coupon.issuedOn <= today && couponOn(coupon, today).status === 'OPEN');
    return open.map((coupon) => presentCoupon(coupon, today));
  }

  @FieldResolver(() => CouponConnection, { description: 'Closed coupons, latest first.' })
  async couponHistory(
    @Root() { id: userId }: UserType,
    @Ctx() { loaders, today }: RequestContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null = null,
  ): Promise<Connection<CouponType>> {
    const page = requirePage(first, after);
    const rows = await loaders.couponPage({ userId, today, ...page });
    return connection(
      page,
      rows,
      (coupon) => presentCoupon(coupon, today),
      ({ id, closedOn, expiresOn }) => ({ date: closedOn ?? expiresOn, id }),
      () => loaders.couponTotal({ userId, today }),
    );
  }
}
