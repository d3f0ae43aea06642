import { Temporal } from 'temporal-polyfill';
import { remembered } from './remembered.js';

/**
 * A calendar date of the programme, `YYYY-MM-DD` (rule T1). Dates of this form sort as text, so they are
 * compared with `<` and `>`, stored as they are, and never carry a time of day or a zone.
 */
export type CalendarDate = string;

/** The programme's dates: nothing it deals with lies before or after. */
export const EARLIEST_DATE: CalendarDate = '1990-01-01';
export const LATEST_DATE: CalendarDate = '2099-12-31';

/** Whether a text is a date that exists and lies within the programme's dates. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < EARLIEST_DATE || text > LATEST_DATE) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return later(date, 'days', days);
}

/** Calendar months later, clamped to the end of the month (rule T2): 2023-11-30 + 3 = 2024-02-29. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return later(date, 'months', months);
}

/** Calendar years later, clamped to the end of the month (rule T2): 2016-02-29 + 1 = 2017-02-28. */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  return later(date, 'years', years);
}

function later(date: CalendarDate, unit: 'days' | 'months' | 'years', amount: number): CalendarDate {
  return sumOf(`${date} ${amount} ${unit}`);
}

/** A date and what is added to it, `2023-11-30 3 months`: those of a day's requests begin from few dates. */
const sumOf = remembered((sum) => {
  const [date = '', amount, unit = ''] = sum.split(' ');
  return Temporal.PlainDate.from(date)
    .add({ [unit]: Number(amount) })
    .toString();
}, 50_000);

/** Days from one date to another; negative when `to` is the earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

export function firstDayOf(year: number): CalendarDate {
  return `${String(year).padStart(4, '0')}-01-01`;
}

/** The first day of the calendar year after a date's. */
export function nextNewYear(date: CalendarDate): CalendarDate {
  return firstDayOf(yearOf(date) + 1);
}
