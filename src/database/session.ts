/** What a statement takes and gives: dates and instants travel as text. */
export type Value = string | number | null;

/** Statements on one connection, outside or inside a transaction. SQL is portable between the engines. */
export interface Session {
  /** The rows of a SELECT. */
  rows<Row extends object>(sql: string, values?: readonly Value[]): Promise<Row[]>;
  /** Runs a statement that changes rows and returns how many it matched. */
  run(sql: string, values?: readonly Value[]): Promise<number>;
}

/** A session whose statements are committed or rolled back together. */
export interface Transaction extends Session {
  readonly writes: true;
}

/**
 * A list of placeholders for `IN (…)`, and the values that fill it. Its length is padded to a power of two by
 * repeating the last value, so that a statement on a set has few shapes and its prepared form is found again; where
 * several short lists stand in one statement, to the length they have at least.
 */
export function inList(values: readonly Value[], lengthMin = 1): { sql: string; values: Value[] } {
  const padded = padding(values, lengthMin);
  return { sql: `(${padded.map(() => '?').join(', ')})`, values: padded };
}

/**
 * A condition that two columns have one of these pairs of values: as many ranges of an index as there are pairs, where
 * two IN lists would make every combination. Padded like `inList`.
 */
export function anyPair(
  [first, second]: readonly [string, string],
  pairs: readonly (readonly [Value, Value])[],
): { sql: string; values: Value[] } {
  const padded = padding(pairs);
  const condition = `(${first} = ? AND ${second} = ?)`;
  return { sql: `(${padded.map(() => condition).join(' OR ')})`, values: padded.flat() };
}

/**
 * A condition that one column has a value and another lies from a value to a value, for one of several such triples: as
 * many ranges of an index over both. Padded like `inList`.
 */
export function anyRange(
  [equal, between]: readonly [string, string],
  ranges: readonly (readonly [equals: Value, from: Value, to: Value])[],
): { sql: string; values: Value[] } {
  const padded = padding(ranges);
  const condition = `(${equal} = ? AND ${between} BETWEEN ? AND ?)`;
  return { sql: `(${padded.map(() => condition).join(' OR ')})`, values: padded.flat() };
}

/** What fills a list up to a power of two, or to a least length: its last member again and again. */
function padding<Member>(members: readonly Member[], lengthMin = 1): Member[] {
  const last = members.at(-1);
  if (last === undefined) throw new Error('A condition on a set needs at least one member.');
  const length = Math.max(lengthMin, 2 ** Math.ceil(Math.log2(members.length)));
  return [...members, ...Array<Member>(length - members.length).fill(last)];
}

/** Rows that one INSERT takes; below either engine's limit of placeholders for every table here. */
const ROWS_PER_INSERT = 128;

/** Inserts rows that all have the same columns, in few statements. */
export async function insertRows<Row extends object>(
  transaction: Transaction,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const columns = Object.keys(first) as (keyof Row & string)[];
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const part = rows.slice(start, start + ROWS_PER_INSERT);
    await transaction.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${part.map(() => tuple).join(', ')}`,
      part.flatMap((row) => columns.map((column) => row[column] as Value)),
    );
  }
}

/** Rows by the value of one of their columns, in the order they came. */
export function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
