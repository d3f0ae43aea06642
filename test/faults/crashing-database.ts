import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { endGuard, freePort, installedServer, makeSystemTables } from '../support/global-setup.js';

const SCHEMA = 'crashes';

const PROGRAM = installedServer(['mariadbd']);

/** Whether a MariaDB is installed that can be started and killed. */
export function canCrash(): boolean {
  return PROGRAM !== null;
}

/** How a server takes a COMMIT: 1, it is on the disk before it is answered; 0, it is written about once a second. */
export type FlushAtCommit = 0 | 1;

/** A MariaDB with its own folder and port, which is killed and started again on what it left. */
export class CrashingDatabase {
  private guard: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async create(): Promise<CrashingDatabase> {
    if (PROGRAM === null) throw new Error('No MariaDB is installed that can be killed.');
    const database = new CrashingDatabase(mkdtempSync(join(tmpdir(), 'warranty-coupons-crashes-')), await freePort());
    makeSystemTables(PROGRAM, database.place, database.folder);
    await database.start(1);
    const connection = await mysql.createConnection({ uri: database.serverUrl });
    await connection.query(`CREATE DATABASE ${SCHEMA}`);
    await connection.end();
    return database;
  }

  get url(): string {
    return `${this.serverUrl}/${SCHEMA}`;
  }

  /** Starts it; it answers once the promise is kept. */
  async start(flushAtCommit: FlushAtCommit): Promise<void> {
    const options = [
      ...this.place,
      `--socket=${join(this.folder, 'socket')}`,
      `--pid-file=${join(this.folder, 'pid')}`,
      `--port=${this.port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-buffer-pool-size=64M',
      `--innodb-flush-log-at-trx-commit=${flushAtCommit}`,
      '--performance-schema=OFF',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
    ];
    // Beneath a shell that kills it as soon as the shell's input ends, in whatever way this process does.
    const script = '"$@" >>"$0/log" 2>&1 & server=$!; read -r _; kill -9 $server; wait $server';
    const stdio = ['pipe', 'ignore', 'ignore'] as const;
    const command = [PROGRAM ?? '', ...options];
    this.guard = spawn('sh', ['-c', script, this.folder, ...command], { stdio: [...stdio], detached: true });
    await this.untilItAnswers();
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    if (this.guard === null) return;
    await endGuard(this.guard);
    this.guard = null;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get serverUrl(): string {
    return `mysql://root@127.0.0.1:${this.port}`;
  }

  private get place(): string[] {
    const place = ['--no-defaults', `--datadir=${join(this.folder, 'data')}`, `--tmpdir=${this.folder}`];
    return process.getuid?.() === 0 ? [...place, '--user=root'] : place;
  }

  private async untilItAnswers(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await (await mysql.createConnection({ uri: this.serverUrl })).end();
        return;
      } catch (error) {
        if (attempt === 3_000)
          throw new Error(readFileSync(join(this.folder, 'log'), 'utf8').slice(-2000), { cause: error });
        await sleep(20);
      }
    }
  }
}
