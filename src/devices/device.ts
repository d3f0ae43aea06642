import type { CalendarDate } from '../shared/calendar.js';
import type { Machine } from './machine.js';

/** A machine bound to an account, for good (rule D3). */
export interface Device {
  readonly id: string;
  readonly userId: string;
  /** Counts the account's devices from 1. */
  readonly slot: number;
  readonly boundOn: CalendarDate;
  readonly machine: Machine;
}
