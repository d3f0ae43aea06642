import type { Database } from './database.js';
import { groupBy, inList, type Session, type Value } from './session.js';

/** Where a page begins: after the row of this date and id, in descending order of both. */
export interface PagePosition {
  readonly date: string;
  readonly id: string;
}

/** A page of an account's rows up to a date, newest first. */
export interface PageRequest {
  readonly userId: string;
  readonly today: string;
  /** Rows on the page, 1 to 100; one more is read to tell whether there is a next page. */
  readonly first: number;
  readonly after: PagePosition | null;
}

/** What is paged: columns, the table, the date it goes by, and which of an account's rows count on a date. */
export interface PagedTable {
  readonly columns: string;
  readonly table: string;
  readonly date: string;
  readonly id: string;
  readonly userId: string;
  /** A condition, with a `?` for each time it needs today's date. */
  readonly counts: string;
}

/** After which every row comes. */
const BEFORE_ALL: PagePosition = { date: '9999-12-31', id: '~' };

/** Rows that a page's part of a statement reads: few steps, so that the statement has few shapes. */
const LIMITS = [11, 21, 51, 101];

/** Reads nothing: it fills a statement up to a power of two of pages. */
const NO_PAGE: PageRequest = { userId: '', today: '', first: 1, after: null };

/**
 * Reads pages of several accounts in one statement. It gives at least one row more than was asked for where there is a
 * next page. A page is a range of an index where the table has one that goes by the date, and otherwise the account's
 * rows.
 */
export async function readPages<Row extends object>(
  { reader, part }: Pick<Database, 'reader' | 'part'>,
  paged: PagedTable,
  requests: readonly PageRequest[],
): Promise<Row[][]> {
  const longest = Math.max(...requests.map(({ first }) => first));
  const limit = LIMITS.find((step) => step > longest) ?? longest + 1;
  const fill = 2 ** Math.ceil(Math.log2(requests.length)) - requests.length;
  const padded = [...requests, ...Array<PageRequest>(fill).fill(NO_PAGE)];
  const rows = await reader.rows<Row & { page: number }>(
    padded.map((_, page) => part(selectPage(paged, limit, page))).join(' UNION ALL '),
    padded.flatMap((request) => pageValues(paged, request)),
  );
  const pages = groupBy(rows, ({ page }) => Number(page));
  return requests.map((_, page) => pages.get(page) ?? []);
}

function selectPage({ columns, table, date, id, userId, counts }: PagedTable, limit: number, page: number): string {
  // One range of the index, from which the rows of the same date that come before are left out.
  return `SELECT ${columns}, ${page} AS page FROM ${table}
    WHERE ${userId} = ? AND ${counts} AND ${date} <= ? AND (${date} < ? OR ${id} < ?)
    ORDER BY ${date} DESC, ${id} DESC LIMIT ${limit}`;
}

function pageValues({ counts }: PagedTable, { userId, today, after }: PageRequest): Value[] {
  const position = after ?? BEFORE_ALL;
  const todays = Array<Value>(counts.split('?').length - 1).fill(today);
  return [userId, ...todays, position.date, position.date, position.id];
}

/** Counts the rows of accounts that pages go through. */
export async function readTotals(
  session: Session,
  { table, userId, counts }: PagedTable,
  userIds: readonly string[],
  today: string,
): Promise<Map<string, number>> {
  const ids = inList(userIds);
  const todays = Array<Value>(counts.split('?').length - 1).fill(today);
  const rows = await session.rows<{ userId: string; total: number }>(
    `SELECT ${userId} AS userId, COUNT(*) AS total FROM ${table} WHERE ${userId} IN ${ids.sql} AND ${counts} GROUP BY ${userId}`,
    [...ids.values, ...todays],
  );
  return new Map(rows.map((row) => [row.userId, row.total]));
}
