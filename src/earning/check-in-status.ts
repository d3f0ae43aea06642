import type { RequestContext } from '../api/request-context.js';
import { type Policy, policyInForce } from '../policy/policy.js';
import { addDays, nextNewYear, yearOf } from '../shared/calendar.js';
import { CheckInStatus } from './account-days.type.js';
import { channelEarns, currentStreak } from './check-in.js';
import { type NoticeInterface, presentCapNotice, presentChannelNotice } from './earning-notice.type.js';
import { earnableDays } from './grant.js';

/** Whether and when an account can check in, and what keeps a check-in through this client from earning its days. */
export async function checkInStatusOf(context: RequestContext, userId: string): Promise<CheckInStatus> {
  const { loaders, today } = context;
  const [latest, programme, year] = await Promise.all([
    loaders.latestCheckIn({ userId, today }),
    loaders.programme('all'),
    loaders.yearOfEarning({ userId, year: yearOf(today), today }),
  ]);
  const policy = policyInForce(programme.policies, today);
  const checkedInToday = latest?.checkedInOn === today;
  return Object.assign(new CheckInStatus(), {
    checkedInToday,
    streak: currentStreak(latest, today),
    nextCheckInOn: checkedInToday ? addDays(today, 1) : today,
    notice: policy === null ? null : noticeNow(context, policy, year.earnedDays),
  });
}

function noticeNow(context: RequestContext, policy: Policy, earnedDays: number): NoticeInterface | null {
  const { language, today, viewer } = context;
  const channel = viewer?.channel ?? 'WEB';
  if (!channelEarns(channel, policy)) return presentChannelNotice(channel, policy.checkInChannels, language);
  if (earnableDays(earnedDays, policy) >= policy.checkInDays) return null;
  return presentCapNotice(
    { capDays: policy.annualEarningCapDays, earnedDays, resumesOn: nextNewYear(today) },
    language,
  );
}
