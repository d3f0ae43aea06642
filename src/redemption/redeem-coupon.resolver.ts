import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { presentUser, UserType } from '../accounts/user.type.js';
import { type RequestContext, requireViewer } from '../api/request-context.js';
import { presentCoupon } from '../coupons/coupon.type.js';
import { presentDevice } from '../devices/device.type.js';
import { BadInput, requireIdempotencyKey } from '../graphql/bad-input.js';
import { ObjectType } from '../graphql/object-type.js';
import { instanceOf } from '../graphql/scalars.js';
import { messageIn } from '../messages/messages.js';
import { newId } from '../shared/ids.js';
import { judgeRedemption } from './judge-redemption.js';
import { presentRefusal } from './present-violation.js';
import type { RedeemOutcome } from './redeem-coupon.js';
import { IdempotencyKeyReused, QuoteOutdated, violationTypes } from './redemption.errors.js';
import { isQuoteToken, quoteToken, type RedemptionPlan } from './redemption.js';
import { presentRedemption, RedemptionQuote, RedemptionType } from './redemption.type.js';
import { rules } from './rules/index.js';

/** The errors of the rules, as members of the unions: what a rule can find, a result can tell. */
const violations = rules.map(({ violation }) => violationTypes[violation]);

@InputType({ description: 'A coupon and the device it would be redeemed on.' })
export class QuoteRedemptionInput {
  @Field(() => ID, { description: 'One of the account’s open coupons.' })
  couponId: string;

  @Field(() => ID, { description: 'One of the account’s devices.' })
  deviceId: string;
}

@InputType({ description: 'A coupon, the device to redeem it on, and the key that makes sure it happens once.' })
export class RedeemCouponInput {
  @Field(() => ID, { description: 'One of the account’s open coupons.' })
  couponId: string;

  @Field(() => ID, { description: 'One of the account’s devices.' })
  deviceId: string;

  @Field({
    description:
      'Chosen by the client, 8 to 64 characters of printable ASCII; repeat it on a retry, and the same redemption is answered again (rule R7).',
  })
  idempotencyKey: string;

  @Field(() => String, {
    nullable: true,
    description:
      'From quoteRedemption: redeem only if it would still do just that. Violations come before QuoteOutdated; an unreadable token is BAD_USER_INPUT.',
  })
  quoteToken: string | null;
}

@ObjectType({ description: 'Redeemed: the warranty has moved.' })
class RedeemCouponSuccess {
  @Field(() => RedemptionType, { description: 'What was redeemed; of a repeated key, the redemption it made.' })
  redemption: RedemptionType;

  @Field(() => UserType, { description: 'The account, as it is now.' })
  user: UserType;
}

export const QuoteRedemptionResult = createUnionType({
  name: 'QuoteRedemptionResult',
  description: 'A quote, or the first rule in the way with the others inside it.',
  types: () => [RedemptionQuote, ...violations] as const,
});

export const RedeemCouponResult = createUnionType({
  name: 'RedeemCouponResult',
  description:
    'The redemption, or why there is none: of several rules in the way the first, with the others inside it.',
  types: () => [RedeemCouponSuccess, QuoteOutdated, IdempotencyKeyReused, ...violations] as const,
});

@Resolver()
export class RedeemCouponResolver {
  @Query(() => QuoteRedemptionResult, {
    nullable: true,
    description:
      'What redeeming a coupon on a device would do today, or what is in the way. It changes and reserves nothing.',
  })
  async quoteRedemption(
    @Arg('input', () => QuoteRedemptionInput, { description: 'The coupon and the device.' })
    input: QuoteRedemptionInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof QuoteRedemptionResult> {
    const { userId } = requireViewer(context).identity;
    const { loaders, language, today } = context;
    const request = { userId, couponId: input.couponId, deviceId: input.deviceId };
    const known = await loaders.facts({ userId, today, couponId: input.couponId });
    if (known === null) throw new Error(`${userId} has no facts.`);
    const judgement = judgeRedemption(known, request, newId);
    return judgement.kind === 'REFUSED'
      ? presentRefusal(judgement.violations, language, null)
      : presentQuote(judgement.plan, context);
  }

  @Mutation(() => RedeemCouponResult, {
    nullable: true,
    description: 'Redeems a coupon on a device. The warranty moves at once. Irreversible.',
  })
  async redeemCoupon(
    @Arg('input', () => RedeemCouponInput, { description: 'The coupon, the device and the key.' })
    input: RedeemCouponInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof RedeemCouponResult> {
    const { userId, realUserId } = requireViewer(context).identity;
    const idempotencyKey = requireIdempotencyKey('input.idempotencyKey', input.idempotencyKey);
    const token = input.quoteToken ?? null;
    if (token !== null && !isQuoteToken(token)) {
      throw new BadInput('input.quoteToken', 'must be the token of a quote, or be left out.');
    }
    const request = { userId, realUserId, couponId: input.couponId, deviceId: input.deviceId };
    const command = { idempotencyKey, quoteToken: token, turns: [realUserId], ...request };
    return presentOutcome(await context.change(context.service.redemptions.submit(command)), context);
  }
}

function presentOutcome(outcome: RedeemOutcome, context: RequestContext): typeof RedeemCouponResult {
  const { language } = context;
  switch (outcome.kind) {
    case 'REDEEMED':
    case 'REDEEMED_BEFORE':
      return instanceOf(RedeemCouponSuccess, {
        redemption: presentRedemption(outcome.redemption),
        user: presentUser(requireViewer(context).identity),
      });
    case 'REFUSED':
      return presentRefusal(outcome.violations, language, outcome.reference);
    case 'KEY_REUSED':
      return instanceOf(IdempotencyKeyReused, { message: messageIn(language, 'IdempotencyKeyReused') });
    case 'QUOTE_OUTDATED':
      return instanceOf(QuoteOutdated, {
        message: messageIn(language, 'QuoteOutdated'),
        quote: presentQuote(outcome.plan, context),
      });
  }
}

function presentQuote(plan: RedemptionPlan, { today }: RequestContext): RedemptionQuote {
  return instanceOf(RedemptionQuote, {
    token: quoteToken(plan),
    coupon: presentCoupon(plan.coupon, today),
    device: presentDevice(plan.device),
    costDays: plan.costDays,
    warrantyEndsOnBefore: plan.warrantyEndsOnBefore,
    warrantyEndsOnAfter: plan.warrantyEndsOnAfter,
    balanceAfter: plan.balanceAfter,
    deviceNextRedeemableOn: plan.deviceNextRedeemableOn,
    plan,
  });
}
