import mysql from 'mysql2/promise';
import type { TestServer } from './global-setup.js';

/** Leaves the server as it was found: without the databases of this run, or without the server itself. */
export default async function globalTeardown(): Promise<void> {
  const { testServer } = globalThis as { testServer?: TestServer };
  if (testServer === undefined) return;
  if (testServer.stop !== null) return testServer.stop();
  const connection = await mysql.createConnection({ uri: process.env.TEST_SERVER_URL as string });
  const [rows] = await connection.query<mysql.RowDataPacket[]>(
    'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE ?',
    [`test\\_${process.env.TEST_RUN}\\_%`],
  );
  for (const { name } of rows) await connection.query(`DROP DATABASE ${mysql.escapeId(name)}`);
  await connection.end();
}
