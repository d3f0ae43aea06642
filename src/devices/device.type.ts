import { Field } from 'type-graphql';
import { Node } from '../graphql/node.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar } from '../graphql/scalars.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Device } from './device.js';
import type { Product } from './product.js';
import { ProductType } from './product.type.js';

@ObjectType('Device', {
  implements: Node,
  description: 'A machine bound to an account, for good: there is no unbinding and no transfer (rule D3).',
})
export class DeviceType extends Node {
  @Field({ description: 'The machine’s serial number in its canonical form.' })
  serialNumber: string;

  @Field(() => ProductType, { description: 'What the machine is.' })
  product: Product;

  @Field(() => DateScalar, {
    description: 'The date it was bound; it can redeem as many days later as the policy’s `bindingWaitDays` (rule D6).',
  })
  boundOn: CalendarDate;

  /** The record behind it; not part of the schema. */
  device: Device;
}

export function presentDevice(device: Device): DeviceType {
  const type = new DeviceType();
  type.id = device.id;
  type.serialNumber = device.machine.serialNumber;
  type.product = device.machine.product;
  type.boundOn = device.boundOn;
  type.device = device;
  return type;
}
