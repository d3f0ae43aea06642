import type { CalendarDate } from '../shared/calendar.js';
import type { Warranty } from '../warranty/warranty.js';
import type { Product } from './product.js';

/** A machine in the product registry, with its warranty as it stands. */
export interface Machine {
  readonly serialNumber: string;
  readonly product: Product;
  readonly warranty: Warranty;
  /** Extensions ever recorded, whatever their date. */
  readonly extensionsRecorded: number;
}

/** A machine bound to an account, for good (rule D3). */
export interface Device {
  readonly id: string;
  readonly userId: string;
  /** Counts the account's devices from 1. */
  readonly slot: number;
  readonly boundOn: CalendarDate;
  readonly machine: Machine;
}
