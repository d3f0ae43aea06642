import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CONFIG_VARIABLES } from '../../src/config/variables.js';
import { readConfig } from '../../src/config.js';
import { readCompose, readVariables } from './compose.js';
import { commandOf, copyOf, environmentOf, readDockerfile, type Stage, textsOf } from './dockerfile.js';

const stages = readDockerfile('Dockerfile');
const build = stages.find(({ name }) => name === 'build') as Stage;
const service = stages.at(-1) as Stage;
const scripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
const example = readVariables('.env.example');

describe('the Dockerfile', () => {
  const copies = stages.flatMap((stage) => textsOf(stage, 'COPY').map(copyOf));

  test('copies what is there, and what .dockerignore lets through', () => {
    const shown = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .flatMap((line) => /^!(.+)$/.exec(line)?.[1] ?? []);
    const sources = copies.filter(({ from }) => from === null).flatMap((copy) => copy.sources);
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    expect(shown.sort()).toEqual([...new Set(sources)].sort());
  });

  test('copies from the stage that builds what that stage makes', () => {
    const made = copies.filter(({ from }) => from !== null);
    expect(made.map(({ from }) => from)).toEqual(['build', 'build']);
    expect(made.flatMap(({ sources }) => sources)).toEqual(['/build/node_modules', '/build/dist']);
    expect(textsOf(build, 'WORKDIR')).toEqual(['/build']);
    expect(readFileSync('tsconfig.json', 'utf8')).toContain('"outDir": "dist"');
  });

  test('runs scripts that there are', () => {
    const named = textsOf(build, 'RUN').flatMap((text) => [...text.matchAll(/npm run (\S+)/g)].map(([, name]) => name));
    expect(named).toEqual(['build']);
    expect(Object.keys(scripts)).toContain('build');
  });

  test('starts what `npm start` starts, as a user other than root, on a Node that the project supports', () => {
    expect(commandOf(textsOf(service, 'CMD')[0]).join(' ')).toBe(scripts.start);
    for (const page of ['README.md', 'docs/operations.md']) {
      const given = [...readFileSync(page, 'utf8').matchAll(/node --[\w=-]+ .*dist\/src\/main\.js/g)];
      expect({ page, commands: given.map(([command]) => command) }).toEqual({ page, commands: [scripts.start] });
    }
    expect(textsOf(service, 'USER')).toEqual(['node']);
    for (const { image } of stages) expect(image).toMatch(/^node:(2[02468]|[3-9]\d)-slim$/);
  });

  test('sets what the configuration knows, as production has it', () => {
    const environment = environmentOf(service);
    expect(Object.keys(environment).filter((name) => !(name in CONFIG_VARIABLES))).toEqual([]);
    expect(environment.NODE_ENV).toBe('production');
    expect(textsOf(service, 'EXPOSE')).toEqual([environment.PORT]);
  });
});

describe('compose.yaml', () => {
  const { coupons, database } = readCompose(example);

  test('sets what the configuration knows, and with .env.example it is a sound one', () => {
    const environment = { ...environmentOf(service), ...coupons?.environment };
    expect(Object.keys(environment).filter((name) => !(name in CONFIG_VARIABLES))).toEqual([]);
    expect(readConfig(environment)).toMatchObject({
      production: true,
      sandbox: false,
      jwksUrl: example.JWKS_URL,
      jwtIssuer: example.JWT_ISSUER,
      port: 4000,
    });
  });

  test('without sign-in it is none, and without a password nothing at all', () => {
    const { coupons: unsigned } = readCompose({ ...example, JWKS_URL: '' });
    expect(() => readConfig({ ...environmentOf(service), ...unsigned?.environment })).toThrow('JWT_SECRET is required');
    expect(() => readCompose({ ...example, DATABASE_PASSWORD: '' })).toThrow('DATABASE_PASSWORD is not set');
  });

  test('names every variable of .env.example, and none besides', () => {
    const named = [...readFileSync('compose.yaml', 'utf8').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(Object.keys(example).sort());
  });

  test('has the service find the database that it makes', () => {
    const { username, password, hostname, pathname, port } = new URL(coupons?.environment.DATABASE_URL ?? '');
    const { MARIADB_USER, MARIADB_PASSWORD, MARIADB_DATABASE } = database?.environment ?? {};
    expect([username, password, hostname, pathname, port]).toEqual([
      MARIADB_USER,
      MARIADB_PASSWORD,
      'database',
      `/${MARIADB_DATABASE}`,
      '3306',
    ]);
    expect(coupons?.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    expect(database?.healthcheck?.test[0]).toBe('CMD');
  });

  test('gives a stop the time that it may take', () => {
    const seconds = Number(/^(\d+)s$/.exec(coupons?.stop_grace_period ?? '')?.[1]);
    expect(seconds).toBeGreaterThan(Number(coupons?.environment.STOP_DELAY_SECONDS) + 10);
  });
});
