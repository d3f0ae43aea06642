import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';

/** What teardown needs to know of the run. */
export interface TestServer {
  /** Stops and removes the server that the run started; null where `TEST_DATABASE_URL` names one. */
  readonly stop: (() => Promise<void>) | null;
}

/**
 * Finds a server beside the embedded engine: the one that `TEST_DATABASE_URL` names, else one started for this run
 * from an installed `mariadbd` or `mysqld`, else one that Debian's root installs. The test files learn of it from the
 * environment, which their processes inherit.
 *
 * Jest compiles this file by itself, so it imports no other of the project.
 */
export default async function globalSetup(): Promise<void> {
  process.env.TEST_RUN = randomBytes(4).toString('hex');
  findBrowser();
  process.env.TEST_OUTPUT = mkdtempSync(join(tmpdir(), 'warranty-coupons-output-'));
  findRedis();
  findDump();
  if (process.platform === 'linux' && process.getuid?.() === 0) process.env.TEST_MOUNTS = '1';
  else
    process.env.TEST_MOUNTS_MISSING =
      'Skipped: a server whose disk is full (a small disk is mounted for it, by root on Linux).';
  const named = process.env.TEST_DATABASE_URL;
  if (named) return announce(named, null);
  const program = installedServer() ?? installServer();
  if (program === null) {
    process.env.TEST_SERVER_MISSING = [
      'Skipped: every test on MySQL or MariaDB. Only SQLite was tried, because no server was found. To get one, install',
      'it (Debian and Ubuntu: apt-get install mariadb-server-core; macOS: brew install mariadb) and run the tests again:',
      'they start a private one and remove it. Or name a server on which databases may be made and dropped:',
      'TEST_DATABASE_URL=mysql://user:password@127.0.0.1:3306 npm test',
    ].join('\n');
    return;
  }
  const server = await startPrivately(program);
  await announce(server.url, server.stop).catch(async (error) => {
    await server.stop();
    throw error;
  });
}

async function announce(url: string, stop: TestServer['stop']): Promise<void> {
  const connection = await mysql.createConnection({ uri: url });
  const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
  await connection.end();
  process.env.TEST_SERVER_URL = url;
  process.env.TEST_SERVER_ENGINE = /mariadb/i.test(String(rows[0]?.version)) ? 'mariadb' : 'mysql';
  (globalThis as { testServer?: TestServer }).testServer = { stop };
}

/** Redis is used where it is installed: a test starts one of its own. */
function findRedis(): void {
  const program = installed(['redis-server'], SYSTEM_FOLDERS);
  if (program !== null) process.env.TEST_REDIS_SERVER = program;
  else {
    process.env.TEST_REDIS_MISSING =
      'Skipped: rate limits in Redis, since none is installed (Debian and Ubuntu: apt-get install redis-server).';
  }
}

export function installedServer(programs: readonly string[] = ['mariadbd', 'mysqld']): string | null {
  return installed(programs, SYSTEM_FOLDERS);
}

const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** The programs that back a server up and restore it; tests of that are skipped without them. */
function findDump(): void {
  const [dump, client] = [installed(['mariadb-dump', 'mysqldump']), installed(['mariadb', 'mysql'])];
  if (dump !== null && client !== null) process.env.TEST_DUMP = JSON.stringify({ dump, client });
  else
    process.env.TEST_DUMP_MISSING =
      'Skipped: dump and restore of a server (Debian and Ubuntu: apt-get install mariadb-client).';
}

function installed(programs: readonly string[], furtherFolders: readonly string[] = []): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...furtherFolders];
  const candidates = programs.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

