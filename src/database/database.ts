import type { Session, Transaction, Value } from './session.js';

/**
 * What a statement may take unless it is said otherwise; a healthy one takes milliseconds. It is here, apart from the
 * drivers, so that reading the configuration loads none.
 */
export const STATEMENT_SECONDS_MAX = 10;

/** Told of each statement as it is sent: tests count and explain them. */
export type StatementObserver = (sql: string, values: readonly Value[]) => void;

/** How much of a pool is in use. */
export interface PoolState {
  readonly name: 'writers' | 'readers';
  readonly connectionsMax: number;
  readonly inUse: number;
  /** Pieces of work that wait for a connection. */
  readonly waiting: number;
}

/**
 * The database of the service: one of two engines behind the same portable SQL.
 *
 * Reads outside a transaction see only what is committed. A transaction is the only way to write.
 */
export interface Database {
  readonly engine: 'sqlite' | 'mysql' | 'mariadb';
  /** Statements each on their own. */
  readonly reader: Session;
  /** Several reads of one moment: what commits meanwhile is not seen. */
  snapshot<T>(read: (session: Session) => Promise<T>): Promise<T>;
  /**
   * All or nothing. The work must begin by updating the row that owns the invariant it is about to judge. It is
   * run again from its first statement after a deadlock, a lock that took too long, or another transient fault;
   * `work` therefore changes nothing but the database.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** A SELECT with an order and a limit, as this engine takes it for a part of a UNION ALL. */
  part(select: string): string;
  observe(observer: StatementObserver | null): void;
  pools(): readonly PoolState[];
  close(): Promise<void>;
}

/**
 * What in the settings of a database could lose what was acknowledged, in sentences; empty when nothing could. The
 * embedded engine is opened with its safest setting.
 */
export async function durabilityFaults({ engine, reader }: Database): Promise<string[]> {
  if (engine === 'sqlite') return [];
  const [setting] = await reader.rows<{ flush: number }>('SELECT @@innodb_flush_log_at_trx_commit AS flush');
  if (setting?.flush === 1) return [];
  return [
    `innodb_flush_log_at_trx_commit is ${setting?.flush}: a crash of the database loses redemptions that were answered. Set it to 1.`,
  ];
}
