import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/database/open.js';
import { createEmptyDatabase, engines } from '../support/database.js';
import { ask, counted, holdSlow, type SmallServer, startSmallServer } from './small-server.js';

let server: SmallServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

describe('a request that takes longer than it may', () => {
  test('is answered in time that it took too long; what it does is done to its end', async () => {
    server = await startSmallServer({ requestMillisecondsMax: 50 });
    const before = counted.slow;
    const letGo = holdSlow();
    const { status, headers, data, errors } = await ask(server, '{ slow }');
    expect({ status, data, code: errors[0]?.extensions.code }).toEqual({
      status: 503,
      data: undefined,
      code: 'SERVICE_UNAVAILABLE',
    });
    expect(Number(headers.get('retry-after'))).toBe(errors[0]?.extensions.retryAfterSeconds);
    expect(counted.slow).toBe(before);
    letGo();
    await server.stop();
    server = null;
    expect(counted.slow).toBe(before + 1);
  });

  test('within its time is answered as ever', async () => {
    server = await startSmallServer({ requestMillisecondsMax: 30_000 });
    expect((await ask(server, '{ slow }')).data).toEqual({ slow: 'done' });
  });
});

test('more requests than are answered at once are asked to come back, and one that comes back is answered', async () => {
  server = await startSmallServer({ requestsMax: 2 });
  const small = server;
  const letGo = holdSlow();
  const before = counted.slowBegun;
  const both = [ask(small, '{ slow }'), ask(small, '{ slow }')];
  while (counted.slowBegun < before + 2) await sleep(5);
  const { status, headers, errors } = await ask(small, '{ subject }');
  expect([status, headers.get('retry-after'), errors[0]?.extensions.code]).toEqual([429, '1', 'TOO_MANY_REQUESTS']);
  letGo();
  expect((await Promise.all(both)).map(({ data }) => data)).toEqual([{ slow: 'done' }, { slow: 'done' }]);
  expect((await ask(small, '{ subject }')).status).toBe(200);
});

(engines.includes('mariadb') ? describe : describe.skip)('a statement on mariadb', () => {
  test('that takes longer than it may is ended by the database too, and its connection serves on', async () => {
    const { url, remove } = await createEmptyDatabase('mariadb');
    const database = await openDatabase(url, 1, 1);
    const [limit] = await database.reader.rows<{ seconds: number }>('SELECT @@max_statement_time AS seconds');
    expect(Number(limit?.seconds)).toBe(1);
    const connection = () => database.reader.rows<{ id: number }>('SELECT CONNECTION_ID() AS id');
    const before = await connection();
    await expect(database.reader.rows('SELECT SLEEP(60)')).rejects.toThrow(/max_statement_time/);
    expect(await connection()).toEqual(before);
    await database.close();
    await remove();
  });
});
