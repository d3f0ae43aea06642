import { randomUUID } from 'node:crypto';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { presentUser, UserType } from '../accounts/user.type.js';
import { type RequestContext, requireRole } from '../api/request-context.js';
import { CouponType, presentCoupon } from '../coupons/coupon.type.js';
import { GrantType, presentGrant } from '../earning/grant.type.js';
import { BadInput, requireIdempotencyKey } from '../graphql/bad-input.js';
import { ObjectType } from '../graphql/object-type.js';
import { instanceOf } from '../graphql/scalars.js';
import { UserError } from '../graphql/user-error.type.js';
import { messageIn } from '../messages/messages.js';
import type { DaySource } from '../policy/policy.js';
import { DaySourceEnum } from '../policy/policy.type.js';
import { presentSuspension } from '../redemption/present-violation.js';
import { AccountSuspended, IdempotencyKeyReused } from '../redemption/redemption.errors.js';
import type { AwardOutcome } from './award-days.js';
import { findAccount, UserNotFound } from './find-account.js';
import { requireReason } from './reason.js';

@InputType({ description: 'Days to award, to whom, for what.' })
export class AwardDaysInput {
  @Field(() => ID, { description: 'The account that gets them.' })
  userId: string;

  @Field(() => DaySourceEnum, {
    description: 'How they were earned: a showcase, a campaign, or a lost check-in that is made good.',
  })
  source: DaySource;

  @Field(() => Int, { description: 'How many: 1 to the policy’s `showcaseMaxDays`.' })
  days: number;

  @Field({
    description: 'Why, 1 to 500 characters. It lands on the audit trail, and the member sees it as the grant’s title.',
  })
  reason: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The campaign they are awarded in. There are none yet, and every id is refused: leave it out.',
  })
  campaignId: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Chosen by the caller, 8 to 64 characters of printable ASCII; repeat it on a retry, and the same grant is answered again.',
  })
  idempotencyKey: string | null;
}

@ObjectType({ description: 'Awarded. Within the year’s cap: see the grant’s `cancelledDays`.' })
class AwardDaysSuccess {
  @Field(() => GrantType, { description: 'The days awarded.' })
  grant: GrantType;

  @Field(() => UserType, { description: 'The account that got them.' })
  user: UserType;

  @Field(() => [CouponType], { description: 'Coupons that the new balance covers and that were issued just now.' })
  issuedCoupons: CouponType[];
}

@ObjectType({
  implements: UserError,
  description: 'Returned when an award asks for too few or too many days (rule E2).',
})
class DaysOutOfRange extends UserError {
  @Field(() => Int, { description: 'The fewest days an award gives.' })
  minimum: number;

  @Field(() => Int, { description: 'The most days an award gives.' })
  maximum: number;
}

export const AwardDaysResult = createUnionType({
  name: 'AwardDaysResult',
  description: 'The award, or why there is none.',
  types: () => [AwardDaysSuccess, UserNotFound, DaysOutOfRange, AccountSuspended, IdempotencyKeyReused] as const,
});

@Resolver()
export class AwardDaysResolver {
  @Mutation(() => AwardDaysResult, {
    nullable: true,
    description: 'MODERATOR, or SUPPORT for CHECK_IN. Grants days, within the year’s cap (rules E2 to E4).',
  })
  async awardDays(
    @Arg('input', () => AwardDaysInput, { description: 'What to award, to whom, for what.' }) input: AwardDaysInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof AwardDaysResult> {
    const { source, days } = input;
    const viewer = requireRole(context, 'MODERATOR', ...(source === 'CHECK_IN' ? (['SUPPORT'] as const) : []));
    const reason = requireReason(input.reason);
    const key = input.idempotencyKey ?? null;
    // A caller that gives no key gets one: an award whose commit was not confirmed is tried again, and must find itself.
    const idempotencyKey = key === null ? randomUUID() : requireIdempotencyKey('input.idempotencyKey', key);
    if ((input.campaignId ?? null) !== null) throw new BadInput('input.campaignId', 'names no campaign.');
    const account = await findAccount(input.userId, context);
    if (account instanceof UserNotFound) return account;
    const { userId, realUserId } = account;
    const actorId = viewer.identity.userId;
    const turns = [realUserId, `${actorId} ${idempotencyKey}`];
    const command = { userId, realUserId, actorId, source, days, reason, idempotencyKey, turns };
    return presentOutcome(await context.change(context.service.awards.submit(command)), presentUser(account), context);
  }
}

function presentOutcome(
  outcome: AwardOutcome,
  user: UserType,
  { language, today }: RequestContext,
): typeof AwardDaysResult {
  switch (outcome.kind) {
    case 'AWARDED': {
      const issuedCoupons = outcome.issued.map((coupon) => presentCoupon(coupon, today));
      return instanceOf(AwardDaysSuccess, { grant: presentGrant(outcome.grant), user, issuedCoupons });
    }
    case 'KEY_REUSED':
      return instanceOf(IdempotencyKeyReused, { message: messageIn(language, 'IdempotencyKeyReused') });
    case 'SUSPENDED':
      return presentSuspension(outcome.suspension, language);
    case 'OUT_OF_RANGE': {
      const { minimum, maximum } = outcome;
      const message = messageIn(language, 'DaysOutOfRange', { minimum, maximum });
      return instanceOf(DaysOutOfRange, { message, minimum, maximum });
    }
  }
}
