import type { Session } from '../database/session.js';

/** Keys after one and up to another. Ranges that follow each other leave no key out, whether it should exist or not. */
export interface KeyRange {
  readonly after: string;
  readonly upTo: string;
}

/** Sorts after every key: they are ASCII. */
const LAST_KEY = '\u007F';

/** Rows of the leading table that a range spans: few enough for flat memory, many enough for few statements. */
const RANGE_SIZE = 250;

/** The range that begins after a key of a table, whose keys say where it ends; null when everything was read. */
export async function nextRange(
  session: Session,
  table: 'users' | 'machines',
  after: string,
): Promise<KeyRange | null> {
  if (after === LAST_KEY) return null;
  const key = table === 'users' ? 'id' : 'serial_number';
  const [end] = await session.rows<{ last: string }>(
    `SELECT ${key} AS last FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT 1 OFFSET ${RANGE_SIZE - 1}`,
    [after],
  );
  return { after, upTo: end?.last ?? LAST_KEY };
}

/** The condition that a column lies in a range, and its values. */
export function within(range: KeyRange, column: string): { sql: string; values: string[] } {
  return { sql: `${column} > ? AND ${column} <= ?`, values: [range.after, range.upTo] };
}
