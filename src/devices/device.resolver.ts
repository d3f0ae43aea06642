import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { usableDays } from '../earning/lot.js';
import { type CouponTerm, type DaySource, type Policy, policyToday } from '../policy/policy.js';
import { CouponTermEnum, DaySourceEnum } from '../policy/policy.type.js';
import { factsOn } from '../redemption/facts.js';
import { eligibleOn, violationsOf } from '../redemption/judge.js';
import { presentViolation } from '../redemption/present-violation.js';
import { RedemptionViolation } from '../redemption/redemption.errors.js';
import { presentRedemption, RedemptionType } from '../redemption/redemption.type.js';
import { BadInput } from '../shared/bad-input.js';
import type { CalendarDate } from '../shared/calendar.js';
import { DateScalar } from '../shared/scalars.js';
import { presentWarranty, WarrantyType } from '../warranty/warranty.type.js';
import { DeviceType } from './device.type.js';
import { acceptedSources } from './product.js';

@ObjectType({ description: 'Whether a term may be redeemed on a device on a date, if not why, and from when.' })
export class RedemptionEligibility {
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

@Resolver(() => DeviceType)
export class DeviceResolver {
  @FieldResolver(() => WarrantyType, {
    nullable: true,
    description: 'The machine’s warranty. Null, with an error, when the warranty system does not answer.',
  })
  async warranty(@Root() { device }: DeviceType, @Ctx() context: RequestContext): Promise<WarrantyType> {
    return presentWarranty(device.machine, await policyOf(context), context.today);
  }

  @FieldResolver(() => [DaySourceEnum], { description: 'Sources whose days this device takes (rule M8).' })
  async acceptedSources(
    @Root() { product }: DeviceType,
    @Ctx() context: RequestContext,
  ): Promise<readonly DaySource[]> {
    return acceptedSources(product, await policyOf(context));
  }

  @FieldResolver(() => Int, { description: 'Usable days of the owner that this device takes.' })
  async fundableDays(@Root() { device, product }: DeviceType, @Ctx() context: RequestContext): Promise<number> {
    const { loaders, today } = context;
    const [policy, lots] = await Promise.all([policyOf(context), loaders.lots({ userId: device.userId, today })]);
    return usableDays(lots, today, acceptedSources(product, policy));
  }

  @FieldResolver(() => [RedemptionEligibility], {
    nullable: true,
    description:
      'For each term: may it be redeemed here, if not why, and from when. The same rules judge that judge a redemption.',
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
      const attempt = { device, coupon: 'ANY', term } as const;
      const violations = violationsOf(facts, attempt);
      return {
        term,
        eligible: violations.length === 0,
        violations: violations.map((violation) => presentViolation(violation, language)),
        eligibleOn: violations.length === 0 ? on : eligibleOn(facts, attempt),
      };
    });
  }

  @FieldResolver(() => [RedemptionType], { description: 'Redemptions on this device, newest first.' })
  async redemptions(@Root() { id, device }: DeviceType, @Ctx() context: RequestContext): Promise<RedemptionType[]> {
    const { loaders, today } = context;
    const redemptions = await loaders.redemptions({ userId: device.userId, today });
    return redemptions.filter(({ deviceId }) => deviceId === id).map(presentRedemption);
  }
}

async function policyOf({ loaders, today }: RequestContext): Promise<Policy> {
  return policyToday((await loaders.programme('all')).policies, today);
}
