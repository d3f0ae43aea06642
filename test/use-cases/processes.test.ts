import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mysql from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { CONFIG_VARIABLES } from '../../src/config/variables.js';
import { dataSourceAt } from '../../src/database/data-source.js';
import { createEmptyDatabase, type EmptyDatabase, engines } from '../support/database.js';
import { Issuer } from '../support/issuer.js';
import { type Build, buildService } from '../support/server-process.js';

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

  test('tells that it is not ready, goes on serving for the delay, and then ends', async () => {
    const server = await build.start({
      NODE_ENV: 'production',
      SANDBOX: '',
      GRAPHIQL: '',
      HOST: '127.0.0.1',
      DATABASE_URL: empty.url,
      JWKS_URL: issuer.jwksUrl,
      JWT_ISSUER: 'https://id.example',
      JWT_AUDIENCE: 'coupons',
      LOG_LEVEL: 'silent',
      STOP_DELAY_SECONDS: '5',
    });
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
    await stopped;
    await expect(status('/healthz')).rejects.toThrow();
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
