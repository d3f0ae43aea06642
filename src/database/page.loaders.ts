import type { Database } from './database.js';
import { type AccountKey, accountLoader, type Loader, processLoader } from './loader.js';
import { type PagedTable, type PageRequest, readPages, readTotals } from './page.js';

/** Pages that one statement reads; SQLite joins at most 500. */
const PAGES_PER_BATCH_MAX = 64;

/** Loads pages of accounts' histories. */
export function pageLoader<Row extends object>(
  database: Database,
  paged: PagedTable,
  recordOf: (row: Row) => Row,
): Loader<PageRequest, Row[]> {
  return processLoader(async (requests) => {
    const pages = await readPages<Row>(database, paged, requests);
    return (request) => (pages.get(request) ?? []).map(recordOf);
  }, PAGES_PER_BATCH_MAX);
}

/** Counts the entries of accounts' histories. */
export function totalLoader({ reader }: Database, paged: PagedTable): Loader<AccountKey, number> {
  return accountLoader<number, number>(
    (userIds, today) => readTotals(reader, paged, userIds, today),
    (total) => total ?? 0,
  );
}
