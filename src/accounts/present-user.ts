import type { Identity } from './account.js';
import { UserType } from './user.type.js';

export function presentUser(identity: Identity): UserType {
  const type = new UserType();
  type.id = identity.userId;
  type.identity = identity;
  return type;
}
