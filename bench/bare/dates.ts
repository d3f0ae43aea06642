/** Arithmetic on dates as text, by what the language itself has. */

const DAY_MILLISECONDS = 86_400_000;

export function plusMonths(date: string, months: number): string {
  const first = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1));
  const daysInMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth);
  return `${first.toISOString().slice(0, 8)}${String(day).padStart(2, '0')}`;
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Today in a zone; it is looked up again each second. */
export function todayOf(timeZone: string): () => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  let today = '';
  let lookedUpAt = 0;
  return () => {
    const now = Date.now();
    if (now - lookedUpAt > 1000) {
      today = format.format(now);
      lookedUpAt = now;
    }
    return today;
  };
}
