import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { presentUser, UserType } from '../accounts/user.type.js';
import { type RequestContext, requireRole } from '../api/request-context.js';
import type { Transaction } from '../database/session.js';
import { ObjectType } from '../graphql/object-type.js';
import { instanceOf } from '../graphql/scalars.js';
import type { Clock, Decided } from '../shared/clock.js';
import { findAccount, UserNotFound } from './find-account.js';
import { requireReason } from './reason.js';
import { reinstateUser, type StandingCommand, suspendUser } from './suspend-user.js';

@InputType({ description: 'Whom to suspend, and why.' })
export class SuspendUserInput {
  @Field(() => ID, { description: 'The account.' })
  userId: string;

  @Field({ description: 'Why, 1 to 500 characters. It lands on the audit trail, and the member sees it.' })
  reason: string;
}

@InputType({ description: 'Whom to reinstate, and why.' })
export class ReinstateUserInput {
  @Field(() => ID, { description: 'The account.' })
  userId: string;

  @Field({ description: 'Why, 1 to 500 characters. It lands on the audit trail.' })
  reason: string;
}

@ObjectType({ description: 'Suspended.' })
class SuspendUserSuccess {
  @Field(() => UserType, { description: 'The account, as it is now.' })
  user: UserType;
}

@ObjectType({ description: 'Reinstated.' })
class ReinstateUserSuccess {
  @Field(() => UserType, { description: 'The account, as it is now.' })
  user: UserType;
}

export const SuspendUserResult = createUnionType({
  name: 'SuspendUserResult',
  description: 'The suspended account, or that there is none.',
  types: () => [SuspendUserSuccess, UserNotFound] as const,
});

export const ReinstateUserResult = createUnionType({
  name: 'ReinstateUserResult',
  description: 'The reinstated account, or that there is none.',
  types: () => [ReinstateUserSuccess, UserNotFound] as const,
});

@Resolver()
export class SuspendUserResolver {
  @Mutation(() => SuspendUserResult, {
    nullable: true,
    description: 'OPERATOR. Suspends an account: it can read, and do nothing else; its days go on lapsing (rule R6).',
  })
  async suspendUser(
    @Arg('input', () => SuspendUserInput, { description: 'Whom, and why.' }) input: SuspendUserInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof SuspendUserResult> {
    const user = await changeStanding(suspendUser, input, context);
    return user instanceof UserType ? instanceOf(SuspendUserSuccess, { user }) : user;
  }

  @Mutation(() => ReinstateUserResult, {
    nullable: true,
    description: 'OPERATOR. Reinstates a suspended account (rule R6); days that lapsed meanwhile stay lapsed.',
  })
  async reinstateUser(
    @Arg('input', () => ReinstateUserInput, { description: 'Whom, and why.' }) input: ReinstateUserInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof ReinstateUserResult> {
    const user = await changeStanding(reinstateUser, input, context);
    return user instanceof UserType ? instanceOf(ReinstateUserSuccess, { user }) : user;
  }
}

async function changeStanding(
  change: (transaction: Transaction, command: StandingCommand, clock: Clock) => Promise<Decided>,
  input: { userId: string; reason: string },
  context: RequestContext,
): Promise<UserType | UserNotFound> {
  const actorId = requireRole(context, 'OPERATOR').identity.userId;
  const reason = requireReason(input.reason);
  const { database, clock } = context.service;
  const account = await findAccount(input.userId, context);
  if (account instanceof UserNotFound) return account;
  await context.change(database.transaction((transaction) => change(transaction, { account, actorId, reason }, clock)));
  return presentUser(account);
}
