import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Connection from 'libsql';
import mysql from 'mysql2/promise';
import { auditDatabase } from '../../src/audit/audit-database.js';
import { readConfig } from '../../src/config.js';
import { migrate } from '../../src/database/migrate.js';
import { type RunningServer, startServer } from '../../src/start.js';
import { registerPlaceholder } from '../support/api.js';
import { createEmptyDatabase } from '../support/database.js';
import { installedServer, startPrivately } from '../support/global-setup.js';
import { SlowProxy } from './slow-proxy.js';

const AWARD = `mutation ($userId: ID!, $key: String!) { awardDays(input:
  { userId: $userId, days: 1, source: CAMPAIGN, reason: "Front page pick", idempotencyKey: $key }) { __typename } }`;
const ME = '{ me { id status } }';
const AWARDED = { awardDays: { __typename: 'AwardDaysSuccess' } };
const SECRET = 'a secret of the tests, long enough to be one';

/** The service with what it logs, and one who asks it. */
class Watched {
  readonly logged: { event: string; details: Readonly<Record<string, unknown>> }[] = [];
  private awards = 0;
  private userId = '';

  private constructor(private server: RunningServer | null = null) {}

  static async start(databaseUrl: string, environment: Record<string, string> = {}): Promise<Watched> {
    const watched = new Watched();
    const settings = { DATABASE_URL: databaseUrl, SANDBOX: '1', GRAPHIQL: '0', PORT: '0', JWT_SECRET: SECRET };
    watched.server = await startServer(readConfig({ ...settings, ...environment }), (event, details) => {
      watched.logged.push({ event, details });
    });
    const { data } = await watched.send('member', ME);
    watched.userId = data.me.id;
    return watched;
  }

  async send(subject: string, query: string, variables: object = {}) {
    const url = this.server?.url;
    const roles = subject === 'moderator' ? ['MODERATOR'] : [];
    const { token } = await (await post(`${url}/sandbox/token`, { subject, roles })).json();
    const response = await post(`${url}/graphql`, { query, variables }, { authorization: `Bearer ${token}` });
    const { data, errors } = await response.json();
    return { status: response.status, data, code: errors?.[0].extensions.code, errors };
  }

  /** Awards a day: a change. */
  award() {
    this.awards += 1;
    return this.send('moderator', AWARD, { userId: this.userId, key: `award-number-${this.awards}` });
  }

  read() {
    return this.send('member', ME);
  }

  get database() {
    return (this.server as RunningServer).service.database;
  }

  /** Stops after a look at the ledger. */
  async stop(): Promise<void> {
    const offences = await auditDatabase(this.database);
    await this.close();
    expect(offences).toEqual([]);
  }

  /** Stops where the database may be gone. */
  async close(): Promise<void> {
    await this.server?.stop();
  }
}

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const method = 'POST';
  return fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** What a client reads, and what the log says under the reference that it reads. */
function expectTold(watched: Watched, answer: Awaited<ReturnType<Watched['send']>>, cause: Record<string, unknown>) {
  expect(answer.code).toBe('SERVICE_UNAVAILABLE');
  const [{ message, extensions }] = answer.errors;
  expect(message).toMatch(/^The service cannot reach its records for now: try again in a few seconds\./);
  const lines = watched.logged.filter(({ details }) => details.reference === extensions.reference);
  expect(lines).toMatchObject([{ event: 'database-unavailable', details: cause }]);
  expect(JSON.stringify(watched.logged)).not.toMatch(/award-number-|"member"|moderator/);
}

describe('the embedded database', () => {
  let watched: Watched;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    const empty = await createEmptyDatabase('sqlite');
    remove = empty.remove;
    await migrate(empty.url);
    await registerPlaceholder(empty.url);
    watched = await Watched.start(empty.url);
    await watched.award();
  });
  afterEach(async () => {
    await watched.stop();
    await remove();
  });

  /** The connection that writes: what befalls its file befalls the service. */
  const writer = () => (watched.database as unknown as { writerConnection: Connection.Database }).writerConnection;

  test('that is full refuses changes in clear words, answers reads, and takes changes again when it has room', async () => {
    const [{ page_count: pages }] = writer().pragma('page_count') as unknown as [{ page_count: number }];
    writer().pragma(`max_page_count = ${pages}`);
    let answer = await watched.award();
    for (let count = 0; answer.code === undefined && count < 500; count += 1) answer = await watched.award();
    expectTold(watched, answer, { code: 'SQLITE_FULL' });
    expect((await watched.read()).code).toBeUndefined();
    writer().pragma('max_page_count = 1000000');
    expect((await watched.award()).data).toEqual(AWARDED);
  });

  test('that is read-only refuses changes in clear words, answers reads, and takes changes again afterwards', async () => {
    writer().pragma('query_only = ON');
    expectTold(watched, await watched.award(), { code: 'SQLITE_READONLY' });
    expect((await watched.read()).code).toBeUndefined();
    writer().pragma('query_only = OFF');
    expect((await watched.award()).data).toEqual(AWARDED);
  });
});

const program = process.env.TEST_SERVER_ENGINE === 'mariadb' ? installedServer() : null;

