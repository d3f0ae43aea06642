import { Field, Int } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node } from '../graphql/node.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar } from '../graphql/scalars.js';
import type { DaySource } from '../policy/policy.js';
import { DaySourceEnum } from '../policy/policy.type.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { GrantEntry } from './grant.js';

@ObjectType('Grant', {
  implements: Node,
  description: 'One earning of days (rule E7). What was granted is what remains, was used and has lapsed.',
})
export class GrantType extends Node {
  @Field(() => DaySourceEnum, { description: 'How the days were earned.' })
  source: DaySource;

  @Field(() => String, { nullable: true, description: 'What they were awarded for; null for a check-in.' })
  title: string | null;

  @Field(() => Int, { description: 'Days asked for: granted and cancelled ones.' })
  requestedDays: number;

  @Field(() => Int, { description: 'Days given.' })
  grantedDays: number;

  @Field(() => Int, { description: 'Days over the year’s cap, which were cancelled (rule E4).' })
  cancelledDays: number;

  @Field(() => DateScalar, { description: 'The date on which they were earned.' })
  earnedOn: CalendarDate;

  @Field(() => DateScalar, { description: 'The first date on which they can’t be used (rule E5).' })
  expiresOn: CalendarDate;

  /** The record behind it; not part of the schema. */
  grant: GrantEntry;
}

export const GrantConnection = connectionOf('Grant', GrantType, 'earnings, newest first');

export function presentGrant(grant: GrantEntry): GrantType {
  const type = new GrantType();
  type.id = grant.id;
  type.source = grant.source;
  type.title = grant.title;
  type.requestedDays = grant.requestedDays;
  type.grantedDays = grant.grantedDays;
  type.cancelledDays = grant.requestedDays - grant.grantedDays;
  type.earnedOn = grant.earnedOn;
  type.expiresOn = grant.expiresOn;
  type.grant = grant;
  return type;
}
