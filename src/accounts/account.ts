import type { CalendarDate } from '../shared/calendar.js';

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
 * The suspension as it stands on a date: one dated later counts for nothing. An account that has one can read, and do
 * nothing else (rule R6).
 */
export function suspensionOn(account: Account, date: CalendarDate): Suspension | null {
  const { suspension } = account;
  return suspension !== null && suspension.on <= date ? suspension : null;
}
