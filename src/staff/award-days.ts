import type { LockedAccount, Suspension } from '../accounts/account.js';
import { lockAccounts } from '../accounts/account.store.js';
import { decideByDate } from '../accounts/decide-by-date.js';
import type { Coupon } from '../coupons/coupon.js';
import { readCouponsIssuedBy } from '../coupons/coupon.store.js';
import type { Transaction } from '../database/session.js';
import type { Command } from '../database/set-writer.js';
import {
  type EarningFacts,
  type EarningPlan,
  planEarning,
  readEarningFacts,
  writeEarnings,
} from '../earning/earn-days.js';
import type { Grant } from '../earning/grant.js';
import { readGrantsByAwardKey } from '../earning/grant.store.js';
import type { DaySource } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Clock, Decided } from '../shared/clock.js';
import { recordStaffActions, type StaffAction } from './audit.store.js';

/** An award to one account, asked for by a member of staff. */
export interface AwardCommand extends Command {
  readonly userId: string;
  readonly realUserId: string;
  readonly actorId: string;
  readonly source: DaySource;
  readonly days: number;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export type AwardOutcome =
  | { readonly kind: 'AWARDED'; readonly grant: Grant; readonly issued: readonly Coupon[] }
  | { readonly kind: 'KEY_REUSED' }
  | { readonly kind: 'OUT_OF_RANGE'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'SUSPENDED'; readonly suspension: Suspension };

interface AwardFacts {
  readonly earning: EarningFacts;
  /** The grant that this key of this member of staff already made, and the coupons it issued. */
  readonly earlier: { readonly grant: Grant; readonly issued: readonly Coupon[] } | null;
}

/** What an award writes. */
interface AwardPlan {
  readonly earning: EarningPlan;
  readonly action: StaffAction;
}

/** Decides a set of awards, one an account (rules E2 to E4). */
export async function awardDays(
  transaction: Transaction,
  commands: readonly AwardCommand[],
  clock: Clock,
): Promise<Decided<AwardOutcome>[]> {
  const locked = await lockAccounts(transaction, commands, clock);
  return decideByDate(commands, locked, (onDate, accounts, today) => awardOn(transaction, onDate, accounts, today));
}

async function awardOn(
  transaction: Transaction,
  commands: readonly AwardCommand[],
  accounts: readonly LockedAccount[],
  today: CalendarDate,
): Promise<AwardOutcome[]> {
  const earningFacts = await readEarningFacts(transaction, accounts, today);
  const earlier = await readEarlierAwards(transaction, commands);
  const decisions = commands.map((command) =>
    decide({ earning: earningFacts.get(command.userId) as EarningFacts, earlier: earlier(command) }, command),
  );
  const plans = decisions.flatMap(({ plan }) => plan ?? []);
  await writeEarnings(
    transaction,
    plans.map(({ earning }) => earning),
  );
  await recordStaffActions(
    transaction,
    plans.map(({ action }) => action),
  );
  return decisions.map(({ outcome }) => outcome);
}

function decide(
  { earning, earlier }: AwardFacts,
  command: AwardCommand,
): { outcome: AwardOutcome; plan: AwardPlan | null } {
  const { userId, actorId, source, days, reason, idempotencyKey } = command;
  if (earlier !== null) {
    const same =
      earlier.grant.userId === userId && earlier.grant.source === source && earlier.grant.requestedDays === days;
    return { outcome: same ? { kind: 'AWARDED', ...earlier } : { kind: 'KEY_REUSED' }, plan: null };
  }
  const maximum = earning.policy.showcaseMaxDays;
  if (days < 1 || days > maximum) return { outcome: { kind: 'OUT_OF_RANGE', minimum: 1, maximum }, plan: null };
  const { suspension } = earning;
  if (suspension !== null) return { outcome: { kind: 'SUSPENDED', suspension }, plan: null };
  const asked = { userId, source, title: reason, requestedDays: days, awardedBy: actorId, awardKey: idempotencyKey };
  const plan = planEarning(earning, asked);
  const details = { source, days, grantId: plan.grant.id };
  const { at, newId } = earning.turn;
  const action = { id: newId('aud'), actorId, action: 'AWARD_DAYS', target: userId, reason, details, at } as const;
  return {
    outcome: { kind: 'AWARDED', grant: plan.grant, issued: plan.coupons.issued },
    plan: { earning: plan, action },
  };
}

async function readEarlierAwards(
  transaction: Transaction,
  commands: readonly AwardCommand[],
): Promise<(command: AwardCommand) => AwardFacts['earlier']> {
  const keys = commands.map(({ actorId, idempotencyKey }) => ({ awardedBy: actorId, awardKey: idempotencyKey }));
  const grants = await readGrantsByAwardKey(transaction, keys);
  const causes = grants.map(({ userId, id }) => ({ userId, cause: id }));
  const issued = await readCouponsIssuedBy(transaction, causes);
  return ({ actorId, idempotencyKey }) => {
    const grant = grants.find(({ awardedBy, awardKey }) => awardedBy === actorId && awardKey === idempotencyKey);
    return grant === undefined ? null : { grant, issued: issued.get(grant.id) ?? [] };
  };
}
