import { Field, Int } from 'type-graphql';
import { Node } from '../graphql/node.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, enumOf } from '../graphql/scalars.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Channel, CouponTerm, DaySource, RedemptionYear } from './policy.js';

export const DaySourceEnum = enumOf<DaySource>('DaySource', 'How days are earned.', {
  CHECK_IN: 'By signing in to check in, through one of the policy’s `checkInChannels` (rule E1).',
  SHOWCASE: 'By showing off a new machine: a moderator awards them (rule E2).',
  CAMPAIGN: 'In any other campaign of the community (rule E3).',
});

export const CouponTermEnum = enumOf<CouponTerm>(
  'CouponTerm',
  'How much warranty a coupon adds (rule E6). What it costs is in the policy’s `tiers`.',
  {
    THREE_MONTHS: '3 months.',
    SIX_MONTHS: '6 months.',
    TWELVE_MONTHS: '12 months.',
  },
);

export const ChannelEnum = enumOf<Channel>(
  'Channel',
  'Where a request comes from, by the client that the access token was issued to.',
  { APP: 'The app.', WEB: 'The web, and every client that is not known as the app.' },
);

const RedemptionYearEnum = enumOf<RedemptionYear>('RedemptionYear', 'What a year of redemptions is (rule R3).', {
  ROLLING_YEAR: 'The year back from the day, as rule R2 counts it.',
  CALENDAR_YEAR: 'From 1 January to 31 December.',
});

@ObjectType('CouponTier', {
  description: 'A coupon that the system issues when the balance reaches its cost (rule E6).',
})
export class CouponTierType {
  @Field(() => CouponTermEnum, { description: 'The coupon’s term.' })
  term: CouponTerm;

  @Field(() => Int, { description: 'Calendar months it adds to a warranty.' })
  months: number;

  @Field(() => Int, { description: 'Days it costs.' })
  costDays: number;
}

@ObjectType('SourceRestriction', { description: 'Products that take days of some sources only (rule M8).' })
export class SourceRestrictionType {
  @Field(() => String, { nullable: true, description: 'The brand it holds for; null for every brand.' })
  brand: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A part of the series’ or the model’s name; null for every one.',
  })
  series: string | null;

  @Field(() => [DaySourceEnum], { description: 'The sources whose days these products take.' })
  acceptedSources: readonly DaySource[];
}

@ObjectType('Policy', {
  description:
    'The numbers of the programme in force on a date (rule P1). Show the rules from here, and the text is true.',
})
export class PolicyType {
  @Field(() => Int, { description: 'Counts the published versions from 1.' })
  version: number;

  @Field(() => DateScalar, { description: 'The first date on which it is in force.' })
  effectiveFrom: CalendarDate;

  @Field({ description: 'The zone whose calendar dates count (rule T1), an IANA name. Example: `Asia/Shanghai`.' })
  timeZone: string;

  @Field(() => Int, { description: 'Days an account can earn in a calendar year (rule E4).' })
  annualEarningCapDays: number;

  @Field(() => Int, { description: 'Days an account can redeem in a calendar year (rule R4).' })
  annualRedemptionCapDays: number;

  @Field(() => Int, { description: 'Redemptions a real user can make in a year (rule R3).' })
  redemptionsPerYear: number;

  @Field(() => RedemptionYearEnum, { description: 'What that year is.' })
  redemptionYear: RedemptionYear;

  @Field(() => Int, { description: 'Years after which earned days lapse (rule E5).' })
  dayValidityYears: number;

  @Field(() => Int, { description: 'Devices an account can bind, for good (rule D1).' })
  maxDevices: number;

  @Field(() => Int, { description: 'Days after its binding from which a device can redeem (rule D6).' })
  bindingWaitDays: number;

  @Field(() => Int, { description: 'Years from its start beyond which a warranty never reaches (rule W4).' })
  warrantyCeilingYears: number;

  @Field(() => [CouponTierType], { description: 'The coupons there are, shortest term first.' })
  tiers: readonly CouponTierType[];

  @Field(() => Int, { description: 'Days that a check-in earns (rule E1).' })
  checkInDays: number;

  @Field(() => [ChannelEnum], { description: 'The channels whose check-ins earn days.' })
  checkInChannels: readonly Channel[];

  @Field(() => Int, {
    description: 'Consecutive dates after which, and after each multiple of which, the bonus is earned.',
  })
  streakLength: number;

  @Field(() => Int, { description: 'Days of the streak bonus; 0 while there is none.' })
  streakBonusDays: number;

  @Field(() => Int, { description: 'Days that one showcase can earn at most (rule E2).' })
  showcaseMaxDays: number;

  @Field(() => Int, { description: 'Years after a redemption for which a device can’t redeem again (rule R2).' })
  deviceRedemptionIntervalYears: number;

  @Field(() => Int, {
    description:
      'Days within which accounts must be seen together to be taken for one real user (rule R5). Not in force yet: nothing links accounts.',
  })
  linkWindowDays: number;

  @Field(() => [SourceRestrictionType], { description: 'Products that take days of some sources only (rule M8).' })
  sourceRestrictions: readonly SourceRestrictionType[];
}

@ObjectType('Exclusion', {
  implements: Node,
  description: 'Products that can’t redeem, from a date on (rules M1 to M5). The list may change on any day.',
})
export class ExclusionType extends Node {
  @Field({ description: 'Which products, and that they can’t, in the language of `Accept-Language`.' })
  reason: string;

  @Field(() => DateScalar, { description: 'The first date on which it holds.' })
  since: CalendarDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first date on which it no longer holds; null if no end is set.',
  })
  until: CalendarDate | null;
}
