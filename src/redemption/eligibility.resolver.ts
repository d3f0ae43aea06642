import { Arg, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { DeviceType } from '../devices/device.type.js';
import { BadInput } from '../graphql/bad-input.js';
import { computes } from '../graphql/complexity.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar } from '../graphql/scalars.js';
import type { CouponTerm } from '../policy/policy.js';
import { CouponTermEnum } from '../policy/policy.type.js';
import type { CalendarDate } from '../shared/calendar.js';
import { factsOn } from './facts.js';
import { eligibleOn, violationsOf } from './judge.js';
import { presentViolation } from './present-violation.js';
import { RedemptionViolation } from './redemption.errors.js';

@ObjectType({ description: 'Whether a term may be redeemed on a device on a date, if not why, and from when.' })
class RedemptionEligibility {
  @Field(() => CouponTermEnum, { description: 'The term that is judged.' })
  term: CouponTerm;

  @Field({ description: 'Whether no rule is in the way.' })
  eligible: boolean;

  @Field(() => [RedemptionViolation], { description: 'All the rules in the way, in the programme’s order.' })
  violations: RedemptionViolation[];

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Earliest date, from the judged one on, on which none is in the way if nothing else changes; null if there is none.',
  })
  eligibleOn: CalendarDate | null;
}

/** Whether a device can redeem, if not why, and from when. */
@Resolver(() => DeviceType)
export class EligibilityResolver {
  @FieldResolver(() => [RedemptionEligibility], {
    nullable: true,
    description:
      'For each term: may it be redeemed here, if not why, and from when. The same rules judge that judge a redemption.',
    complexity: computes(200, 3),
  })
  async eligibility(
    @Root() { device }: DeviceType,
    @Ctx() { loaders, language, today }: RequestContext,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'A date from today on, as if nothing else changed until then; today if left out.',
    })
    asked: CalendarDate | null = null,
  ): Promise<RedemptionEligibility[]> {
    const on = asked ?? today;
    if (on < today) throw new BadInput('on', `must be today, ${today}, or later.`);
    const { userId } = device;
    const known = await loaders.facts({ userId, today, couponId: null });
    if (known === null) throw new Error(`${userId} has no facts.`);
    const facts = factsOn(known.facts, on);
    return facts.policy.tiers.map(({ term }) => {
      const attempt = { device, asked: { kind: 'TERM', term } } as const;
      const violations = violationsOf(facts, attempt);
      return {
        term,
        eligible: violations.length === 0,
        violations: violations.map((violation) => presentViolation(violation, language)),
        eligibleOn: violations.length === 0 ? on : eligibleOn(facts, attempt),
      };
    });
  }
}
