import type { Channel } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';

/** The year's cap cancelled days of an earning (rule E4). */
export interface CapNotice {
  readonly notice: 'AnnualEarningCapReached';
  readonly capDays: number;
  readonly earnedDays: number;
  readonly resumesOn: CalendarDate;
}

/** The channel of a check-in earns no days (rule E1). */
export interface ChannelNotice {
  readonly notice: 'ChannelEarnsNoDays';
  readonly channel: Channel;
  readonly earningChannels: readonly Channel[];
}

/** Why an earning gave fewer days than it asked for: the numbers of each notice, by the GraphQL type that tells it. */
export type Notice = CapNotice | ChannelNotice;
