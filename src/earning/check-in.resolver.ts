import { Ctx, createUnionType, Field, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { presentUser, UserType } from '../accounts/user.type.js';
import { type RequestContext, requireViewer, type Viewer } from '../api/request-context.js';
import { CouponType, presentCoupon } from '../coupons/coupon.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, instanceOf } from '../graphql/scalars.js';
import { UserError } from '../graphql/user-error.type.js';
import { messageIn } from '../messages/messages.js';
import { presentSuspension } from '../redemption/present-violation.js';
import { AccountSuspended } from '../redemption/redemption.errors.js';
import type { CalendarDate } from '../shared/calendar.js';
import { CheckInStatus } from './account-days.type.js';
import type { CheckInOutcome } from './check-in-daily.js';
import { checkInStatusOf } from './check-in-status.js';
import { EarningNotice, presentNotice } from './earning-notice.type.js';
import { GrantType, presentGrant } from './grant.type.js';

@ObjectType({ implements: UserError, description: 'Returned when the account has checked in today (rule E1).' })
class AlreadyCheckedIn extends UserError {
  @Field(() => DateScalar, { description: 'The date of the next check-in: tomorrow.' })
  nextCheckInOn: CalendarDate;
}

@ObjectType({ description: 'Checked in: the streak goes on.' })
export class CheckInSuccess {
  @Field(() => GrantType, {
    nullable: true,
    description: 'The days earned; null only where the channel earns none. At the year’s cap it is one of 0 days.',
  })
  grant: GrantType | null;

  @Field(() => EarningNotice, {
    nullable: true,
    description: 'Why fewer days were earned than usual; null if they all were.',
  })
  notice: EarningNotice | null;

  @Field(() => UserType, { description: 'The account, as it is now.' })
  user: UserType;

  @Field(() => [CouponType], { description: 'Coupons that the new balance covers and that were issued just now.' })
  issuedCoupons: CouponType[];
}

export const CheckInResult = createUnionType({
  name: 'CheckInResult',
  description: 'The check-in, or why there is none.',
  types: () => [CheckInSuccess, AlreadyCheckedIn, AccountSuspended] as const,
});

@Resolver(() => CheckInSuccess)
export class CheckInResolver {
  @Mutation(() => CheckInResult, {
    nullable: true,
    description:
      'Checks the signed-in user in, once a date. Through one of the policy’s `checkInChannels` it earns days; elsewhere it counts for the streak (rule E1).',
  })
  async checkIn(@Ctx() context: RequestContext): Promise<typeof CheckInResult> {
    const viewer = requireViewer(context);
    const { userId, realUserId } = viewer.identity;
    const command = { userId, realUserId, channel: viewer.channel, turns: [realUserId] };
    return presentOutcome(await context.change(context.service.checkIns.submit(command)), viewer, context);
  }

  @FieldResolver(() => CheckInStatus, { description: 'The streak, and when the next check-in is.' })
  status(@Root() { user }: CheckInSuccess, @Ctx() context: RequestContext): Promise<CheckInStatus> {
    return checkInStatusOf(context, user.id);
  }
}

function presentOutcome(
  outcome: CheckInOutcome,
  viewer: Viewer,
  { language, today }: RequestContext,
): typeof CheckInResult {
  switch (outcome.kind) {
    case 'SUSPENDED':
      return presentSuspension(outcome.suspension, language);
    case 'ALREADY_CHECKED_IN': {
      const { nextCheckInOn } = outcome;
      const message = messageIn(language, 'AlreadyCheckedIn', { nextCheckInOn });
      return instanceOf(AlreadyCheckedIn, { message, nextCheckInOn });
    }
    case 'CHECKED_IN':
      return instanceOf(CheckInSuccess, {
        grant: outcome.grant === null ? null : presentGrant(outcome.grant),
        notice: outcome.notice === null ? null : presentNotice(outcome.notice, language),
        user: presentUser(viewer.identity),
        issuedCoupons: outcome.issued.map((coupon) => presentCoupon(coupon, today)),
      });
  }
}
