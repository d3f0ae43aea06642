import type { Channel, PolicyTerms } from '../policy/policy.js';
import { addDays, type CalendarDate } from '../shared/calendar.js';
import type { ChannelNotice } from './notice.js';

/** A date on which an account checked in. */
export interface CheckIn {
  readonly userId: string;
  readonly checkedInOn: CalendarDate;
  readonly channel: Channel;
  /** Consecutive dates up to and including this one. */
  readonly streak: number;
}

/** Whether a check-in by a channel earns days (rule E1). */
export function channelEarns(channel: Channel, policy: PolicyTerms): boolean {
  return policy.checkInChannels.includes(channel);
}

/** The notice of a check-in by a channel that earns no days (rule E1); null where it earns them. */
export function channelNoticeOf(channel: Channel, policy: PolicyTerms): ChannelNotice | null {
  if (channelEarns(channel, policy)) return null;
  return { notice: 'ChannelEarnsNoDays', channel, earningChannels: policy.checkInChannels };
}

/** Days that a check-in asks for: the daily yield, and a bonus each time the streak has run its length (rule E1). */
export function checkInYield(streak: number, policy: PolicyTerms): number {
  const completes = policy.streakBonusDays > 0 && streak % policy.streakLength === 0;
  return policy.checkInDays + (completes ? policy.streakBonusDays : 0);
}

/** The streak that a check-in today would have, given the account's latest check-in. */
export function nextStreak(latest: CheckIn | null, today: CalendarDate): number {
  return latest !== null && latest.checkedInOn === addDays(today, -1) ? latest.streak + 1 : 1;
}

/** The streak as it stands: unbroken while today's check-in is still to come. */
export function currentStreak(latest: CheckIn | null, today: CalendarDate): number {
  return latest !== null && latest.checkedInOn >= addDays(today, -1) ? latest.streak : 0;
}
