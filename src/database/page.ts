import { groupBy, type Session, type Value } from './session.js';

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

/**
 * Reads pages of several accounts in one statement: each page is a range of an index, so its cost does not grow with
 * the account's history.
 */
export async function readPages<Row extends object>(
  session: Session,
  paged: PagedTable,
  requests: readonly PageRequest[],
): Promise<(request: PageRequest) => Row[]> {
  const padded = [...requests];
  while (padded.length < 2 ** Math.ceil(Math.log2(requests.length))) padded.push(requests[0] as PageRequest);
  const rows = await session.rows<Row & { page: number }>(
    padded.map((request, page) => selectPage(paged, request, page)).join(' UNION ALL '),
    padded.flatMap((request) => pageValues(paged, request)),
  );
  const pages = groupBy(rows, ({ page }) => Number(page));
  return (request) => pages.get(requests.indexOf(request)) ?? [];
}

function selectPage(
  { columns, table, date, id, userId, counts }: PagedTable,
  request: PageRequest,
  page: number,
): string {
  return `SELECT * FROM (SELECT ${columns}, ${page} AS page FROM ${table}
    WHERE ${userId} = ? AND ${counts} AND (${date} < ? OR (${date} = ? AND ${id} < ?))
    ORDER BY ${date} DESC, ${id} DESC LIMIT ${Math.trunc(request.first) + 1}) AS page_${page}`;
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
  const ids = userIds.map(() => '?').join(', ');
  const todays = Array<Value>(counts.split('?').length - 1).fill(today);
  const rows = await session.rows<{ userId: string; total: number }>(
    `SELECT ${userId} AS userId, COUNT(*) AS total FROM ${table} WHERE ${userId} IN (${ids}) AND ${counts} GROUP BY ${userId}`,
    [...userIds, ...todays],
  );
  return new Map(rows.map((row) => [row.userId, row.total]));
}
