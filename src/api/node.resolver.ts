import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { presentUser } from '../accounts/user.type.js';
import { presentCoupon } from '../coupons/coupon.type.js';
import { presentDevice } from '../devices/device.type.js';
import { presentGrant } from '../earning/grant.type.js';
import { Node } from '../graphql/node.type.js';
import { presentExclusion } from '../policy/present-exclusion.js';
import { presentRedemption } from '../redemption/redemption.type.js';
import { kindOfId } from '../shared/ids.js';
import { type RequestContext, requireViewer } from './request-context.js';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      'Anything of the signed-in user’s own, or an exclusion, by its id. Null for every other id, another member’s included.',
  })
  async node(
    @Arg('id', () => ID, { description: 'An id that this API gave.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Node | null> {
    const kind = kindOfId(id);
    const { loaders, today, language } = context;
    if (kind === 'exc') {
      const exclusion = (await loaders.programme('all')).exclusions.find((one) => one.id === id);
      return exclusion === undefined ? null : presentExclusion(exclusion, language);
    }
    const { identity } = requireViewer(context);
    const { userId } = identity;
    switch (kind) {
      case 'usr':
        return id === userId ? presentUser(identity) : null;
      case 'dev': {
        const device = (await loaders.devices({ userId, today })).find((one) => one.id === id);
        return device === undefined ? null : presentDevice(device);
      }
      case 'cpn': {
        const coupon = await loaders.coupon({ userId, id });
        return coupon === null || coupon.issuedOn > today ? null : presentCoupon(coupon, today);
      }
      case 'grt': {
        const grant = await loaders.grant({ userId, id });
        return grant === null || grant.earnedOn > today ? null : presentGrant(grant);
      }
      case 'rdm': {
        const redemption = (await loaders.redemptions({ userId, today })).find((one) => one.id === id);
        return redemption === undefined ? null : presentRedemption(redemption);
      }
      default:
        return null;
    }
  }
}
