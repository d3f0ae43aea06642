import { groupBy } from '../shared/group-by.js';
import { inList } from './conditions.js';
import type { Database } from './database.js';
import type { Session, Value } from './session.js';

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

/** Rows that a page's part of a statement reads: few steps, so that the statement has few shapes. */
const LIMITS = [11, 21, 51, 101];

/** Fills a statement up to a power of two of pages, and reads nothing. */
const NOBODY = '';

/** Reads pages of several accounts; it gives at least one row more than was asked for where there is a next page. */
export type PageReader<Row> = (requests: readonly PageRequest[]) => Promise<Map<PageRequest, Row[]>>;

/**
 * Reads pages of a table, the first ones in one statement and the later ones in another. A page is a range of an index
 * where the table has one that goes by the date, and otherwise the account's rows.
 */
export function pageReader<Row extends object>(
  { reader, part }: Pick<Database, 'reader' | 'part'>,
  paged: PagedTable,
): PageReader<Row> {
  /** Long texts, put together once for each of their few shapes. */
  const statements = new Map<string, string>();
  const statementOf = (pages: number, limit: number, kind: 'first' | 'later'): string => {
    const shape = `${pages} ${limit} ${kind}`;
    const known = statements.get(shape);
    if (known !== undefined) return known;
    const condition = kind === 'first' ? paged.counts : `${paged.counts} AND ${isAfter(paged)}`;
    const parts = Array.from({ length: pages }, (_, page) => part(selectPage(paged, condition, limit, page)));
    const statement = parts.join(' UNION ALL ');
    statements.set(shape, statement);
    return statement;
  };
  /** Reads pages that are all first ones, or all later ones. */
  const readAlike = async (requests: readonly PageRequest[]): Promise<Map<PageRequest, Row[]>> => {
    const [request] = requests;
    if (request === undefined) return new Map();
    const longest = Math.max(...requests.map(({ first }) => first));
    const limit = LIMITS.find((step) => step > longest) ?? longest + 1;
    const fill = 2 ** Math.ceil(Math.log2(requests.length)) - requests.length;
    const padded = [...requests, ...Array<PageRequest>(fill).fill({ ...request, userId: NOBODY })];
    const rows = await reader.rows<Row & { page: number }>(
      statementOf(padded.length, limit, request.after === null ? 'first' : 'later'),
      padded.flatMap((one) => pageValues(paged, one)),
    );
    const pages = groupBy(rows, ({ page }) => Number(page));
    return new Map(requests.map((one, page) => [one, pages.get(page) ?? []]));
  };
  return async (requests) => {
    const firstPages = requests.filter(({ after }) => after === null);
    const laterPages = requests.filter(({ after }) => after !== null);
    if (laterPages.length === 0) return readAlike(firstPages);
    const [first, later] = await Promise.all([readAlike(firstPages), readAlike(laterPages)]);
    return new Map([...first, ...later]);
  };
}

/** One range of the index, from which the rows of the same date that come before are left out. */
function isAfter({ date, id }: PagedTable): string {
  return `${date} <= ? AND (${date} < ? OR ${id} < ?)`;
}

function selectPage(paged: PagedTable, condition: string, limit: number, page: number): string {
  const { columns, table, date, id, userId } = paged;
  return `SELECT ${columns}, ${page} AS page FROM ${table}
    WHERE ${userId} = ? AND ${condition} ORDER BY ${date} DESC, ${id} DESC LIMIT ${limit}`;
}

function pageValues({ counts }: PagedTable, { userId, today, after }: PageRequest): Value[] {
  const todays = Array<Value>(counts.split('?').length - 1).fill(today);
  return after === null ? [userId, ...todays] : [userId, ...todays, after.date, after.date, after.id];
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