/** A browser is not owed on a build server, since Node and npm alone don't bring one: without it, the page is skipped. */
function findBrowser(): void {
  const named = process.env.CHROMIUM;
  const applications = ['/Applications/Google Chrome.app/Contents/MacOS', '/Applications/Chromium.app/Contents/MacOS'];
  const browser =
    named ?? installed(['chromium', 'chromium-browser', 'google-chrome', 'Google Chrome', 'Chromium'], applications);
  if (browser !== null) process.env.TEST_BROWSER = browser;
  else {
    process.env.TEST_BROWSER_MISSING = [
      'Skipped: GraphiQL in a browser (test/browser), because no Chromium or Chrome was found. To get one, install it',
      '(Debian: apt-get install chromium; macOS: brew install chromium), or name one: CHROMIUM=/path/to/chromium npm test',
    ].join('\n');
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian's package holds the server and starts nothing. */
function installServer(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  process.stdout.write('No database server is installed: installing mariadb-server-core.\n');
  const settings = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  try {
    execFileSync('apt-get', ['update'], settings);
    execFileSync('apt-get', ['install', '--yes', '--no-install-recommends', 'mariadb-server-core'], settings);
  } catch {
    return null;
  }
  return installedServer();
}

/** A server with its own folder, socket and port. It is as durable as a real one: every commit is flushed. */
export async function startPrivately(
  program: string,
  settings: readonly string[] = [],
  parent: string = tmpdir(),
): Promise<{ url: string; stop: () => Promise<void> }> {
  const isMariadb = /mariadb/i.test(execFileSync(program, ['--version'], { encoding: 'utf8' }));
  const folder = mkdtempSync(join(parent, 'warranty-coupons-server-'));
  const port = await freePort();
  // Its own folder for temporary files too: a server that starts clears those of others out of a shared one.
  const place = ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--tmpdir=${folder}`, ...settings];
  if (process.getuid?.() === 0) place.push('--user=root');
  let guard: ChildProcess | null = null;
  const stop = async () => {
    await (guard && endGuard(guard));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (isMariadb) makeSystemTables(program, place, folder);
    else execFileSync(program, [...place, '--initialize-insecure'], { stdio: 'ignore' });
    guard = startGuarded(folder, program, [
      ...place,
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      isMariadb ? '--skip-name-resolve' : '--mysqlx=OFF',
      '--innodb-buffer-pool-size=64M',
      '--innodb-flush-log-at-trx-commit=1',
      // Tables in one file and definitions unflushed: half the disk's work for each test's tables, none less for rows.
      '--innodb-file-per-table=0',
      '--loose-sync-frm=0',
      '--performance-schema=OFF',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
    ]);
    const url = `mysql://root@127.0.0.1:${port}`;
    await untilItAnswers(url, join(folder, 'log'));
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** What `mariadb-install-db` does, without the client package that it wants and the help texts that take its time. */
export function makeSystemTables(program: string, place: readonly string[], folder: string): void {
  const share = join(dirname(dirname(realpathSync(program))), 'share');
  const places = ['mariadb/mariadb', 'mysql/mariadb', 'mariadb/mysql', 'mysql/mysql'].map((names) =>
    join(share, names),
  );
  const files = places.map(systemTableFiles).find((paths) => paths.every(existsSync));
  if (files === undefined) throw new Error(`${program} is installed without the SQL of its system tables.`);
  const preamble = 'CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n';
  mkdirSync(join(folder, 'data'));
  execFileSync(program, [...place, '--bootstrap', '--log-warnings=0'], {
    input: preamble + files.map((file) => readFileSync(file, 'utf8')).join('\n'),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

/** Newer releases name these files after MariaDB, older ones after MySQL. */
function systemTableFiles(names: string): string[] {
  return ['system_tables', 'performance_tables', 'system_tables_data'].map((file) => `${names}_${file}.sql`);
}

/**
 * Runs the server beneath a shell that kills it and removes its folder as soon as the shell's input ends: at
 * teardown, and when this process dies in whatever way.
 */
export function startGuarded(folder: string, program: string, options: readonly string[]): ChildProcess {
  const script = '"$@" >"$0/log" 2>&1 & server=$!; read -r _; kill -9 $server; wait $server; rm -rf "$0"';
  const stdio = ['pipe', 'ignore', 'ignore'] as const;
  return spawn('sh', ['-c', script, folder, program, ...options], { stdio: [...stdio], detached: true });
}

export async function endGuard(guard: ChildProcess): Promise<void> {
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
}

const ANSWER_ATTEMPTS_MAX = 300;

async function untilItAnswers(url: string, log: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await (await mysql.createConnection({ uri: url })).end();
      return;
    } catch (error) {
      if (attempt === ANSWER_ATTEMPTS_MAX) throw new Error(lastWordsOf(log), { cause: error });
      await sleep(100);
    }
  }
}

function lastWordsOf(log: string): string {
  const words = readFileSync(log, 'utf8').split('\n').slice(-20);
  return ['The private database server did not answer. Its last words:', ...words].join('\n');
}
