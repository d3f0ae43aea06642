import { DAY_SOURCES, type DaySource } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';

/** Days of one grant, earned by now, that are still there to be drawn as far as they have not lapsed. */
export interface Lot {
  readonly userId: string;
  /** Where the lot stands in the order of drawing, and its key. */
  readonly drawOrder: string;
  readonly grantId: string;
  readonly source: DaySource;
  readonly days: number;
  /** The first date on which the days can't be used (rule E5). */
  readonly expiresOn: CalendarDate;
}

/**
 * The key of a grant's lot, which sorts in the order of drawing (rule R1): what lapses first; of equals check-in
 * days before others, since they fit fewer devices; then the older grant; then the parts of a grant that was
 * split, in turn. `2018-01-01.0.grt_01J….000`
 */
export function drawOrder(grant: { id: string; source: DaySource; expiresOn: CalendarDate }, part: number): string {
  const rank = grant.source === 'CHECK_IN' ? 0 : 1;
  return `${grant.expiresOn}.${rank}.${grant.id}.${String(part).padStart(3, '0')}`;
}

/** The first and the last key that a grant's lots can have. */
export function ordersOf(grant: { id: string; source: DaySource; expiresOn: CalendarDate }): [string, string] {
  return [drawOrder(grant, 0), drawOrder(grant, 999)];
}

/** What the key of a lot names: when it lapses, and the grant it is of. */
export function namedInOrder(order: string): { expiresOn: CalendarDate; grantId: string } {
  return { expiresOn: order.slice(0, 10), grantId: order.slice(13, -4) };
}

/** A place in the order after every lot that has lapsed on a date, and before every other. */
export function afterLapse(on: CalendarDate): string {
  return `${on}~`;
}

/** Whether a lot's days can still be used on a date (rule E5). */
export function isUsable(lot: Lot, on: CalendarDate): boolean {
  return on < lot.expiresOn;
}

/** Days that can be used on a date, of the sources given or of all. */
export function usableDays(lots: readonly Lot[], on: CalendarDate, sources?: readonly DaySource[]): number {
  let days = 0;
  for (const lot of lots) {
    if (isUsable(lot, on) && (sources?.includes(lot.source) ?? true)) days += lot.days;
  }
  return days;
}

/** Days that can be used on a date, by how they were earned. */
export type DaysBySource = Readonly<Record<DaySource, number>>;

export const NO_DAYS: DaysBySource = { CHECK_IN: 0, SHOWCASE: 0, CAMPAIGN: 0 };

/** The days of the sources given, or of all. */
export function daysOf(bySource: DaysBySource, sources: readonly DaySource[] = DAY_SOURCES): number {
  return sources.reduce((days, source) => days + bySource[source], 0);
}

/** Days that can't be used from a date on. */
export interface Lapse {
  readonly on: CalendarDate;
  readonly days: number;
}

/** Days that lapse, by the date on which they do, soonest first. */
export function lapsingDays(lots: readonly Lot[], on: CalendarDate): Lapse[] {
  const byDate = new Map<CalendarDate, number>();
  for (const lot of lots) {
    if (isUsable(lot, on)) byDate.set(lot.expiresOn, (byDate.get(lot.expiresOn) ?? 0) + lot.days);
  }
  return [...byDate].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, days]) => ({ on: date, days }));
}

/**
 * The first date on which lapsing alone leaves fewer than `costDays` of the days that lapse so, or null when there are
 * fewer already.
 */
export function coveredUntil(lapses: readonly Lapse[], costDays: number): CalendarDate | null {
  let left = lapses.reduce((days, lapse) => days + lapse.days, 0);
  if (left < costDays) return null;
  for (const lapse of lapses) {
    left -= lapse.days;
    if (left < costDays) return lapse.on;
  }
  throw new Error('Days that never lapse were counted as usable.');
}

/** What a redemption takes: whole lots up to a place in the order, of which the last may be split. */
export interface Draw {
  readonly userId: string;
  readonly sources: readonly DaySource[];
  /** The whole lots drawn are the open ones of these sources from the first to the last of these places. */
  readonly firstOrder: string;
  readonly lastOrder: string;
  readonly lotCount: number;
  /** Days by grant, in the order they are drawn. */
  readonly byGrant: readonly { grantId: string; days: number }[];
  /** The last lot when only a part of it is needed: it keeps `drawnDays`, the rest becomes a lot of its own. */
  readonly split: { readonly lot: Lot; readonly drawnDays: number; readonly rest: Lot } | null;
}

/** Draws days in order (rule R1) from the sources a device accepts; null when there are too few. */
export function planDraw(
  lots: readonly Lot[],
  costDays: number,
  sources: readonly DaySource[],
  on: CalendarDate,
): Draw | null {
  const usable = lots.filter((lot) => isUsable(lot, on) && sources.includes(lot.source)).sort(byDrawOrder);
  const byGrant = new Map<string, number>();
  let missing = costDays;
  for (const [index, lot] of usable.entries()) {
    const days = Math.min(lot.days, missing);
    byGrant.set(lot.grantId, (byGrant.get(lot.grantId) ?? 0) + days);
    missing -= days;
    if (missing > 0) continue;
    return {
      userId: lot.userId,
      sources,
      firstOrder: (usable[0] as Lot).drawOrder,
      lastOrder: lot.drawOrder,
      lotCount: index + 1,
      byGrant: [...byGrant].map(([grantId, drawn]) => ({ grantId, days: drawn })),
      split: days < lot.days ? { lot, drawnDays: days, rest: restOf(lot, lot.days - days) } : null,
    };
  }
  return null;
}

/** The lots that are left after a draw. */
export function lotsAfter(lots: readonly Lot[], draw: Draw): Lot[] {
  const left = lots.filter(
    (lot) => lot.drawOrder < draw.firstOrder || lot.drawOrder > draw.lastOrder || !draw.sources.includes(lot.source),
  );
  return draw.split === null ? left : [...left, draw.split.rest];
}

function byDrawOrder(a: Lot, b: Lot): number {
  return a.drawOrder < b.drawOrder ? -1 : 1;
}

function restOf(lot: Lot, days: number): Lot {
  const part = Number(lot.drawOrder.slice(-3));
  const grant = { id: lot.grantId, source: lot.source, expiresOn: lot.expiresOn };
  return { ...lot, days, drawOrder: drawOrder(grant, part + 1) };
}
