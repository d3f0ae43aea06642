import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { DateScalar } from '../graphql/scalars.js';
import type { CalendarDate } from '../shared/calendar.js';
import { isInForce } from './exclusion.js';
import { policyInForce } from './policy.js';
import { ExclusionType, PolicyType } from './policy.type.js';
import { presentExclusion } from './present-exclusion.js';

const ON = { nullable: true, description: 'Any date; today if left out.' } as const;

@Resolver()
export class PolicyResolver {
  @Query(() => DateScalar, { description: 'Today’s date in the programme (rules T1 and T3).' })
  today(@Ctx() { today }: RequestContext): CalendarDate {
    return today;
  }

  @Query(() => PolicyType, {
    nullable: true,
    description: 'Public: the numbers of the programme in force on a date (rule P3). Null before the first version.',
  })
  async policy(
    @Ctx() { loaders, service, today }: RequestContext,
    @Arg('on', () => DateScalar, ON) on: CalendarDate | null = null,
  ): Promise<PolicyType | null> {
    const { policies } = await loaders.programme('all');
    const policy = policyInForce(policies, on ?? today);
    return policy === null ? null : { timeZone: service.clock.timeZone, ...policy };
  }

  @Query(() => [ExclusionType], {
    nullable: true,
    description: 'Public: products that can’t redeem on a date (rules M1 to M5).',
  })
  async exclusions(
    @Ctx() { loaders, language, today }: RequestContext,
    @Arg('on', () => DateScalar, ON) on: CalendarDate | null = null,
  ): Promise<ExclusionType[]> {
    const { exclusions } = await loaders.programme('all');
    const inForce = exclusions.filter((exclusion) => isInForce(exclusion, on ?? today));
    return inForce.map((exclusion) => presentExclusion(exclusion, language));
  }
}
