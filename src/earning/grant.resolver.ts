import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { EarningNotice, presentNotice } from './earning-notice.type.js';
import { capNoticeOf } from './grant.js';
import { GrantType } from './grant.type.js';

@Resolver(() => GrantType)
export class GrantResolver {
  @FieldResolver(() => Int, { description: 'Days that can still be used.' })
  async remainingDays(@Root() { grant }: GrantType, @Ctx() context: RequestContext): Promise<number> {
    const { openDays } = await useOf(grant, context);
    return context.today < grant.expiresOn ? openDays : 0;
  }

  @FieldResolver(() => Int, { description: 'Days that redemptions used.' })
  async usedDays(@Root() { grant }: GrantType, @Ctx() context: RequestContext): Promise<number> {
    return (await useOf(grant, context)).drawnDays;
  }

  @FieldResolver(() => Int, { description: 'Days that lapsed before they were used (rule E5).' })
  async lapsedDays(@Root() { grant }: GrantType, @Ctx() context: RequestContext): Promise<number> {
    const { openDays } = await useOf(grant, context);
    return context.today < grant.expiresOn ? 0 : openDays;
  }

  @FieldResolver(() => DateTimeScalar, { description: 'When they were earned.' })
  async earnedAt(@Root() { grant: { userId, id } }: GrantType, @Ctx() { loaders }: RequestContext): Promise<string> {
    const grant = await loaders.grant({ userId, id });
    if (grant === null) throw new Error(`${id} is no grant.`);
    return grant.earnedAt;
  }

  @FieldResolver(() => EarningNotice, {
    nullable: true,
    description: 'Why fewer days were granted than asked for; null if all were.',
  })
  async notice(
    @Root() { grant: { userId, id, requestedDays, grantedDays } }: GrantType,
    @Ctx() { loaders, language }: RequestContext,
  ): Promise<EarningNotice | null> {
    if (grantedDays === requestedDays) return null;
    const [grant, { policies }] = await Promise.all([loaders.grant({ userId, id }), loaders.programme('all')]);
    const terms = policies.find(({ version }) => version === grant?.policyVersion);
    const notice = grant === null || terms === undefined ? null : capNoticeOf(grant, terms);
    return notice === null ? null : presentNotice(notice, language);
  }
}

function useOf({ userId, id, source, expiresOn }: GrantType['grant'], { loaders }: RequestContext) {
  return loaders.grantUse({ userId, id, source, expiresOn });
}
