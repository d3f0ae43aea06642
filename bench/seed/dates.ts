import { addDays, addMonths, addYears, type CalendarDate } from '../../src/shared/calendar.js';
import { SystemClock } from '../../src/shared/clock.js';

/** How far back the seeded past goes. */
const DAYS_AGO_MAX = 800;

const HOUR_MILLISECONDS = 3_600_000;

/** The dates of the seeded past by how many days ago they were: computed once, read millions of times. */
export class SeedDates {
  private readonly dates: readonly CalendarDate[];
  private readonly lapses: readonly CalendarDate[];
  private readonly moments: readonly number[];
  private readonly warrantyEnds = new Map<string, CalendarDate>();

  constructor(readonly today: CalendarDate) {
    this.dates = Array.from({ length: DAYS_AGO_MAX }, (_, daysAgo) => addDays(today, -daysAgo));
    this.lapses = this.dates.map((date) => addYears(date, 1));
    this.moments = this.dates.map((date) => Date.parse(`${date}T04:00:00.000Z`));
  }

  on(daysAgo: number): CalendarDate {
    const date = this.dates[daysAgo];
    if (date === undefined) throw new Error(`The seed has no date ${daysAgo} days ago.`);
    return date;
  }

  /** The date from which days earned so long ago can't be used (rule E5). */
  lapse(daysAgo: number): CalendarDate {
    return this.lapses[daysAgo] as CalendarDate;
  }

  /** An instant of that date as a column keeps it. */
  at(daysAgo: number): string {
    return `${this.on(daysAgo)} 04:00:00.000`;
  }

  epochMilliseconds(daysAgo: number): number {
    return this.moments[daysAgo] as number;
  }

  /** The last date of a warranty that began so long ago, and of one that was extended. */
  warrantyEnd(shippedDaysAgo: number, baseMonths: number, extensionMonths = 0): CalendarDate {
    const key = `${shippedDaysAgo} ${baseMonths} ${extensionMonths}`;
    const known = this.warrantyEnds.get(key);
    if (known !== undefined) return known;
    const end = addMonths(addMonths(this.on(shippedDaysAgo), baseMonths), extensionMonths);
    this.warrantyEnds.set(key, end);
    return end;
  }
}

/**
 * A time zone in which it is now between one and three in the morning, so that no run passes midnight: what is expected
 * of an answer depends on today's date.
 */
export function zoneOfEarlyMorning(now = Date.now()): string {
  const hour = Math.floor(now / HOUR_MILLISECONDS) % 24;
  const offset = ((2 - hour + 24 + 9) % 24) - 9;
  // The names of these zones have the sign turned round: Etc/GMT-8 is eight hours ahead of UTC.
  if (offset === 0) return 'Etc/GMT';
  return offset > 0 ? `Etc/GMT-${offset}` : `Etc/GMT+${-offset}`;
}

export function todayIn(timeZone: string): CalendarDate {
  return new SystemClock(timeZone).now().today;
}
