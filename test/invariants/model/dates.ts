/** A calendar date, `2024-02-29`. */
export type Day = string;

const MILLISECONDS_A_DAY = 86_400_000;
const SHANGHAI_AHEAD_HOURS = 8;

/** Dates are tried day by day, the same ones again and again: what comes after each is worked out once. */
const tomorrows = new Map<Day, Day>();

export function plusDays(day: Day, days: number): Day {
  const known = days === 1 ? tomorrows.get(day) : undefined;
  if (known !== undefined) return known;
  const later = new Date(Date.parse(day) + days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  if (days === 1) tomorrows.set(day, later);
  return later;
}

export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS_A_DAY;
}

/** The same day of a later month, or that month's last day (rule T2). */
export function plusMonths(day: Day, months: number): Day {
  let year = Number(day.slice(0, 4));
  let month = Number(day.slice(5, 7));
  for (let left = months; left > 0; left -= 1) {
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  const last = lastOf(year, month);
  return dayOf(year, month, Math.min(Number(day.slice(8)), last));
}

export function plusYears(day: Day, years: number): Day {
  return plusMonths(day, years * 12);
}

/** The first date on which a year that was counted from a date is over: 2015-09-10 counts up to 2016-09-10. */
export function afterTheYearOf(day: Day): Day {
  return plusDays(plusYears(day, 1), 1);
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function nextFirstOfJanuary(day: Day): Day {
  return dayOf(yearOf(day) + 1, 1, 1);
}

/** The date that an instant has in Shanghai (rule T1). */
export function dayInShanghai(instant: string): Day {
  return new Date(Date.parse(instant) + SHANGHAI_AHEAD_HOURS * 3_600_000).toISOString().slice(0, 10);
}

function lastOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dayOf(year: number, month: number, day: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
