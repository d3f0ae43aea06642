import mysql from 'mysql2/promise';
import type { Value } from '../../src/database/session.js';

/** The pool's size, as the service has it. */
const CONNECTIONS = 12;

export function openPool(url: string): mysql.Pool {
  const settings = { dateStrings: true, timezone: 'Z', decimalNumbers: true, charset: 'utf8mb4_bin' } as const;
  const pool = mysql.createPool({ uri: url, connectionLimit: CONNECTIONS, maxPreparedStatements: 300, ...settings });
  pool.pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  });
  return pool;
}

type Executor = Pick<mysql.Connection, 'execute'>;

export async function rowsOf<Row>(on: Executor, sql: string, values: readonly Value[]): Promise<Row[]> {
  const [rows] = await on.execute(sql, values as Value[]);
  return rows as Row[];
}

/** Runs a statement that changes rows, and checks how many it did. */
export async function change(
  on: Executor,
  sql: string,
  values: readonly Value[],
  expected: number | null = null,
): Promise<void> {
  const [result] = await on.execute(sql, values as Value[]);
  const { affectedRows } = result as mysql.ResultSetHeader;
  if (expected !== null && affectedRows !== expected) throw new Error(`${affectedRows} rows, not ${expected}: ${sql}`);
}

export async function insert(on: Executor, table: string, columns: string, rows: readonly Value[][]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const tuple = `(?${', ?'.repeat(first.length - 1)})`;
  await change(on, `INSERT INTO ${table} (${columns}) VALUES ${rows.map(() => tuple).join(', ')}`, rows.flat());
}

/** Deadlocks and lock waits pass: the whole is run again. */
const TRANSIENT = new Set([1213, 1205]);
const ATTEMPTS_MAX = 5;

export async function transaction<Result>(
  pool: mysql.Pool,
  work: (connection: mysql.PoolConnection) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await pool.getConnection();
    try {
      await connection.query('START TRANSACTION');
      const result = await work(connection);
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      await connection.query('ROLLBACK');
      if (attempt === ATTEMPTS_MAX || !TRANSIENT.has((error as { errno?: number }).errno ?? 0)) throw error;
    } finally {
      connection.release();
    }
  }
}
