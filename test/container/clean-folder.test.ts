import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEmptyDatabase, type EmptyDatabase, engines } from '../support/database.js';
import { freePort } from '../support/global-setup.js';
import { Issuer } from '../support/issuer.js';
import { CleanFolder } from './clean-folder.js';
import { readCompose, readVariables } from './compose.js';

const server = engines.find((engine) => engine !== 'sqlite');

/** It installs every package twice over: `npm run test:container`, and no part of `npm test`. */
const asked = process.env.CONTAINER === '1' && server !== undefined;

(asked ? describe : describe.skip)('the commands of the Dockerfile in a clean folder', () => {
  const folder = new CleanFolder();
  let empty: EmptyDatabase | undefined;
  let issuer: Issuer;
  let environment: Record<string, string>;

  beforeAll(async () => {
    folder.build();
    empty = await createEmptyDatabase(server ?? 'mariadb');
    issuer = await Issuer.start('first');
    const port = await freePort();
    const { coupons } = readCompose({ ...readVariables('.env.example'), JWKS_URL: issuer.jwksUrl });
    environment = {
      ...coupons?.environment,
      DATABASE_URL: empty.url,
      HOST: '127.0.0.1',
      PORT: String(port),
      STOP_DELAY_SECONDS: '0',
    };
  }, 600_000);
  afterAll(async () => {
    await issuer?.goAway();
    await empty?.remove();
    folder.remove();
  });

  test('make a service that starts, is healthy, signs in by its issuer, and ends when it is told to', async () => {
    const service = folder.start(environment);
    const url = `http://127.0.0.1:${environment.PORT}`;
    try {
      while ((await folder.health(environment)) !== 0) expect(service.exitCode).toBeNull();
      while ((await fetch(`${url}/readyz`)).status !== 200) expect(service.exitCode).toBeNull();
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await issuer.sign('first')}` },
        body: '{"query":"{ me { id } }"}',
      });
      expect((await response.json()).data.me.id).toMatch(/^usr_/);
    } finally {
      service.kill('SIGTERM');
      if (service.exitCode === null) await once(service, 'exit');
    }
    expect(service.exitCode).toBe(0);
    expect(await folder.health(environment)).toBe(1);
  }, 120_000);

  test('make the commands for migrating and auditing too', async () => {
    const migrate = await folder.run(['dist/src/cli/migrate.js'], environment);
    expect(migrate.stdout).toContain('The tables were up to date.');
    const audit = await folder.run(['dist/src/cli/audit.js'], environment);
    expect(audit.stderr).toBe('');
  });

  test('leave out what only development needs', async () => {
    for (const name of ['typescript', 'jest', '@biomejs/biome']) {
      const { stdout } = await folder.run(
        ['-e', `import(${JSON.stringify(name)}).then(() => console.log('there'), ({ code }) => console.log(code))`],
        environment,
      );
      expect(stdout.trim()).toBe('ERR_MODULE_NOT_FOUND');
    }
  });
});
