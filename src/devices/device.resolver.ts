import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { daysOf } from '../earning/lot.js';
import { computes } from '../graphql/complexity.js';
import { type DaySource, type Policy, policyToday } from '../policy/policy.js';
import { DaySourceEnum } from '../policy/policy.type.js';
import { presentRedemption, RedemptionType } from '../redemption/redemption.type.js';
import { presentWarranty, WarrantyType } from '../warranty/warranty.type.js';
import { DeviceType } from './device.type.js';
import { acceptedSources } from './product.js';

@Resolver(() => DeviceType)
export class DeviceResolver {
  @FieldResolver(() => WarrantyType, {
    nullable: true,
    description: 'The machine’s warranty. Null, with an error, when the warranty system does not answer.',
  })
  warranty(@Root() { device }: DeviceType, @Ctx() { today }: RequestContext): WarrantyType {
    return presentWarranty(device.machine, today);
  }

  @FieldResolver(() => [DaySourceEnum], { description: 'Sources whose days this device takes (rule M8).' })
  async acceptedSources(
    @Root() { product }: DeviceType,
    @Ctx() context: RequestContext,
  ): Promise<readonly DaySource[]> {
    return acceptedSources(product, await policyOf(context));
  }

  @FieldResolver(() => Int, {
    description: 'Usable days of the owner that this device takes.',
    complexity: computes(20),
  })
  async fundableDays(@Root() { device, product }: DeviceType, @Ctx() context: RequestContext): Promise<number> {
    const { loaders, today } = context;
    const { userId } = device;
    const [policy, days] = await Promise.all([policyOf(context), loaders.usableDays({ userId, today })]);
    return daysOf(days, acceptedSources(product, policy));
  }

  @FieldResolver(() => [RedemptionType], { description: 'Redemptions on this device, newest first.' })
  async redemptions(@Root() { id, device }: DeviceType, @Ctx() context: RequestContext): Promise<RedemptionType[]> {
    const { loaders, today } = context;
    const redemptions = await loaders.redemptions({ userId: device.userId, today });
    return redemptions.filter(({ deviceId }) => deviceId === id).map(presentRedemption);
  }
}

async function policyOf({ loaders, today }: RequestContext): Promise<Policy> {
  return policyToday((await loaders.programme('all')).policies, today);
}
