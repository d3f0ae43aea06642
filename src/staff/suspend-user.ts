import type { Identity } from '../accounts/account.js';
import { lockAccount, writeSuspension } from '../accounts/account.store.js';
import type { Transaction } from '../database/session.js';
import type { Clock, Decided } from '../shared/clock.js';
import { recordStaffActions } from './audit.store.js';

export interface StandingCommand {
  readonly account: Identity;
  readonly actorId: string;
  readonly reason: string;
}

/** Suspends an account (rule R6). One that is suspended already keeps its first date and takes the new reason. */
export async function suspendUser(transaction: Transaction, command: StandingCommand, clock: Clock): Promise<Decided> {
  const { account, actorId, reason } = command;
  const { userId } = account;
  const { suspension: earlier, turn } = await lockAccount(transaction, account, clock);
  const { at, today } = turn;
  const since = earlier !== null && earlier.on <= today ? { at: earlier.since, today: earlier.on } : { at, today };
  await writeSuspension(transaction, userId, { reason, ...since });
  const id = turn.newId('aud');
  await recordStaffActions(transaction, [
    { id, actorId, action: 'SUSPEND_USER', target: userId, reason, details: {}, at },
  ]);
  return { decidedOn: today };
}

/** Reinstates an account; one that is active stays so, and the action is on the trail all the same. */
export async function reinstateUser(
  transaction: Transaction,
  command: StandingCommand,
  clock: Clock,
): Promise<Decided> {
  const { account, actorId, reason } = command;
  const { userId } = account;
  const { at, today, newId } = (await lockAccount(transaction, account, clock)).turn;
  await writeSuspension(transaction, userId, null);
  const id = newId('aud');
  await recordStaffActions(transaction, [
    { id, actorId, action: 'REINSTATE_USER', target: userId, reason, details: {}, at },
  ]);
  return { decidedOn: today };
}
