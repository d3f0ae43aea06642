import { execFile } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mysql from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { CONFIG_VARIABLES } from '../../src/config/variables.js';
import { dataSourceAt } from '../../src/database/data-source.js';
import { SlowProxy } from '../steady/slow-proxy.js';
import { Collector } from '../support/collector.js';
import { createEmptyDatabase, type EmptyDatabase, engines } from '../support/database.js';
import { Issuer } from '../support/issuer.js';
import { type Build, buildService, type ServerProcess } from '../support/server-process.js';

let build: Build;
beforeAll(() => {
  build = buildService();
});
afterAll(() => build.remove());

/** Runs one of the programs that were built to its end. */
async function run(program: string, environment: Record<string, string>, ...parameters: string[]) {
  const options = { env: { PATH: process.env.PATH, ...environment } };
  const file = join(build.folder, 'src', program);
  return promisify(execFile)(process.execPath, [file, ...parameters], options).then(
    (output) => ({ code: 0, ...output }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('a start in production', () => {
  test('without a database and sign-in ends with each fault and its remedy', async () => {
    const { code, stderr } = await run('main.js', { NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/- DATABASE_URL is required .*\n.*- JWT_SECRET is required /);
  });

  test('whose database is not there says so in one line', async () => {
    const environment = { DATABASE_URL: 'mysql://nobody@127.0.0.1:1/coupons', JWT_SECRET: 'x'.repeat(32) };
    const { code, stderr } = await run('main.js', { NODE_ENV: 'production', ...environment });
    expect([code, stderr]).toEqual([
      1,
      "The database at DATABASE_URL can't be used: connect ECONNREFUSED 127.0.0.1:1.\n",
    ]);
  });
});

test('a start on tables that are up to date does without TypeORM, which takes as long to load as all else', async () => {
  const files = ['start.js', 'database/migrate.js'].map((file) => join(build.folder, 'src', file));
  const script = `for (const file of ${JSON.stringify(files)}) await import(file);
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire('/').cache);
    console.log(JSON.stringify(['graphql', 'typeorm'].map((name) => loaded.some((file) => file.includes('/node_modules/' + name + '/')))));
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(JSON.parse(stdout)).toEqual([true, false]);
});

test.each(['cli/migrate.js', 'cli/audit.js'])('%s takes no database of its own in production', async (program) => {
  const { code, stdout, stderr } = await run(program, { NODE_ENV: 'production' });
  expect(stdout + stderr).toContain('DATABASE_URL is required');
  expect(code).not.toBe(0);
});

test.each(['cli/migrate.js', 'cli/audit.js'])('%s takes no misspelt production for development', async (program) => {
  const { code, stdout, stderr } = await run(program, { NODE_ENV: 'prod' });
  expect(stdout + stderr).toContain('NODE_ENV must be production');
  expect(code).not.toBe(0);
});

test('--help tells every variable', async () => {
  const { stdout } = await run('main.js', {}, '--help');
  const told = stdout
    .trim()
    .split('\n')
    .map((line: string) => line.split(' ')[0]);
  expect(told).toEqual(Object.keys(CONFIG_VARIABLES));
});

describe('a server that is stopped', () => {
  let empty: EmptyDatabase;
  let issuer: Issuer;
  beforeEach(async () => {
    empty = await createEmptyDatabase('sqlite');
    issuer = await Issuer.start('first');
  });
  afterEach(async () => {
    await issuer.goAway();
    await empty.remove();
  });

  const start = (stopDelaySeconds: number) =>
    build.start({
      NODE_ENV: 'production',
      SANDBOX: '',
      GRAPHIQL: '',
      HOST: '127.0.0.1',
      DATABASE_URL: empty.url,
      JWKS_URL: issuer.jwksUrl,
      JWT_ISSUER: 'https://id.example',
      JWT_AUDIENCE: 'coupons',
      LOG_LEVEL: 'silent',
      STOP_DELAY_SECONDS: `${stopDelaySeconds}`,
    });

  test('tells that it is not ready, goes on serving for the delay, and then ends', async () => {
    const server = await start(5);
    const token = await issuer.sign('first');
    const status = async (path: string) => (await fetch(`${server.url}${path}`)).status;
    while ((await status('/readyz')) !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
    const stopped = server.stop();
    while ((await status('/readyz')) !== 503) await new Promise((resolve) => setTimeout(resolve, 20));
    const { data } = await (
      await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{"query":"{ me { id } }"}',
      })
    ).json();
    expect(data.me.id).toMatch(/^usr_/);
    expect(await status('/healthz')).toBe(200);
    expect(await stopped).toBe(0);
    await expect(status('/healthz')).rejects.toThrow();
  });

  test('by a second signal, whichever, ends at once', async () => {
    const server = await start(60);
    const isReady = async () => (await fetch(`${server.url}/readyz`)).status === 200;
    while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 20));
    server.interrupt();
    while (await isReady()) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await server.stop()).toBe(128 + constants.signals.SIGTERM);
  });
});

const servers = engines.filter((engine) => engine !== 'sqlite');

(servers.length === 0 ? describe.skip : describe)('many servers that start at once on an empty database', () => {
  let empty: EmptyDatabase;
  beforeEach(async () => {
    empty = await createEmptyDatabase(servers[0] ?? 'mariadb');
  });
  afterEach(() => empty.remove());

  test('have its tables made once, and all serve', async () => {
    const environment = { DATABASE_URL: empty.url, JWT_SECRET: 'x'.repeat(32), SANDBOX: '', POOL_SIZE: '2' };
    const migrations = [1, 2].map(() => run('cli/migrate.js', { DATABASE_URL: empty.url }));
    const started = await Promise.all(
      [1, 2, 3].map(() => build.start({ ...environment, HOST: '127.0.0.1', LOG_LEVEL: 'warn' })),
    );
    try {
      const ready = await Promise.all(started.map(async ({ url }) => (await fetch(`${url}/readyz`)).status));
      expect(ready).toEqual([200, 200, 200]);
      const ran = (await Promise.all(migrations)).map(({ code, stderr }) => [code, stderr]);
      expect(ran).toEqual([
        [0, ''],
        [0, ''],
      ]);
      expect(await namesOfMigrations(empty.url)).toEqual(classesOfMigrations(await dataSourceAt(empty.url)));
    } finally {
      await Promise.all(started.map((server) => server.stop()));
    }
  });
});

(servers.length === 0 ? describe.skip : describe)('a server that is stopped', () => {
  let empty: EmptyDatabase;
  beforeEach(async () => {
    empty = await createEmptyDatabase(servers[0] ?? 'mariadb');
  });
  afterEach(() => empty.remove());

  const environment = { JWT_SECRET: 'x'.repeat(32), SANDBOX: '', HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
  const logged = (server: ServerProcess) =>
    server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));

  test('while its collector of traces is gone closes its database and ends with 0; the log tells of lost traces', async () => {
    const collector = await Collector.start();
    const { endpoint } = collector;
    await collector.stop();
    const server = await build.start({
      ...environment,
      DATABASE_URL: empty.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    });
    const headers = { 'content-type': 'application/json' };
    const body = '{"query":"{ policy { version } }"}';
    expect((await fetch(`${server.url}/graphql`, { method: 'POST', headers, body })).status).toBe(200);
    expect(await server.stop()).toBe(0);
    expect(logged(server)).toMatchObject([{ level: 'warn', event: 'traces-lost' }]);
  });

  test('while its database answers no more gives up what waits for it, and ends with 1', async () => {
    const proxy = await SlowProxy.before(empty.url);
    const impatient = build.damaged(
      { file: 'src/server/http/http.js', from: 'STOP_MILLISECONDS_MAX = 10_000', to: 'STOP_MILLISECONDS_MAX = 500' },
      { file: 'src/server/closing.js', from: 'CLOSE_MILLISECONDS = 4000', to: 'CLOSE_MILLISECONDS = 200' },
    );
    try {
      const server = await impatient.start({
        ...environment,
        DATABASE_URL: proxy.through(empty.url),
        STATEMENT_SECONDS: '600',
      });
      proxy.delayMilliseconds = null;
      const waiting = fetch(`${server.url}/readyz`).catch(() => 'cut off');
      const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
      while (!(await metrics()).includes('coupons_pool_connections_in_use{pool="readers"} 1')) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(await server.stop()).toBe(1);
      expect(await waiting).toBe('cut off');
      expect(logged(server)).toMatchObject([
        { level: 'warn', event: 'requests-given-up', running: 1 },
        { level: 'error', event: 'stop', part: 'database' },
      ]);
    } finally {
      impatient.remove();
      await proxy.close();
    }
  });
});

async function namesOfMigrations(url: string): Promise<string[]> {
  const connection = await mysql.createConnection({ uri: url });
  try {
    const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT name FROM migrations ORDER BY id');
    return rows.map(({ name }) => name);
  } finally {
    await connection.end();
  }
}

function classesOfMigrations({ options }: DataSource): string[] {
  return (options.migrations as { name: string }[]).map(({ name }) => name);
}
