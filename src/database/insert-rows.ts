import type { Transaction, Value } from './session.js';

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
