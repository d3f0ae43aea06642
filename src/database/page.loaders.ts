import type { Database } from './database.js';
import { type AccountKey, accountLoader, type Loader, processLoader } from './loader.js';
import { type PagedTable, type PageRequest, pageReader, readTotals } from './page.js';

/** Pages that one statement reads; SQLite joins at most 500. */
const PAGES_PER_BATCH_MAX = 64;

/** Loads pages of accounts' histories. A row becomes a record with the account that it is of. */
export function pageLoader<Row extends object>(
  database: Database,
  paged: PagedTable,
  recordOf: (row: Row, userId: string) => Row,
): Loader<PageRequest, Row[]> {
  const readPages = pageReader<Row>(database, paged);
  return processLoader(async (requests) => {
    const pages = await readPages(requests);
    return (request) => (pages.get(request) ?? []).map((row) => recordOf(row, request.userId));
  }, PAGES_PER_BATCH_MAX);
}

/** Counts the entries of accounts' histories. */
export function totalLoader({ reader }: Database, paged: PagedTable): Loader<AccountKey, number> {
  return accountLoader<number, number>(
    (userIds, today) => readTotals(reader, paged, userIds, today),
    (total) => total ?? 0,
  );
}
