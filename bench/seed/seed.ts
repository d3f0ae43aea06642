import { Readable } from 'node:stream';
import mysql from 'mysql2/promise';
import type { SeedDates } from './dates.js';
import { readerAt, type SeededMember, saverAt, starterAt } from './members.js';
import { SEEDED_TABLES, type SeededTable } from './rows.js';

/** How many members of each kind there are: readers have the indices from 0, then come savers, then starters. */
export interface Population {
  readonly readers: number;
  readonly savers: number;
  readonly starters: number;
}

export function memberAt(index: number, { readers, savers }: Population, dates: SeedDates): SeededMember {
  if (index < readers) return readerAt(index, dates);
  return index < readers + savers ? saverAt(index, dates) : starterAt(index, dates);
}

/** Tables that are loaded at the same time. */
const TABLES_AT_ONCE = 2;

/** Text is handed over in pieces of this length. */
const PIECE_LENGTH = 256 * 1024;

/**
 * Fills empty tables with a population: each by one LOAD DATA, in the order of its key, which the engine takes in at
 * once with its indices. `progress` is told of rows as they are handed over. Returns the number of rows by table.
 */
export async function seed(
  url: string,
  population: Population,
  dates: SeedDates,
  progress: (rows: number) => void,
): Promise<Record<string, number>> {
  const waiting = [...SEEDED_TABLES].sort((one, other) => weightOf(other) - weightOf(one));
  const loaded: Record<string, number> = {};
  let rows = 0;
  const loadNext = async (): Promise<void> => {
    const table = waiting.shift();
    if (table === undefined) return;
    const count = (more: number) => {
      rows += more;
      progress(rows);
    };
    loaded[table.name] = await loadTable(url, table, textOf(table, population, dates, count));
    return loadNext();
  };
  await Promise.all(Array.from({ length: TABLES_AT_ONCE }, loadNext));
  return loaded;
}

/** The longest first, so that the last to be loaded are short. */
function weightOf({ name }: SeededTable): number {
  return ['lots', 'grants', 'check_ins'].indexOf(name) === -1 ? 0 : 1;
}

async function loadTable(url: string, { name, columns }: SeededTable, text: Iterable<string>): Promise<number> {
  const connection = await mysql.createConnection({ uri: url, charset: 'utf8mb4_bin' });
  try {
    // What the seed writes is right by its making, and an empty table is then filled without an undo of each row. Most
    // members have no row in some tables: their text is long in coming.
    await connection.query('SET SESSION unique_checks = 0, foreign_key_checks = 0, net_read_timeout = 3600');
    const [result] = await connection.query<mysql.ResultSetHeader>({
      sql: `LOAD DATA LOCAL INFILE 'seed' INTO TABLE ${name} CHARACTER SET utf8mb4 (${columns})`,
      infileStreamFactory: () => Readable.from(text, { objectMode: false }),
    });
    await connection.query(`ANALYZE TABLE ${name}`);
    return result.affectedRows;
  } finally {
    await connection.end();
  }
}

function* textOf(
  table: SeededTable,
  population: Population,
  dates: SeedDates,
  count: (rows: number) => void,
): Generator<string> {
  let piece = '';
  let rows = 0;
  for (let index = 0; index < population.readers + population.savers + population.starters; index += 1) {
    for (const row of table.rowsOf(memberAt(index, population, dates), dates)) {
      piece += `${row.join('\t')}\n`;
      rows += 1;
    }
    if (piece.length < PIECE_LENGTH) continue;
    count(rows);
    rows = 0;
    yield piece;
    piece = '';
  }
  count(rows);
  yield piece;
}
