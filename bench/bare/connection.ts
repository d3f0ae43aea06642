import mysql from 'mysql2/promise';

export type Value = string | number | null;

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

/** Members of a set, the last again and again up to a power of two, so that a statement has few shapes. */
export function padded<Member>(members: readonly Member[]): Member[] {
  const length = 2 ** Math.ceil(Math.log2(members.length));
  return members.concat(Array<Member>(length - members.length).fill(members[members.length - 1] as Member));
}

/** Placeholders for a list, and what fills them. */
export function list(values: readonly Value[]): { sql: string; values: Value[] } {
  const all = padded(values);
  return { sql: `(?${', ?'.repeat(all.length - 1)})`, values: all };
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

export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
