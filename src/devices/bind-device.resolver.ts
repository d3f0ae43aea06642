import { Arg, Ctx, createUnionType, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { presentUser, UserType } from '../accounts/user.type.js';
import { type RequestContext, requireViewer } from '../api/request-context.js';
import { ObjectType } from '../graphql/object-type.js';
import { instanceOf } from '../graphql/scalars.js';
import { messageIn } from '../messages/messages.js';
import { presentSuspension } from '../redemption/present-violation.js';
import { AccountSuspended } from '../redemption/redemption.errors.js';
import { type BindOutcome, bindDevice } from './bind-device.js';
import {
  DeviceAlreadyBound,
  DeviceBoundToAnotherUser,
  DeviceLimitReached,
  InvalidSerialNumber,
  NotLenovoProduct,
  SerialNumberNotFound,
} from './device.errors.js';
import { DeviceType, presentDevice } from './device.type.js';
import { canonicalSerialNumber } from './serial-number.js';

@InputType({ description: 'The machine to bind.' })
export class BindDeviceInput {
  @Field({ description: 'As the label prints it: spaces, hyphens and the `1S` form are understood (rule D4).' })
  serialNumber: string;
}

@ObjectType({ description: 'Bound, for good.' })
class BindDeviceSuccess {
  @Field(() => DeviceType, { description: 'The new device.' })
  device: DeviceType;

  @Field(() => UserType, { description: 'The account, as it is now.' })
  user: UserType;
}

export const BindDeviceResult = createUnionType({
  name: 'BindDeviceResult',
  description: 'The device, or why it was not bound.',
  types: () =>
    [
      BindDeviceSuccess,
      InvalidSerialNumber,
      SerialNumberNotFound,
      NotLenovoProduct,
      DeviceAlreadyBound,
      DeviceBoundToAnotherUser,
      DeviceLimitReached,
      AccountSuspended,
    ] as const,
});

@Resolver()
export class BindDeviceResolver {
  @Mutation(() => BindDeviceResult, {
    nullable: true,
    description:
      'Binds a machine to the signed-in user. It can’t be undone: look the machine up by `deviceLookup` before (rules D1 to D5).',
  })
  async bindDevice(
    @Arg('input', () => BindDeviceInput, { description: 'The machine to bind.' }) input: BindDeviceInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof BindDeviceResult> {
    const { userId, realUserId } = requireViewer(context).identity;
    const serialNumber = canonicalSerialNumber(input.serialNumber);
    if (serialNumber === null) {
      return instanceOf(InvalidSerialNumber, { message: messageIn(context.language, 'InvalidSerialNumber') });
    }
    const { database, clock } = context.service;
    const command = { userId, realUserId, serialNumber };
    return presentOutcome(
      await context.change(database.transaction((transaction) => bindDevice(transaction, command, clock))),
      context,
    );
  }
}

function presentOutcome(outcome: BindOutcome, context: RequestContext): typeof BindDeviceResult {
  const { language } = context;
  switch (outcome.kind) {
    case 'BOUND': {
      const user = presentUser(requireViewer(context).identity);
      return instanceOf(BindDeviceSuccess, { device: presentDevice(outcome.device), user });
    }
    case 'SUSPENDED':
      return presentSuspension(outcome.suspension, language);
    case 'NOT_FOUND':
      return instanceOf(SerialNumberNotFound, { message: messageIn(language, 'SerialNumberNotFound') });
    case 'NOT_LENOVO': {
      const { brand } = outcome;
      return instanceOf(NotLenovoProduct, { message: messageIn(language, 'NotLenovoProduct', { brand }), brand });
    }
    case 'ALREADY_BOUND': {
      const device = presentDevice(outcome.device);
      return instanceOf(DeviceAlreadyBound, { message: messageIn(language, 'DeviceAlreadyBound'), device });
    }
    case 'BOUND_TO_ANOTHER':
      return instanceOf(DeviceBoundToAnotherUser, { message: messageIn(language, 'DeviceBoundToAnotherUser') });
    case 'LIMIT_REACHED': {
      const { limit } = outcome;
      return instanceOf(DeviceLimitReached, { message: messageIn(language, 'DeviceLimitReached', { limit }), limit });
    }
  }
}
