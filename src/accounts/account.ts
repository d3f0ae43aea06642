import type { CalendarDate } from '../shared/calendar.js';
import type { Moment } from '../shared/clock.js';
import type { NewId } from '../shared/ids.js';

/** Since when an account is suspended, and why (rule R6). */
export interface Suspension {
  /** RFC 3339 in UTC. */
  readonly since: string;
  /** The date it had in the programme. */
  readonly on: CalendarDate;
  readonly reason: string;
}

/** Who an account is. */
export interface Identity {
  readonly userId: string;
  /** The person behind it, whose row takes the turns (rules R3 and R5). */
  readonly realUserId: string;
}

/** An account of the programme. */
export interface Account extends Identity {
  /** Null while it is active. */
  readonly suspension: Suspension | null;
}

/**
 * A person's turn to change what is theirs: when it is, and ids for what it records. It is later than every earlier turn
 * of the person, whichever process had that one and whatever its clock said; but where the sandbox's date has moved back,
 * only the ids are.
 */
export interface Turn extends Moment {
  readonly newId: NewId;
}

/** An account that is locked. */
export interface LockedAccount extends Account {
  readonly turn: Turn;
}

/**
 * The suspension as it stands on a date: one dated later counts for nothing. An account that has one can read, and do
 * nothing else (rule R6).
 */
export function suspensionOn(account: Account, date: CalendarDate): Suspension | null {
  const { suspension } = account;
  return suspension !== null && suspension.on <= date ? suspension : null;
}
