import type { Identity } from './account.js';
import { UserType } from './user.type.js';

export function presentUser({ userId }: Identity): UserType {
  const type = new UserType();
  type.id = userId;
  return type;
}
