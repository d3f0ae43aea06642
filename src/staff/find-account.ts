import type { Account } from '../accounts/account.js';
import type { RequestContext } from '../api/request-context.js';
import { ObjectType } from '../graphql/object-type.js';
import { instanceOf } from '../graphql/scalars.js';
import { UserError } from '../graphql/user-error.type.js';
import { messageIn } from '../messages/messages.js';
import { isIdOf } from '../shared/ids.js';

@ObjectType({ implements: UserError, description: 'Returned when no user has the id.' })
export class UserNotFound extends UserError {}

/** The account that a member of staff names, or the error that tells that no user has the id. */
export async function findAccount(
  userId: string,
  { loaders, language }: RequestContext,
): Promise<Account | UserNotFound> {
  const account = isIdOf('usr', userId) ? await loaders.account(userId) : null;
  return account ?? instanceOf(UserNotFound, { message: messageIn(language, 'UserNotFound') });
}
