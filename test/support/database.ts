import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';

export type Engine = Database['engine'];

const { TEST_SERVER_ENGINE, TEST_SERVER_URL, TEST_RUN } = process.env;

/** The engines of this run: the embedded one, and the server that the set-up found, by the name it gives itself. */
export const engines: readonly Engine[] = TEST_SERVER_ENGINE ? ['sqlite', TEST_SERVER_ENGINE as Engine] : ['sqlite'];

/** A database without tables, under a random name. */
export interface EmptyDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

/** A database with the tables of the service, under a random name. */
export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes it and leaves nothing of it behind. */
  close(): Promise<void>;
}

const POOL_SIZE = 8;

export async function openTestDatabase(engine: Engine): Promise<TestDatabase> {
  const { url, remove } = await createEmptyDatabase(engine);
  try {
    await (engine === 'sqlite' ? migrate(url) : makeTablesOnServer(url));
    const database = await openDatabase(url, POOL_SIZE);
    return {
      database,
      url,
      close: async () => {
        await database.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

export function createEmptyDatabase(engine: Engine): Promise<EmptyDatabase> {
  return engine === 'sqlite' ? createFile() : createOnServer();
}

async function createFile(): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'warranty-coupons-test-'));
  return { url: `sqlite:${join(folder, 'test.sqlite')}`, remove: () => rm(folder, { recursive: true }) };
}

async function createOnServer(): Promise<EmptyDatabase> {
  const name = `test_${TEST_RUN}_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(TEST_SERVER_URL as string);
  url.pathname = name;
  return { url: url.href, remove: () => onServer(`DROP DATABASE ${name}`) };
}

/** What the migrations made, as statements that make it again: a third of the time, and of the disk's work. */
let tables: Promise<string> | null = null;

async function makeTablesOnServer(url: string): Promise<void> {
  if (tables === null) {
    tables = migrate(url).then(() => statementsThatMake(url));
    await tables;
    return;
  }
  const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
  await connection.query(await tables);
  await connection.end();
}

async function statementsThatMake(url: string): Promise<string> {
  const connection = await mysql.createConnection({ uri: url, dateStrings: true });
  const [names] = await connection.query<mysql.RowDataPacket[][]>({ sql: 'SHOW TABLES', rowsAsArray: true });
  const statements: string[] = [];
  for (const [name] of names) {
    const [made] = await connection.query<mysql.RowDataPacket[]>('SHOW CREATE TABLE ??', [name]);
    statements.push(made[0]?.['Create Table']);
    const [rows] = await connection.query<mysql.RowDataPacket[][]>({ sql: 'SELECT * FROM ??', rowsAsArray: true }, [
      name,
    ]);
    if (rows.length > 0) statements.push(mysql.format('INSERT INTO ?? VALUES ?', [name, rows]));
  }
  await connection.end();
  return statements.join(';\n');
}

async function onServer(statement: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: TEST_SERVER_URL as string });
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
