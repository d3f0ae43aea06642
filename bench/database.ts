import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { endGuard, freePort, installedServer, makeSystemTables, startGuarded } from '../test/support/global-setup.js';

/** A MariaDB of this run alone, with its own folder, socket and port. */
export interface PrivateDatabase {
  readonly url: string;
  readonly version: string;
  readonly processId: number;
  stop(): Promise<void>;
}

const SCHEMA = 'bench';

/** The part of the machine's memory that holds pages, so that a million users' tables are read from memory. */
const MEMORY_SHARE = 0.4;
const MEBIBYTE = 2 ** 20;

/** Starts an empty server. It is as durable as a real one: a commit is answered once it is on the disk. */
export async function startDatabase(): Promise<PrivateDatabase> {
  const program = installedMariadb();
  const folder = mkdtempSync(join(tmpdir(), 'warranty-coupons-bench-'));
  const port = await freePort();
  const place = ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--tmpdir=${folder}`];
  if (process.getuid?.() === 0) place.push('--user=root');
  let guard: ChildProcess | null = null;
  const stop = async () => {
    await (guard && endGuard(guard));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    makeSystemTables(program, place, folder);
    guard = startGuarded(folder, program, [...place, ...settings(folder, port)]);
    const url = `mysql://root@127.0.0.1:${port}`;
    const version = await untilItAnswers(url, join(folder, 'log'));
    const processId = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return { url: `${url}/${SCHEMA}`, version, processId, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function installedMariadb(): string {
  const program = installedServer(['mariadbd']);
  if (program !== null) return program;
  const install = 'Debian and Ubuntu: apt-get install mariadb-server-core; macOS: brew install mariadb';
  throw new Error(`The bench starts a MariaDB of its own, and none is installed (${install}).`);
}

function settings(folder: string, port: number): string[] {
  const pages = Math.max(256, Math.floor((totalmem() * MEMORY_SHARE) / MEBIBYTE));
  return [
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    `--innodb-buffer-pool-size=${pages}M`,
    '--innodb-log-file-size=1G',
    '--innodb-flush-log-at-trx-commit=1',
    '--performance-schema=OFF',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
  ];
}

const ANSWER_ATTEMPTS_MAX = 300;

async function untilItAnswers(url: string, log: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const connection = await mysql.createConnection({ uri: url });
      await connection.query(`CREATE DATABASE ${SCHEMA}`);
      const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
      await connection.end();
      return String(rows[0]?.version);
    } catch (error) {
      if (attempt === ANSWER_ATTEMPTS_MAX) {
        throw new Error(`The database did not answer:\n${readFileSync(log, 'utf8').slice(-2000)}`, { cause: error });
      }
      await sleep(100);
    }
  }
}

/** How long the database may go on tidying up after a round. */
const SETTLING_SECONDS_MAX = 5;
const HISTORY_LENGTH_AT_REST = 20;

/** Waits until rows that a round replaced are purged, so that the next one does not pay for it. */
export async function untilSettled(connection: mysql.Connection): Promise<void> {
  for (const deadline = performance.now() + SETTLING_SECONDS_MAX * 1000; performance.now() < deadline; ) {
    const [rows] = await connection.query<mysql.RowDataPacket[]>(
      "SHOW GLOBAL STATUS LIKE 'Innodb_history_list_length'",
    );
    if (Number(rows[0]?.Value) <= HISTORY_LENGTH_AT_REST) return;
    await sleep(20);
  }
}
