import mysql from 'mysql2';
import { createConnection as connect, type RowDataPacket } from 'mysql2/promise';
import { observed } from '../shared/observed.js';
import type { Database, PoolState, StatementObserver } from './database.js';
import {
  isLostConnection,
  LostAtCommit,
  LostBeforeCommit,
  Overloaded,
  retryTransientFaults,
  TimedOut,
} from './faults.js';
import type { Session, Transaction, Value } from './session.js';

type Engine = 'mysql' | 'mariadb';

/** How a connection speaks: dates and instants as text in UTC, sums as numbers, matched rather than changed rows. */
const CONNECTION = { dateStrings: true, timezone: 'Z', decimalNumbers: true, charset: 'utf8mb4_bin' } as const;

/** How long a transaction waits for another's row before the whole is rolled back and run again. */
const LOCK_WAIT_SECONDS_MAX = 1;

/**
 * How much longer than the database's own limit an answer is waited for. Past it the database is taken for lost and
 * the connection with it; before it the database says so itself, and both go on.
 */
const GRACE_MILLISECONDS = 500;

/** How long a connection may take to be made. */
const CONNECT_MILLISECONDS_MAX = 5_000;

/** Requests that wait for a connection of a pool; one more is refused at once. */
const WAITING_MAX = 1_000;

/**
 * Statements that all connections together keep prepared: half of what a server allows by default, since several
 * processes may share it. Each connection forgets those it used longest ago.
 */
const PREPARED_STATEMENTS_MAX = 8_000;

