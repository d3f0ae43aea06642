import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { CouponType, presentCoupon } from '../coupons/coupon.type.js';
import { DeviceType, presentDevice } from '../devices/device.type.js';
import { presentGrant } from '../earning/grant.type.js';
import { listOf } from '../graphql/complexity.js';
import { DrawnDays, RedemptionQuote, RedemptionType } from './redemption.type.js';

/** A coupon of three months takes as many check-ins. */
const GRANTS_DRAWN = 100;

@Resolver(() => RedemptionType)
export class RedemptionResolver {
  @FieldResolver(() => CouponType, { description: 'The coupon that was redeemed.' })
  async coupon(@Root() { redemption }: RedemptionType, @Ctx() { loaders, today }: RequestContext): Promise<CouponType> {
    const { userId, couponId } = redemption;
    const coupon = await loaders.coupon({ userId, id: couponId });
    if (coupon === null) throw new Error(`Redemption ${redemption.id} names no coupon.`);
    return presentCoupon(coupon, today);
  }

  @FieldResolver(() => DeviceType, { description: 'The device whose warranty it moved.' })
  async device(@Root() { redemption }: RedemptionType, @Ctx() { loaders, today }: RequestContext): Promise<DeviceType> {
    const devices = await loaders.devices({ userId: redemption.userId, today });
    const device = devices.find(({ id }) => id === redemption.deviceId);
    if (device === undefined) throw new Error(`Redemption ${redemption.id} names no device.`);
    return presentDevice(device);
  }

  @FieldResolver(() => [DrawnDays], {
    description: 'The days it took, in the order they were drawn (rule R1).',
    complexity: listOf(GRANTS_DRAWN),
  })
  async drawn(@Root() { redemption }: RedemptionType, @Ctx() context: RequestContext): Promise<DrawnDays[]> {
    const { userId, id, redeemedOn } = redemption;
    return withGrants(userId, await context.loaders.drawnDays({ userId, redemptionId: id, redeemedOn }), context);
  }
}

@Resolver(() => RedemptionQuote)
export class RedemptionQuoteResolver {
  @FieldResolver(() => [DrawnDays], {
    description: 'The days it would take, in the order they would be drawn (rule R1).',
    complexity: listOf(GRANTS_DRAWN),
  })
  drawn(@Root() { plan }: RedemptionQuote, @Ctx() context: RequestContext): Promise<DrawnDays[]> {
    return withGrants(plan.device.userId, plan.draw.byGrant, context);
  }
}

function withGrants(
  userId: string,
  drawn: readonly { grantId: string; days: number }[],
  { loaders }: RequestContext,
): Promise<DrawnDays[]> {
  return Promise.all(
    drawn.map(async ({ grantId, days }) => {
      const grant = await loaders.grant({ userId, id: grantId });
      if (grant === null) throw new Error(`Days were drawn from ${grantId}, which is no grant.`);
      return { grant: presentGrant(grant), days };
    }),
  );
}
