import { Field, Int } from 'type-graphql';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar } from '../graphql/scalars.js';
import { DAY_SOURCES, type DaySource } from '../policy/policy.js';
import { DaySourceEnum } from '../policy/policy.type.js';
import type { CalendarDate } from '../shared/calendar.js';
import { EarningNotice } from './earning-notice.type.js';
import { type DaysBySource, daysOf } from './lot.js';

@ObjectType('SourceDays', { description: 'Usable days of one source.' })
export class SourceDays {
  @Field(() => DaySourceEnum, { description: 'How they were earned.' })
  source: DaySource;

  @Field(() => Int, { description: 'How many there are.' })
  days: number;
}

@ObjectType('LapsingDays', { description: 'Days that are lost on a date if they are not used before it (rule E5).' })
export class LapsingDays {
  @Field(() => DateScalar, { description: 'The first date on which they can’t be used.' })
  on: CalendarDate;

  @Field(() => Int, { description: 'How many lapse.' })
  days: number;
}

@ObjectType('DayBalance', { description: 'Days that can be used today.' })
export class DayBalance {
  @Field(() => Int, { description: 'All of them.' })
  availableDays: number;

  constructor(
    readonly userId: string,
    private readonly days: DaysBySource,
  ) {
    this.availableDays = daysOf(days);
  }

  @Field(() => [SourceDays], { description: 'By source; sources without days are left out.' })
  bySource(): SourceDays[] {
    const bySource = DAY_SOURCES.map((source) => ({ source, days: this.days[source] }));
    return bySource.filter(({ days }) => days > 0);
  }
}

@ObjectType('YearSummary', {
  description: 'What an account earned and redeemed in a calendar year, and what it still can (rules E4 and R4).',
})
export class YearSummary {
  @Field(() => Int, { description: 'The calendar year.' })
  year: number;

  @Field(() => Int, { description: 'Days earned; used and lapsed ones count as well.' })
  earnedDays: number;

  @Field(() => Int, { description: 'Days that were over the year’s cap and were cancelled.' })
  cancelledDays: number;

  @Field(() => Int, { description: 'Days that can still be earned.' })
  earnableDays: number;

  @Field(() => Int, { description: 'Days redeemed.' })
  redeemedDays: number;

  @Field(() => Int, { description: 'Days that can still be redeemed.' })
  redeemableDays: number;
}

@ObjectType('CheckInStatus', {
  description: 'Whether and when an account can check in, and what keeps that from earning days.',
})
export class CheckInStatus {
  @Field({ description: 'Whether it checked in today.' })
  checkedInToday: boolean;

  @Field(() => Int, {
    description: 'Consecutive dates checked in, up to today or, while today’s is to come, yesterday.',
  })
  streak: number;

  @Field(() => DateScalar, { description: 'The first date on which it can check in: today, or tomorrow.' })
  nextCheckInOn: CalendarDate;

  @Field(() => EarningNotice, {
    nullable: true,
    description: 'Why a check-in through this client earns fewer days now; null while it earns them all.',
  })
  notice: EarningNotice | null;
}
