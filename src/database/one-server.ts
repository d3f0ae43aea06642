import mysql from 'mysql2/promise';
import { sqlitePath } from './open.js';

const LOCK_NAME = 'warranty-coupons-start';

/** Longer than any migration of a database in use should take. */
const LOCK_WAIT_SECONDS = 600;

/**
 * Lets one server at a time prepare the database at an address, however many start at once. The lock is that of one
 * database server: over a cluster, migrate from one place before the servers start. An embedded database has one server.
 */
export async function oneServerAtATime<T>(url: string, prepare: () => Promise<T>): Promise<T> {
  if (sqlitePath(url) !== null) return prepare();
  const connection = await mysql.createConnection({ uri: url });
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT GET_LOCK(CONCAT(DATABASE(), ?), ?) AS got', [
      `.${LOCK_NAME}`,
      LOCK_WAIT_SECONDS,
    ]);
    if (rows[0]?.got !== 1) throw new Error('Another server has been preparing the database for ten minutes.');
    return await prepare();
  } finally {
    // The lock goes with its connection.
    await connection.end();
  }
}
