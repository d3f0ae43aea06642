import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './calendar.js';

/** A moment as the programme records it: the instant in UTC, and the date it has in the programme's zone. */
export interface Moment {
  /** RFC 3339 in UTC with milliseconds, `2024-01-01T00:00:00.000Z`. */
  readonly at: string;
  readonly today: CalendarDate;
}

/** What came of a change, with the date on which it was decided: that of its turn, which may be ahead of the clock. */
export type Decided<Outcome extends object = object> = Outcome & { readonly decidedOn: CalendarDate };

/** The one source of today (rule T3): no rule reads the system's clock. */
export interface Clock {
  /** The zone whose dates count (rule T1), an IANA name such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** The system's time, whatever date is set: milliseconds since 1970. */
  instant(): number;
  /** What the programme records of an instant. */
  momentAt(instant: number): Moment;
  /** The moment that it is. */
  now(): Moment;
  /** Its date. */
  today(): CalendarDate;
}

/** The clock of production: it cannot be moved. */
export class SystemClock implements Clock {
  private day: Day;

  constructor(
    readonly timeZone: string,
    readonly instant: () => number = Date.now,
  ) {
    this.day = dayAround(instant(), timeZone);
  }

  momentAt(instant: number): Moment {
    return { at: new Date(instant).toISOString(), today: this.dateAt(instant) };
  }

  now(): Moment {
    return this.momentAt(this.instant());
  }

  today(): CalendarDate {
    return this.dateAt(this.instant());
  }

  private dateAt(instant: number): CalendarDate {
    if (instant < this.day.startsAt || instant >= this.day.endsAt) this.day = dayAround(instant, this.timeZone);
    return this.day.date;
  }
}

/** A date of a zone, from its first instant up to the next date's, in milliseconds since 1970. */
interface Day {
  readonly date: CalendarDate;
  readonly startsAt: number;
  readonly endsAt: number;
}

function dayAround(epochMilliseconds: number, timeZone: string): Day {
  const date = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(timeZone).toPlainDate();
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).epochMilliseconds;
  return { date: date.toString(), startsAt: startOf(date), endsAt: startOf(date.add({ days: 1 })) };
}

/**
 * The sandbox's clock: it tells the system's time until a date is set, and from then on that date at the
 * system's time of day, until it is set back to now.
 */
export class MovableClock implements Clock {
  private date: CalendarDate | null = null;
  private readonly system: SystemClock;

  constructor(
    readonly timeZone: string,
    readonly instant: () => number = Date.now,
  ) {
    this.system = new SystemClock(timeZone, instant);
  }

  moveTo(date: CalendarDate | null): void {
    this.date = date;
  }

  momentAt(instant: number): Moment {
    if (this.date === null) return this.system.momentAt(instant);
    const time = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.timeZone).toPlainTime();
    const zoned = Temporal.PlainDate.from(this.date).toZonedDateTime({ timeZone: this.timeZone, plainTime: time });
    return { at: zoned.toInstant().toString({ fractionalSecondDigits: 3 }), today: this.date };
  }

  now(): Moment {
    return this.momentAt(this.instant());
  }

  today(): CalendarDate {
    return this.date ?? this.system.today();
  }
}

/** An instant as a column keeps it, `2024-01-01 00:00:00.000` in UTC: MySQL takes no other form. */
export function storedInstant(at: string): string {
  return at.slice(0, -1).replace('T', ' ');
}

/** The RFC 3339 form of a stored instant. MySQL's driver leaves milliseconds out where there are none. */
export function instantOf(stored: string): string {
  return `${stored.replace(' ', 'T')}${stored.includes('.') ? '' : '.000'}Z`;
}
