import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, totalmem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';

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
  const program = installedServer();
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
    guard = startGuarded(folder, [program, ...place, ...settings(folder, port)]);
    const url = `mysql://root@127.0.0.1:${port}`;
    const version = await untilItAnswers(url, join(folder, 'log'));
    const processId = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return { url: `${url}/${SCHEMA}`, version, processId, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function installedServer(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const program = folders.map((folder) => join(folder, 'mariadbd')).find(existsSync);
  if (program !== undefined) return program;
  const install = 'Debian and Ubuntu: apt-get install mariadb-server-core; macOS: brew install mariadb';
  throw new Error(`The bench starts a MariaDB of its own, and none is installed (${install}).`);
}

/** What `mariadb-install-db` does, without the client package that it wants. */
export function makeSystemTables(program: string, place: readonly string[], folder: string): void {
  const share = join(dirname(dirname(realpathSync(program))), 'share');
  const names = ['system_tables', 'performance_tables', 'system_tables_data'];
  const places = ['mariadb/mariadb', 'mysql/mariadb', 'mariadb/mysql', 'mysql/mysql'];
  const files = places
    .map((prefix) => names.map((name) => join(share, `${prefix}_${name}.sql`)))
    .find((paths) => paths.every(existsSync));
  if (files === undefined) throw new Error(`${program} is installed without the SQL of its system tables.`);
  const preamble = 'CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n';
  mkdirSync(join(folder, 'data'));
  execFileSync(program, [...place, '--bootstrap', '--log-warnings=0'], {
    input: preamble + files.map((file) => readFileSync(file, 'utf8')).join('\n'),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
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

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Runs the server beneath a shell that kills it and removes its folder as soon as this process ends in whatever way. */
function startGuarded(folder: string, command: readonly string[]): ChildProcess {
  const script = '"$@" >"$0/log" 2>&1 & server=$!; read -r _; kill -9 $server; wait $server; rm -rf "$0"';
  return spawn('sh', ['-c', script, folder, ...command], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
}

async function endGuard(guard: ChildProcess): Promise<void> {
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
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
