import { addMonths, addYears, type CalendarDate } from '../shared/calendar.js';

export type WarrantyStartBasis = 'SHIPPED' | 'INVOICE';
export type WarrantyExtensionKind = 'REDEEMED' | 'PURCHASED';

/** What the registry knows of a machine's warranty. */
export interface WarrantyTerms {
  readonly shippedOn: CalendarDate;
  readonly baseWarrantyMonths: number;
  /** The purchase date of an accepted invoice (rule W2). */
  readonly purchasedOn: CalendarDate | null;
}

/** Months added, by a redemption or bought from the maker (rule W7). */
export interface ExtensionRecord {
  readonly kind: WarrantyExtensionKind;
  readonly months: number;
  readonly extendedOn: CalendarDate;
}

/** An extension and what it did to the end. */
export interface WarrantyExtension extends ExtensionRecord {
  readonly endsOnBefore: CalendarDate;
  readonly endsOnAfter: CalendarDate;
}

/** A machine's warranty; every end is the last date covered. */
export interface Warranty {
  readonly shippedOn: CalendarDate;
  readonly purchasedOn: CalendarDate | null;
  readonly startBasis: WarrantyStartBasis;
  readonly startsOn: CalendarDate;
  readonly baseEndsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly extensions: readonly WarrantyExtension[];
}

/**
 * The warranty of a machine: it starts on the shipping date (rule W1), or on the purchase date of an accepted
 * invoice (rule W2), runs its base months, and each extension adds calendar months to the end before it (W5, W7).
 */
export function warrantyOf(terms: WarrantyTerms, records: readonly ExtensionRecord[]): Warranty {
  const startsOn = terms.purchasedOn ?? terms.shippedOn;
  const baseEndsOn = addMonths(startsOn, terms.baseWarrantyMonths);
  const extensions: WarrantyExtension[] = [];
  let endsOn = baseEndsOn;
  for (const record of records) {
    const endsOnAfter = addMonths(endsOn, record.months);
    const { kind, months, extendedOn } = record;
    extensions.push({ kind, months, extendedOn, endsOnBefore: endsOn, endsOnAfter });
    endsOn = endsOnAfter;
  }
  return {
    shippedOn: terms.shippedOn,
    purchasedOn: terms.purchasedOn,
    startBasis: terms.purchasedOn === null ? 'SHIPPED' : 'INVOICE',
    startsOn,
    baseEndsOn,
    endsOn,
    extensions,
  };
}

/** Whether a date is covered (rule W3): from the start (rule W1) to the end, both included. */
export function isInWarranty(warranty: Warranty, on: CalendarDate): boolean {
  return warranty.startsOn <= on && on <= warranty.endsOn;
}

/** The date beyond which no extension may reach (rule W4). */
export function ceilingOf(warranty: Warranty, ceilingYears: number): CalendarDate {
  return addYears(warranty.startsOn, ceilingYears);
}