/** Which of the two answers at an address: they need different types in TypeORM. */
export async function engineAt(url: string): Promise<Engine> {
  const connection = await connect({ uri: url });
  try {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
    return /mariadb/i.test(String(rows[0]?.version)) ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}

/**
 * Opens MySQL 8 or MariaDB 10.6+, whichever answers: one pool for transactions, one for reads. A statement that takes
 * longer than it may fails, and its connection is given up.
 */
export async function openMysql(url: string, poolSize: number, statementSecondsMax: number): Promise<Database> {
  const engine = await engineAt(url);
  // The database ends a statement by itself and keeps its connection. MySQL limits reads alone.
  const statementTime =
    engine === 'mariadb'
      ? `max_statement_time = ${statementSecondsMax}`
      : `max_execution_time = ${statementSecondsMax * 1000}`;
  const open = (...settings: string[]) => {
    const maxPreparedStatements = Math.floor(PREPARED_STATEMENTS_MAX / (2 * poolSize));
    const pool = mysql.createPool({
      uri: url,
      connectionLimit: poolSize,
      queueLimit: WAITING_MAX,
      connectTimeout: CONNECT_MILLISECONDS_MAX,
      maxPreparedStatements,
      ...CONNECTION,
    });
    pool.on('connection', (connection) => {
      // One that is lost leaves the pool the first time it says so; it may say so again.
      connection.on('error', () => undefined);
      for (const setting of settings) connection.query(`SET SESSION ${setting}`);
    });
    return pool;
  };
  return new MysqlDatabase(
    engine,
    open(
      'TRANSACTION ISOLATION LEVEL READ COMMITTED',
      `innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS_MAX}`,
      statementTime,
    ),
    open('TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY', statementTime),
    statementSecondsMax * 1000 + GRACE_MILLISECONDS,
  );
}

class MysqlDatabase implements Database {
  private observer: StatementObserver | null = null;
  readonly reader: Session;

  constructor(
    readonly engine: Engine,
    private readonly writers: mysql.Pool,
    private readonly readers: mysql.Pool,
    private readonly statementMillisecondsMax: number,
  ) {
    const session = { rows: this.readOnAny, run: () => Promise.reject(new Error('Only a transaction writes.')) };
    this.reader = session;
  }

  observe(observer: StatementObserver | null): void {
    this.observer = observer;
  }

  pools(): PoolState[] {
    return [poolState('writers', this.writers), poolState('readers', this.readers)];
  }

  part(select: string): string {
    return `(${select})`;
  }

  async snapshot<T>(read: (session: Session) => Promise<T>): Promise<T> {
    const connection = await connectionOf(this.readers);
    try {
      await this.command(connection, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      const result = await read(this.sessionOn(connection));
      await this.command(connection, 'COMMIT');
      connection.release();
      return result;
    } catch (error) {
      await this.rollBack(connection, error);
      throw error;
    }
  }

  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return retryTransientFaults(async () => {
      const connection = await connectionOf(this.writers);
      let committing = false;
      try {
        await this.command(connection, 'START TRANSACTION');
        const result = await work(this.transactionOn(connection));
        committing = true;
        await this.command(connection, 'COMMIT');
        connection.release();
        return result;
      } catch (error) {
        await this.rollBack(connection, error);
        const lost = isLostConnection(error);
        if (committing && (lost || error instanceof TimedOut))
          throw new LostAtCommit('No answer came to COMMIT.', { cause: error });
        if (lost) throw new LostBeforeCommit('The connection was lost.', { cause: error });
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await Promise.all([ended(this.writers), ended(this.readers)]);
  }

  private sessionOn(connection: mysql.PoolConnection): Session {
    return {
      rows: <Row extends object>(sql: string, values: readonly Value[] = []) =>
        this.execute(connection, sql, values) as Promise<Row[]>,
      run: async (sql, values = []) =>
        ((await this.execute(connection, sql, values)) as mysql.ResultSetHeader).affectedRows,
    };
  }

  private transactionOn(connection: mysql.PoolConnection): Transaction {
    const { rows, run } = this.sessionOn(connection);
    return { rows, run, writes: true };
  }

  private execute(connection: mysql.PoolConnection, sql: string, values: readonly Value[]): Promise<unknown> {
    this.observer?.(sql, values);
    const statement = () => this.inTime((answered) => connection.execute(sql, values as Value[], answered));
    return observed({ kind: 'STATEMENT', sql }, statement);
  }

  /** Reads on whichever connection is free. */
  private readonly readOnAny: Session['rows'] = async (sql, values = []) => {
    const connection = await connectionOf(this.readers);
    try {
      const rows = (await this.execute(connection, sql, values)) as never[];
      connection.release();
      return rows;
    } catch (error) {
      if (error instanceof TimedOut) connection.destroy();
      else connection.release();
      throw error;
    }
  };

  private command(connection: mysql.PoolConnection, sql: string): Promise<void> {
    return observed({ kind: 'STATEMENT', sql }, () => this.inTime((answered) => connection.query(sql, answered)));
  }

  /**
   * An answer, unless it takes longer than it may. The driver's own limit does not begin before what was asked earlier
   * is answered, and leaves preparing out: whoever waits for what is lost would wait for ever.
   *
   * It takes the driver's callbacks: its promises keep the stack of every call, for errors that hardly ever come.
   */
  private inTime<T>(ask: (answered: (error: unknown, answer: unknown) => void) => void): Promise<T> {
    const milliseconds = this.statementMillisecondsMax;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => reject(new TimedOut(`No answer in ${milliseconds} ms.`)), milliseconds);
      ask((error, answer) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(answer as T);
      });
    });
  }

  /** After a fault the connection goes back to the pool only when it is known to hold nothing. */
  private async rollBack(connection: mysql.PoolConnection, fault: unknown): Promise<void> {
    try {
      if (fault instanceof TimedOut) throw fault;
      await this.command(connection, 'ROLLBACK');
      connection.release();
    } catch {
      connection.destroy();
    }
  }
}

/** What the driver keeps of a pool and does not yet tell by a method of its own. */
interface PoolInside {
  readonly config: { readonly connectionLimit: number };
  readonly _allConnections: { readonly length: number };
  readonly _freeConnections: { readonly length: number };
  readonly _connectionQueue: { readonly length: number };
}

function poolState(name: PoolState['name'], pool: mysql.Pool): PoolState {
  const { config, _allConnections, _freeConnections, _connectionQueue } = pool as unknown as PoolInside;
  const inUse = _allConnections.length - _freeConnections.length;
  return { name, connectionsMax: config.connectionLimit, inUse, waiting: _connectionQueue.length };
}

/** What the driver says when as many wait as may; it gives it no code. */
const QUEUE_IS_FULL = 'Queue limit reached.';

async function connectionOf(pool: mysql.Pool): Promise<mysql.PoolConnection> {
  try {
    return await new Promise((resolve, reject) => {
      pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
  } catch (error) {
    if (error instanceof Error && error.message === QUEUE_IS_FULL) throw new Overloaded();
    if (isLostConnection(error)) throw new LostBeforeCommit('No connection could be made.', { cause: error });
    throw error;
  }
}

function ended(pool: mysql.Pool): Promise<void> {
  return new Promise((resolve, reject) => {
    pool.end((error) => (error ? reject(error) : resolve()));
  });
}
