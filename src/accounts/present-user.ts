import type { Account } from './account.js';
import { UserType } from './user.type.js';

export function presentUser(account: Account): UserType {
  return Object.assign(new UserType(), { id: account.userId, account });
}
