import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { UserType } from '../accounts/user.type.js';
import type { RequestContext } from '../api/request-context.js';
import { pageOf } from '../graphql/complexity.js';
import { AFTER, type Connection, connectionOfAll, FIRST, requirePage } from '../graphql/connection.js';
import { presentRedemption, RedemptionConnection, RedemptionType } from './redemption.type.js';

/** A user redeems three times a year (rule R3). */
const REDEMPTIONS_EXPECTED = 10;

/** The redemptions of an account. */
@Resolver(() => UserType)
export class AccountRedemptionsResolver {
  @FieldResolver(() => RedemptionConnection, {
    description: 'Every redemption, newest first.',
    complexity: pageOf(REDEMPTIONS_EXPECTED),
  })
  async redemptions(
    @Root() { id: userId }: UserType,
    @Ctx() { loaders, today }: RequestContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null = null,
  ): Promise<Connection<RedemptionType>> {
    const page = requirePage(first, after);
    // Three a year (rule R3): all of an account's are read as cheaply as a page of them.
    const redemptions = await loaders.redemptions({ userId, today });
    return connectionOfAll(page, redemptions, presentRedemption, ({ id, redeemedOn }) => ({ date: redeemedOn, id }));
  }
}
