import type { RequestContext } from '../api/request-context.js';
import { type Channel, type Policy, policyToday } from '../policy/policy.js';
import { addDays, type CalendarDate, yearOf } from '../shared/calendar.js';
import { CheckInStatus } from './account-days.type.js';
import { channelNoticeOf, currentStreak } from './check-in.js';
import { presentNotice } from './earning-notice.type.js';
import { capNotice, earnableDays } from './grant.js';
import type { Notice } from './notice.js';

/** Whether and when an account can check in, and what keeps a check-in through this client from earning its days. */
export async function checkInStatusOf(context: RequestContext, userId: string): Promise<CheckInStatus> {
  const { loaders, language, today, viewer } = context;
  const [latest, programme, year] = await Promise.all([
    loaders.latestCheckIn({ userId, today }),
    loaders.programme('all'),
    loaders.yearOfEarning({ userId, year: yearOf(today), today }),
  ]);
  const notice = noticeNow(viewer?.channel ?? 'WEB', policyToday(programme.policies, today), year.earnedDays, today);
  const checkedInToday = latest?.checkedInOn === today;
  return Object.assign(new CheckInStatus(), {
    checkedInToday,
    streak: currentStreak(latest, today),
    nextCheckInOn: checkedInToday ? addDays(today, 1) : today,
    notice: notice === null ? null : presentNotice(notice, language),
  });
}

function noticeNow(channel: Channel, policy: Policy, earnedDays: number, today: CalendarDate): Notice | null {
  const channelNotice = channelNoticeOf(channel, policy);
  if (channelNotice !== null || earnableDays(earnedDays, policy) >= policy.checkInDays) return channelNotice;
  return capNotice(earnedDays, today, policy);
}
