import type mysql from 'mysql2/promise';
import { inList } from '../../src/database/conditions.js';
import { change, rowsOf } from './connection.js';

export interface AccountRow {
  readonly subject: string;
  readonly userId: string;
  readonly realUserId: string;
  readonly suspendedOn: string | null;
}

const COLUMNS = 'subject, id AS userId, real_user_id AS realUserId, suspended_on AS suspendedOn';

export async function readAccountRows(pool: mysql.Pool, subjects: readonly string[]): Promise<AccountRow[]> {
  const asked = inList(subjects);
  return rowsOf<AccountRow>(pool, `SELECT ${COLUMNS} FROM users WHERE subject IN ${asked.sql}`, asked.values);
}

/** The first statement of a change: each person's changes take turns. Then the accounts as they are. */
export async function lockAccounts(
  on: mysql.PoolConnection,
  known: readonly AccountRow[],
): Promise<Map<string, AccountRow>> {
  const people = inList([...new Set(known.map(({ realUserId }) => realUserId))].sort());
  await change(on, `UPDATE real_users SET version = version + 1 WHERE id IN ${people.sql}`, people.values);
  const ids = inList(known.map(({ userId }) => userId));
  const rows = await rowsOf<AccountRow>(on, `SELECT ${COLUMNS} FROM users WHERE id IN ${ids.sql}`, ids.values);
  return new Map(rows.map((row) => [row.subject, row]));
}
