import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { UserType } from '../accounts/user.type.js';
import type { RequestContext } from '../api/request-context.js';
import { DeviceType, presentDevice } from './device.type.js';

/** The devices of an account. */
@Resolver(() => UserType)
export class AccountDevicesResolver {
  @FieldResolver(() => [DeviceType], {
    description: 'Bound devices, first bound first; at most the policy’s `maxDevices` (rule D1).',
  })
  async devices(@Root() { id }: UserType, @Ctx() { loaders, today }: RequestContext): Promise<DeviceType[]> {
    return (await loaders.devices({ userId: id, today })).map(presentDevice);
  }
}
