import { Field } from 'type-graphql';
import { Node } from '../graphql/node.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateTimeScalar, enumOf } from '../graphql/scalars.js';
import type { Identity } from './account.js';

export type UserStatus = 'ACTIVE' | 'SUSPENDED';

export const UserStatusEnum = enumOf<UserStatus>('UserStatus', 'Whether an account takes part.', {
  ACTIVE: 'It can do all that members can.',
  SUSPENDED: 'It can read, but not check in, bind, redeem or be awarded days (rule R6).',
});

@ObjectType('Suspension', { description: 'Since when an account is suspended, and why (rule R6).' })
export class SuspensionType {
  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since: string;

  @Field({ description: 'Why, in the words of who suspended it.' })
  reason: string;
}

@ObjectType('User', {
  implements: Node,
  description:
    'A member’s account: the immutable subject of its access tokens. Changing phone, e-mail or password keeps it (rule D3a).',
})
export class UserType extends Node {}

/** An account as the API shows it. */
export function presentUser({ userId }: Identity): UserType {
  const type = new UserType();
  type.id = userId;
  return type;
}
