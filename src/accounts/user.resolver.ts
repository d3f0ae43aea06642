import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, requireViewer } from '../api/request-context.js';
import { couponOn } from '../coupons/coupon.js';
import { CouponConnection, CouponType, presentCoupon } from '../coupons/coupon.type.js';
import { DeviceType, presentDevice } from '../devices/device.type.js';
import { checkInStatusOf } from '../earning/check-in-status.js';
import { earnableDays } from '../earning/grant.js';
import { GrantConnection, GrantType, presentGrant } from '../earning/grant.type.js';
import { lapsingDays, usableDays } from '../earning/lot.js';
import { DAY_SOURCES, policyInForce } from '../policy/policy.js';
import { presentRedemption, RedemptionConnection, RedemptionType } from '../redemption/redemption.type.js';
import { requireInRange } from '../shared/bad-input.js';
import { EARLIEST_DATE, LATEST_DATE, yearOf } from '../shared/calendar.js';
import { type Connection, connection, requirePage } from '../shared/connection.js';
import { suspensionOn } from './account.js';
import { presentUser } from './present-user.js';
import type { Role } from './role.js';
import { RoleEnum } from './role.type.js';
import {
  CheckInStatus,
  DayBalance,
  SuspensionType,
  type UserStatus,
  UserStatusEnum,
  UserType,
  YearSummary,
} from './user.type.js';

const FIRST = { description: 'Entries on the page, 1 to 100.', defaultValue: 20 } as const;
const AFTER = {
  nullable: true,
  description: 'The cursor after which the page begins; the newest entries if left out.',
} as const;

@Resolver(() => UserType)
export class UserResolver {
  @Query(() => UserType, {
    nullable: true,
    description: 'The signed-in user; null with an UNAUTHENTICATED error otherwise.',
  })
  me(@Ctx() context: RequestContext): UserType {
    return presentUser(requireViewer(context).account);
  }

  @Query(() => [RoleEnum], { description: 'What the access token allows beyond one’s own account; empty for members.' })
  roles(@Ctx() context: RequestContext): Role[] {
    return [...(context.viewer?.roles ?? [])];
  }

  @FieldResolver(() => UserStatusEnum, { description: 'Whether the account takes part.' })
  status(@Root() { account }: UserType, @Ctx() { today }: RequestContext): UserStatus {
    return suspensionOn(account, today) === null ? 'ACTIVE' : 'SUSPENDED';
  }

  @FieldResolver(() => SuspensionType, {
    nullable: true,
    description: 'Since when and why it is suspended; null while it is active.',
  })
  suspension(@Root() { account }: UserType, @Ctx() { today }: RequestContext): SuspensionType | null {
    return suspensionOn(account, today);
  }

  @FieldResolver(() => DayBalance, { description: 'Days that can be used today.' })
  async balance(@Root() { id }: UserType, @Ctx() { loaders, today }: RequestContext): Promise<DayBalance> {
    const lots = await loaders.lots({ userId: id, today });
    const bySource = DAY_SOURCES.map((source) => ({ source, days: usableDays(lots, today, [source]) }));
    return {
      availableDays: usableDays(lots, today),
      bySource: bySource.filter(({ days }) => days > 0),
      lapsing: lapsingDays(lots, today),
    };
  }

  @FieldResolver(() => YearSummary, {
    description: 'What was earned and redeemed in a calendar year; this year if not given.',
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
    const policy = year < yearOf(today) ? null : policyInForce(policies, today);
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

  @FieldResolver(() => [CouponType], { description: 'Open coupons, shortest term first.' })
  async coupons(@Root() { id }: UserType, @Ctx() { loaders, today }: RequestContext): Promise<CouponType[]> {
    const coupons = await loaders.openCoupons({ userId: id, today });
    const open = coupons.filter((coupon) => coupon.issuedOn <= today && couponOn(coupon, today).status === 'OPEN');
    return open.map((coupon) => presentCoupon(coupon, today));
  }

  @FieldResolver(() => CouponConnection, { description: 'Closed coupons, latest first.' })
  async couponHistory(
    @Root() { id: userId }: UserType,
    @Ctx() { loaders, today }: RequestContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null = null,
  ): Promise<Connection<CouponType>> {
    const page = requirePage(first, after);
    const rows = await loaders.couponPage({ userId, today, ...page });
    return connection(
      page,
      rows,
      (coupon) => presentCoupon(coupon, today),
      ({ id, closedOn, expiresOn }) => ({ date: closedOn ?? expiresOn, id }),
      () => loaders.couponTotal({ userId, today }),
    );
  }

  @FieldResolver(() => [DeviceType], { description: 'Bound devices, first bound first; at most 5 (rule D1).' })
  async devices(@Root() { id }: UserType, @Ctx() { loaders, today }: RequestContext): Promise<DeviceType[]> {
    return (await loaders.devices({ userId: id, today })).map(presentDevice);
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

  @FieldResolver(() => RedemptionConnection, { description: 'Every redemption, newest first.' })
  async redemptions(
    @Root() { id: userId }: UserType,
    @Ctx() { loaders, today }: RequestContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null = null,
  ): Promise<Connection<RedemptionType>> {
    const page = requirePage(first, after);
    const rows = await loaders.redemptionPage({ userId, today, ...page });
    return connection(
      page,
      rows,
      presentRedemption,
      ({ id, redeemedOn }) => ({ date: redeemedOn, id }),
      () => loaders.redemptionTotal({ userId, today }),
    );
  }
}
