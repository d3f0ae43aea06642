import Connection from 'libsql';
import pLimit, { type LimitFunction } from 'p-limit';
import { observed } from '../shared/observed.js';
import type { Database, PoolState, StatementObserver } from './database.js';
import { retryTransientFaults } from './faults.js';
import type { Session, Transaction, Value } from './session.js';

/** The driver is synchronous: a wait for another process's lock would hold the event loop this long at most. */
const BUSY_TIMEOUT_MS = 50;

/** Statements that a connection keeps prepared. */
const PREPARED_STATEMENTS_MAX = 1_000;

/**
 * Opens the embedded engine on a file. Two connections: one writes, one transaction at a time; the other reads
 * and, in WAL mode, sees only what is committed.
 */
export function openSqlite(path: string): Database {
  const writer = new Connection(path);
  writer.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};`);
  const reader = new Connection(path);
  reader.exec(`PRAGMA synchronous = FULL; PRAGMA query_only = ON; PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};`);
  return new SqliteDatabase(writer, reader);
}

class SqliteDatabase implements Database {
  readonly engine = 'sqlite';
  readonly reader: Session;
  private observer: StatementObserver | null = null;
  private readonly readsOneAtATime = pLimit(1);
  private readonly writesOneAtATime = pLimit(1);
  private readonly readerSession: Session;
  private readonly writerSession: Session;

  constructor(
    private readonly writerConnection: Connection.Database,
    private readonly readerConnection: Connection.Database,
  ) {
    this.writerSession = this.sessionOn(writerConnection);
    this.readerSession = this.sessionOn(readerConnection);
    this.reader = {
      rows: (sql, values) => this.readsOneAtATime(() => this.readerSession.rows(sql, values)),
      run: () => Promise.reject(new Error('Only a transaction writes.')),
    };
  }

  observe(observer: StatementObserver | null): void {
    this.observer = observer;
  }

  pools(): PoolState[] {
    const stateOf = (name: PoolState['name'], { activeCount, pendingCount }: LimitFunction) => {
      return { name, connectionsMax: 1, inUse: activeCount, waiting: pendingCount };
    };
    return [stateOf('writers', this.writesOneAtATime), stateOf('readers', this.readsOneAtATime)];
  }

  /** It takes no brackets, and without them the order and the limit would be the union's. */
  part(select: string): string {
    return `SELECT * FROM (${select})`;
  }

  snapshot<T>(read: (session: Session) => Promise<T>): Promise<T> {
    return this.readsOneAtATime(() => between(this.readerConnection, 'BEGIN', () => read(this.readerSession)));
  }

  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return retryTransientFaults(() =>
      this.writesOneAtATime(() =>
        between(this.writerConnection, 'BEGIN IMMEDIATE', () => work({ writes: true, ...this.writerSession })),
      ),
    );
  }

  async close(): Promise<void> {
    await this.writesOneAtATime(() => this.writerConnection.close());
    await this.readsOneAtATime(() => this.readerConnection.close());
  }

  private sessionOn(connection: Connection.Database): Session {
    const prepared = new Map<string, Connection.Statement>();
    const prepare = (sql: string, values: readonly Value[]) => {
      this.observer?.(sql, values);
      const statement = prepared.get(sql) ?? connection.prepare(sql);
      // What was used last stands last, so that the first is what was used longest ago.
      prepared.delete(sql);
      prepared.set(sql, statement);
      const [oldest] = prepared.keys();
      if (prepared.size > PREPARED_STATEMENTS_MAX && oldest !== undefined) prepared.delete(oldest);
      return statement;
    };
    return {
      rows: <Row extends object>(sql: string, values: readonly Value[] = []) =>
        observed({ kind: 'STATEMENT', sql }, async () => prepare(sql, values).all(...values) as Row[]),
      run: (sql, values = []) =>
        observed({ kind: 'STATEMENT', sql }, async () => prepare(sql, values).run(...values).changes),
    };
  }
}

async function between<T>(connection: Connection.Database, begin: string, work: () => Promise<T>): Promise<T> {
  connection.exec(begin);
  try {
    const result = await work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
