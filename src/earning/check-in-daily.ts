import type { LockedAccount, Suspension } from '../accounts/account.js';
import { lockAccounts } from '../accounts/account.store.js';
import { decideByDate } from '../accounts/decide-by-date.js';
import type { Coupon } from '../coupons/coupon.js';
import type { Transaction } from '../database/session.js';
import type { Command } from '../database/set-writer.js';
import type { Channel } from '../policy/policy.js';
import { addDays, type CalendarDate } from '../shared/calendar.js';
import type { Clock, Decided } from '../shared/clock.js';
import { type CheckIn, channelNoticeOf, checkInYield, nextStreak } from './check-in.js';
import { insertCheckIns, readLatestCheckIns } from './check-in.store.js';
import { type EarningFacts, type EarningPlan, planEarning, readEarningFacts, writeEarnings } from './earn-days.js';
import { capNoticeOf, type Grant } from './grant.js';
import type { Notice } from './notice.js';

export interface CheckInCommand extends Command {
  readonly userId: string;
  readonly realUserId: string;
  /** Where the request came from (rule E1). */
  readonly channel: Channel;
}

export type CheckInOutcome =
  | {
      readonly kind: 'CHECKED_IN';
      readonly grant: Grant | null;
      /** Why it earned fewer days than it asked for, under the policy by which it was decided; null if it earned all. */
      readonly notice: Notice | null;
      readonly issued: readonly Coupon[];
    }
  | { readonly kind: 'ALREADY_CHECKED_IN'; readonly nextCheckInOn: CalendarDate }
  | { readonly kind: 'SUSPENDED'; readonly suspension: Suspension };

/** What a check-in writes: itself, and what it earns where the channel earns days. */
interface CheckInPlan {
  readonly checkIn: CheckIn & { readonly checkedInAt: string };
  readonly earning: EarningPlan | null;
}

/** Decides a set of check-ins, one an account (rule E1). */
export async function checkInDaily(
  transaction: Transaction,
  commands: readonly CheckInCommand[],
  clock: Clock,
): Promise<Decided<CheckInOutcome>[]> {
  const locked = await lockAccounts(transaction, commands, clock);
  return decideByDate(commands, locked, (onDate, accounts, today) => checkInOn(transaction, onDate, accounts, today));
}

async function checkInOn(
  transaction: Transaction,
  commands: readonly CheckInCommand[],
  accounts: readonly LockedAccount[],
  today: CalendarDate,
): Promise<CheckInOutcome[]> {
  const userIds = accounts.map(({ userId }) => userId);
  const facts = await readEarningFacts(transaction, accounts, today);
  const latest = await readLatestCheckIns(transaction, userIds, today);
  const decisions = commands.map((command) =>
    decide(facts.get(command.userId) as EarningFacts, latest.get(command.userId) ?? null, command.channel),
  );
  const plans = decisions.flatMap(({ plan }) => plan ?? []);
  await insertCheckIns(
    transaction,
    plans.map(({ checkIn }) => checkIn),
  );
  await writeEarnings(
    transaction,
    plans.flatMap(({ earning }) => earning ?? []),
  );
  return decisions.map(({ outcome }) => outcome);
}

function decide(
  facts: EarningFacts,
  latest: CheckIn | null,
  channel: Channel,
): { outcome: CheckInOutcome; plan: CheckInPlan | null } {
  const { userId, policy, turn, suspension } = facts;
  if (suspension !== null) return { outcome: { kind: 'SUSPENDED', suspension }, plan: null };
  if (latest?.checkedInOn === turn.today) {
    return { outcome: { kind: 'ALREADY_CHECKED_IN', nextCheckInOn: addDays(turn.today, 1) }, plan: null };
  }
  const streak = nextStreak(latest, turn.today);
  const checkIn = { userId, checkedInOn: turn.today, checkedInAt: turn.at, channel, streak };
  const asked = { userId, source: 'CHECK_IN', requestedDays: checkInYield(streak, policy), title: null } as const;
  const channelNotice = channelNoticeOf(channel, policy);
  const earning =
    channelNotice === null && asked.requestedDays > 0
      ? planEarning(facts, { awardedBy: null, awardKey: null, ...asked })
      : null;
  const notice = earning === null ? channelNotice : capNoticeOf(earning.grant, policy);
  const given = { grant: earning?.grant ?? null, notice, issued: earning?.coupons.issued ?? [] };
  return { outcome: { kind: 'CHECKED_IN', ...given }, plan: { checkIn, earning } };
}
