import { Field, Int } from 'type-graphql';
import { ObjectType } from '../graphql/object-type.js';
import { UserError } from '../graphql/user-error.type.js';
import { DeviceType } from './device.type.js';

@ObjectType('InvalidSerialNumber', {
  implements: UserError,
  description: 'Returned when a text is no serial number: wrong length, or characters that none has (rule D4).',
})
export class InvalidSerialNumber extends UserError {}

@ObjectType('SerialNumberNotFound', {
  implements: UserError,
  description: 'Returned when the product registry knows no machine by the serial number (rule D4).',
})
export class SerialNumberNotFound extends UserError {}

@ObjectType('NotLenovoProduct', {
  implements: UserError,
  description: 'Returned when the machine is another maker’s (rule D5).',
})
export class NotLenovoProduct extends UserError {
  @Field({ description: 'The maker’s brand.' })
  brand: string;
}

@ObjectType('DeviceAlreadyBound', {
  implements: UserError,
  description: 'Returned when the account has bound the machine before (rule D2).',
})
export class DeviceAlreadyBound extends UserError {
  @Field(() => DeviceType, { description: 'The device it is.' })
  device: DeviceType;
}

@ObjectType('DeviceBoundToAnotherUser', {
  implements: UserError,
  description: 'Returned when the machine is bound to another account; never says whose (rule D2).',
})
export class DeviceBoundToAnotherUser extends UserError {}

@ObjectType('DeviceLimitReached', {
  implements: UserError,
  description: 'Returned when the account has bound as many devices as it can (rule D1).',
})
export class DeviceLimitReached extends UserError {
  @Field(() => Int, { description: 'How many an account binds at most.' })
  limit: number;
}
