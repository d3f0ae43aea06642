import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, STATEMENT_SECONDS_MAX } from './database.js';
import { openMysql } from './mysql.js';
import { openSqlite } from './sqlite.js';

/** The file behind a `sqlite:` address; null for a server's address. */
export function sqlitePath(url: string): string | null {
  return url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null;
}

/**
 * Opens the database at an address: `sqlite:path/to/file`, or `mysql://user:password@host:port/name` for MySQL
 * and MariaDB alike. Its tables are made by `migrate`.
 */
export async function openDatabase(
  url: string,
  poolSize: number,
  statementSecondsMax = STATEMENT_SECONDS_MAX,
): Promise<Database> {
  const path = sqlitePath(url);
  if (path === null) return openMysql(url, poolSize, statementSecondsMax);
  mkdirSync(dirname(path), { recursive: true });
  return openSqlite(path);
}
