import { insertRows } from '../database/insert-rows.js';
import type { Transaction } from '../database/session.js';
import { storedInstant } from '../shared/clock.js';

/** One staff action: who, when, what, why. */
export interface StaffAction {
  /** Of the person's turn where it took one: the trail is read in the order of ids. */
  readonly id: string;
  readonly actorId: string;
  readonly action: 'AWARD_DAYS' | 'SUSPEND_USER' | 'REINSTATE_USER' | 'REGISTER_MACHINES';
  /** The id or serial number it was done to. */
  readonly target: string;
  readonly reason: string;
  readonly details: object;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

/** Adds to the append-only trail, in the transaction of what was done. */
export async function recordStaffActions(transaction: Transaction, actions: readonly StaffAction[]): Promise<void> {
  await insertRows(
    transaction,
    'audit_entries',
    actions.map(({ id, actorId, action, target, reason, details, at }) => ({
      id,
      actor_id: actorId,
      action,
      target,
      reason,
      details: JSON.stringify(details),
      recorded_at: storedInstant(at),
    })),
  );
}
