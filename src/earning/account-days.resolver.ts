import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { UserType } from '../accounts/user.type.js';
import type { RequestContext } from '../api/request-context.js';
import { requireInRange } from '../graphql/bad-input.js';
import { computes, listOf } from '../graphql/complexity.js';
import { AFTER, type Connection, connection, FIRST, requirePage } from '../graphql/connection.js';
import { policyToday } from '../policy/policy.js';
import { EARLIEST_DATE, LATEST_DATE, yearOf } from '../shared/calendar.js';
import { CheckInStatus, DayBalance, LapsingDays, YearSummary } from './account-days.type.js';
import { checkInStatusOf } from './check-in-status.js';
import { earnableDays } from './grant.js';
import { GrantConnection, GrantType, presentGrant } from './grant.type.js';

/** The days of an account. */
@Resolver(() => UserType)
export class AccountDaysResolver {
  @FieldResolver(() => DayBalance, { description: 'Days that can be used today.' })
  async balance(@Root() { id }: UserType, @Ctx() { loaders, today }: RequestContext): Promise<DayBalance> {
    return new DayBalance(id, await loaders.usableDays({ userId: id, today }));
  }

  @FieldResolver(() => YearSummary, {
    description: 'What was earned and redeemed in a calendar year; this year if not given.',
    complexity: computes(50),
  })
  async year(
    @Root() { id: userId }: UserType,
    @Ctx() { loaders, today }: RequestContext,
    @Arg('year', () => Int, { nullable: true, description: 'A calendar year, 1990 to 2099.' }) asked: number | null,
  ): Promise<YearSummary> {
    const year = requireInRange('year', asked ?? yearOf(today), yearOf(EARLIEST_DATE), yearOf(LATEST_DATE));
    const [earned, redemptions, { policies }] = await Promise.all([
      loaders.yearOfEarning({ userId, year, today }),
      loaders.redemptions({ userId, today }),
      loaders.programme('all'),
    ]);
    const redeemedDays = redemptions
      .filter(({ redeemedOn }) => yearOf(redeemedOn) === year)
      .reduce((sum, { costDays }) => sum + costDays, 0);
    // Nothing more can be earned or redeemed in a year that is over.
    const policy = year < yearOf(today) ? null : policyToday(policies, today);
    return {
      year,
      ...earned,
      earnableDays: policy === null ? 0 : earnableDays(earned.earnedDays, policy),
      redeemedDays,
      redeemableDays: policy === null ? 0 : Math.max(0, policy.annualRedemptionCapDays - redeemedDays),
    };
  }

  @FieldResolver(() => CheckInStatus, {
    description: 'Whether and when the account can check in, and what that earns.',
  })
  checkInStatus(@Root() { id }: UserType, @Ctx() context: RequestContext): Promise<CheckInStatus> {
    return checkInStatusOf(context, id);
  }

  @FieldResolver(() => GrantConnection, { description: 'Every earning of days, newest first (rule E7).' })
  async grants(
    @Root() { id: userId }: UserType,
    @Ctx() { loaders, today }: RequestContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null = null,
  ): Promise<Connection<GrantType>> {
    const page = requirePage(first, after);
    const rows = await loaders.grantPage({ userId, today, ...page });
    return connection(
      page,
      rows,
      presentGrant,
      ({ id, earnedOn }) => ({ date: earnedOn, id }),
      () => loaders.grantTotal({ userId, today }),
    );
  }
}

@Resolver(() => DayBalance)
export class DayBalanceResolver {
  @FieldResolver(() => [LapsingDays], { description: 'When they lapse, soonest first.', complexity: listOf(365) })
  lapsing(@Root() { userId }: DayBalance, @Ctx() { loaders, today }: RequestContext): Promise<readonly LapsingDays[]> {
    return loaders.lapses({ userId, today });
  }
}
