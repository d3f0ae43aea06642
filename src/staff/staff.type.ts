import type { Account } from '../accounts/account.js';
import type { RequestContext } from '../api/request-context.js';
import { requireText } from '../shared/bad-input.js';
import { isIdOf } from '../shared/ids.js';
import { ObjectType } from '../shared/object-type.js';
import { UserError } from '../shared/user-error.type.js';

/** Characters of a reason on the audit trail. */
const REASON_LENGTH_MAX = 500;

@ObjectType({ implements: UserError, description: 'Returned when no user has the id.' })
export class UserNotFound extends UserError {}

/** The reason that every staff action asks for. */
export function requireReason(reason: string): string {
  return requireText('input.reason', reason, REASON_LENGTH_MAX);
}

/** The account that a member of staff names; null where no user has the id. */
export async function findAccount(userId: string, { loaders }: RequestContext): Promise<Account | null> {
  return isIdOf('usr', userId) ? loaders.account(userId) : null;
}