/** A private server with a database, run by one who may not change what is read-only. */
class PrivateServer {
  private constructor(
    readonly root: mysql.Connection,
    readonly url: string,
    private readonly stopServer: () => Promise<void>,
  ) {}

  static async start(settings: readonly string[] = [], parent?: string): Promise<PrivateServer> {
    const { url, stop } = await startPrivately(program as string, settings, parent);
    const root = await mysql.createConnection({ uri: url });
    await root.query('CREATE DATABASE steady');
    await root.query("CREATE USER service@'127.0.0.1'");
    await root.query("GRANT ALL ON steady.* TO service@'127.0.0.1'");
    const own = url.replace('root@', 'service@').concat('/steady');
    await migrate(own);
    await registerPlaceholder(own);
    return new PrivateServer(root, own, stop);
  }

  answers(): Promise<boolean> {
    return this.root.query('SELECT 1').then(Boolean, () => false);
  }

  async stop(): Promise<void> {
    this.root.destroy();
    await this.stopServer();
  }
}

(program === null ? describe.skip : describe)('a MariaDB', () => {
  let server: PrivateServer;
  beforeAll(async () => {
    server = await PrivateServer.start();
  });
  afterAll(() => server.stop());

  test('that is read-only refuses changes in clear words, answers reads, and takes changes again afterwards', async () => {
    const watched = await Watched.start(server.url);
    await server.root.query('SET GLOBAL read_only = 1');
    expectTold(watched, await watched.award(), { errno: 1290 });
    expect((await watched.read()).code).toBeUndefined();
    await server.root.query('SET GLOBAL read_only = 0');
    expect((await watched.award()).data).toEqual(AWARDED);
    await watched.stop();
  });

  test('that answers slowly is waited for, and one that does not answer is given up, until it answers again', async () => {
    const proxy = await SlowProxy.before(server.url);
    const watched = await Watched.start(proxy.through(server.url), { STATEMENT_SECONDS: '3' });
    proxy.delayMilliseconds = 20;
    expect((await watched.award()).data).toEqual(AWARDED);
    proxy.delayMilliseconds = null;
    const [change, read] = await Promise.all([watched.award(), watched.read()]);
    for (const answer of [change, read]) expectTold(watched, answer, {});
    proxy.delayMilliseconds = 0;
    expect((await watched.award()).data).toEqual(AWARDED);
    await watched.stop();
    await proxy.close();
  });
});

/** A MariaDB on a disk of its own, which is soon full. */
class SmallDisk {
  private constructor(
    readonly server: PrivateServer,
    private readonly disk: string,
  ) {}

  static async start(): Promise<SmallDisk> {
    const disk = mkdtempSync(join(tmpdir(), 'warranty-coupons-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=192m', 'tmpfs', disk]);
    // What MariaDB undoes changes by grows in small steps: where it can't, the server ends itself.
    const settings = ['--innodb-log-file-size=16M', '--innodb-autoextend-increment=4'];
    return new SmallDisk(await PrivateServer.start(settings, disk), disk);
  }

  /** Fills the disk, and then what the tables have set aside for themselves, by ever smaller rows. */
  async fill(): Promise<void> {
    const { root } = this.server;
    await root.query('CREATE TABLE steady.filler (id int PRIMARY KEY, text mediumtext)');
    fillUp(this.ballast);
    let id = 0;
    const insert = (length: number) => {
      id += 1;
      return root.query("INSERT INTO steady.filler VALUES (?, REPEAT('x', ?))", [id, length]);
    };
    for (const length of [100_000, 5_000, 200]) while (await insert(length).then(Boolean, () => false));
  }

  makeRoom(): void {
    rmSync(this.ballast);
  }

  async remove(): Promise<void> {
    await this.server.stop();
    execFileSync('umount', [this.disk]);
    rmdirSync(this.disk);
  }

  private get ballast(): string {
    return join(this.disk, 'ballast');
  }
}

const TRIES_MAX = 3;

(program === null || !process.env.TEST_MOUNTS ? describe.skip : describe)('a MariaDB on a small disk', () => {
  test('that is full refuses changes in clear words, answers reads, and takes changes again when it has room', async () => {
    for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
      const small = await SmallDisk.start();
      const watched = await Watched.start(small.server.url);
      try {
        await small.fill();
        let answer = await watched.award();
        for (let count = 0; answer.code === undefined && count < 2_000; count += 1) answer = await watched.award();
        expectTold(watched, answer, { errno: 1114 });
        expect((await watched.read()).code).toBeUndefined();
        small.makeRoom();
        expect((await watched.award()).data).toEqual(AWARDED);
        expect(await auditDatabase(watched.database)).toEqual([]);
        return;
      } catch (failure) {
        // MariaDB may end itself where its own logs meet the end of the disk: such a try says nothing of the service.
        if (tries === TRIES_MAX || (await small.server.answers())) throw failure;
      } finally {
        await watched.close();
        await small.remove();
      }
    }
  });
});

/** Writes a file until there is no room left. */
function fillUp(path: string): void {
  const file = openSync(path, 'w');
  const piece = Buffer.alloc(64 * 1024);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
