import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';

/** A node of the cluster, as tests find it. */
export interface Node {
  readonly url: string;
  /** Holds its process id in `pid`, and its log; a file `again` there starts it again after it was killed. */
  readonly folder: string;
}

/** What a node's processes listen on. */
interface Ports {
  readonly sql: number;
  readonly group: number;
  readonly incremental: number;
  readonly snapshot: number;
}

const NODES = 3;

const PROVIDERS = ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so'];

/**
 * Starts three Galera nodes on loopback for this run, each with its own folder and ports, and a guard that ends it with
 * the run.
 *
 * Jest compiles this file by itself, so it imports no other of the project.
 */
export default async function globalSetup(): Promise<void> {
  const provider = requireInstalled();
  const owner = mysqlUser();
  const cluster = mkdtempSync(join(tmpdir(), 'warranty-coupons-cluster-'));
  const ports = await Promise.all(Array.from({ length: NODES }, freePorts));
  const guards: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(guards.map(endGuard));
    rmSync(cluster, { recursive: true, force: true });
  };
  (globalThis as { stopCluster?: () => Promise<void> }).stopCluster = stop;
  try {
    if (owner !== null) chownSync(cluster, owner.user, owner.group);
    const nodes: Node[] = [];
    for (const [index, own] of ports.entries()) {
      const folder = join(cluster, `node-${index + 1}`);
      const command = prepare(folder, owner, settings(folder, index, own, ports, provider));
      guards.push(startGuarded(folder, command, index === 0 ? '--wsrep-new-cluster' : ''));
      const node = { url: `mysql://root@127.0.0.1:${own.sql}`, folder };
      await untilItIsIn(node);
      nodes.push(node);
    }
    announce(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the test files learn, from the environment that their processes inherit. */
function announce(nodes: readonly Node[]): void {
  process.env.TEST_RUN = randomBytes(4).toString('hex');
  process.env.TEST_SERVER_URL = nodes[0]?.url ?? '';
  process.env.TEST_SERVER_ENGINE = 'mariadb';
  process.env.TEST_CLUSTER = JSON.stringify(nodes);
}

/** The path of Galera's library; fails with what to install where something is missing. */
function requireInstalled(): string {
  const provider = PROVIDERS.find(existsSync);
  const programs = ['mariadbd', 'mariadb-install-db', 'wsrep_sst_rsync', 'rsync'];
  const missing = programs.filter((name) => !onPath(name));
  if (provider === undefined) missing.push('libgalera_smm.so');
  if (process.getuid?.() === 0 && !onPath('setpriv')) missing.push('setpriv');
  if (missing.length === 0 && provider !== undefined) return provider;
  throw new Error(
    `The cluster needs ${missing.join(', ')}. Debian and Ubuntu: apt-get install mariadb-server galera-4 rsync util-linux`,
  );
}

function onPath(name: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** As root the nodes run as the user of the package: their snapshots by rsync fail otherwise. */
function mysqlUser(): { user: number; group: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }));
  return { user: idOf('-u'), group: idOf('-g') };
}

function prepare(folder: string, owner: ReturnType<typeof mysqlUser>, options: readonly string[]): string[] {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  if (owner !== null) for (const path of [folder, data]) chownSync(path, owner.user, owner.group);
  const as = owner === null ? [] : ['setpriv', `--reuid=${owner.user}`, `--regid=${owner.group}`, '--clear-groups'];
  const make = ['--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db', `--datadir=${data}`];
  const [program, ...rest] = [...as, 'mariadb-install-db', ...make];
  execFileSync(program as string, rest, { stdio: 'ignore' });
  return [...as, 'mariadbd', '--no-defaults', `--datadir=${data}`, ...options];
}

function settings(folder: string, index: number, own: Ports, all: readonly Ports[], provider: string): string[] {
  const members = all.map(({ group }) => `127.0.0.1:${group}`);
  return [
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--tmpdir=${folder}`,
    `--port=${own.sql}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=64M',
    '--performance-schema=OFF',
    '--max-connections=400',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--wsrep-on=ON',
    `--wsrep-provider=${provider}`,
    '--wsrep-cluster-name=programme',
    `--wsrep-cluster-address=gcomm://${members.join(',')}`,
    `--wsrep-node-name=node-${index + 1}`,
    `--wsrep-node-address=127.0.0.1:${own.group}`,
    `--wsrep-node-incoming-address=127.0.0.1:${own.sql}`,
    '--wsrep-sst-method=rsync',
    `--wsrep-sst-receive-address=127.0.0.1:${own.snapshot}`,
    // Who writes at one node and reads at another reads what was written.
    '--wsrep-sync-wait=1',
    `--wsrep-provider-options=${providerOptions(own)}`,
  ];
}

/** A node that is gone is put out of the group in three seconds, as every node must be told alike. */
function providerOptions({ group, incremental }: Ports): string {
  return [
    'base_host=127.0.0.1',
    `base_port=${group}`,
    `gmcast.listen_addr=tcp://127.0.0.1:${group}`,
    `ist.recv_addr=127.0.0.1:${incremental}`,
    'gcache.size=32M',
    'evs.keepalive_period=PT0.3S',
    'evs.inactive_check_period=PT0.3S',
    'evs.join_retrans_period=PT0.3S',
    'evs.install_timeout=PT2S',
    'evs.suspect_timeout=PT1S',
    'evs.inactive_timeout=PT3S',
  ].join(';');
}

/**
 * Runs a node beneath a shell that starts it again when it is asked to, and kills it and removes its folder as soon as
 * the shell's input ends. Only the first start of the first node makes a cluster.
 */
function startGuarded(folder: string, command: readonly string[], first: string): ChildProcess {
  const script = `
    PATH="$PATH:/usr/sbin:/usr/local/sbin"
    ( while :; do
        "$@" $FIRST >>"$0/log" 2>&1
        FIRST=
        until [ -e "$0/again" ]; do sleep 0.1; done
        rm "$0/again"
      done ) & loop=$!
    read -r _
    kill -9 $loop; kill -9 "$(cat "$0/pid")"; sleep 0.2; rm -rf "$0"`;
  const env = { ...process.env, FIRST: first };
  return spawn('sh', ['-c', script, folder, ...command], { env, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
}

async function endGuard(guard: ChildProcess): Promise<void> {
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
}

async function freePorts(): Promise<Ports> {
  const [sql, group, incremental, snapshot] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  return { sql, group, incremental, snapshot };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

const JOIN_SECONDS_MAX = 120;

/** Waits until a node has all that the others have, and serves. */
export async function untilItIsIn({ url, folder }: Node): Promise<void> {
  for (const deadline = performance.now() + JOIN_SECONDS_MAX * 1000; ; ) {
    const state = await stateOf(url).catch((error: unknown) => String(error));
    if (state === 'Synced') return;
    if (performance.now() > deadline) {
      const words = readFileSync(join(folder, 'log'), 'utf8').split('\n').slice(-20);
      throw new Error(`A node of the cluster did not join (${state}). Its last words:\n${words.join('\n')}`);
    }
    await sleep(100);
  }
}

async function stateOf(url: string): Promise<string> {
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 2_000 });
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>("SHOW STATUS LIKE 'wsrep_local_state_comment'");
    return String(rows[0]?.Value);
  } finally {
    connection.destroy();
  }
}
