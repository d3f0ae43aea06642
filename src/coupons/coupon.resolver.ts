import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { presentRedemption, RedemptionType } from '../redemption/redemption.type.js';
import { CouponType } from './coupon.type.js';

@Resolver(() => CouponType)
export class CouponResolver {
  @FieldResolver(() => RedemptionType, {
    nullable: true,
    description: 'The redemption that used it; null unless it is redeemed.',
  })
  async redemption(
    @Root() { id, userId, status }: CouponType,
    @Ctx() { loaders, today }: RequestContext,
  ): Promise<RedemptionType | null> {
    if (status !== 'REDEEMED') return null;
    const redemptions = await loaders.redemptions({ userId, today });
    const redemption = redemptions.find(({ couponId }) => couponId === id);
    return redemption === undefined ? null : presentRedemption(redemption);
  }
}
