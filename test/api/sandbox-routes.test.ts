import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sandboxRoutes } from '../../src/demo/sandbox-routes.js';
import { MovableClock } from '../../src/shared/clock.js';
import { ask, fetchTold, SANDBOX_RULES, type SmallServer, startSmallServer } from './small-server.js';

const clock = new MovableClock('Asia/Shanghai');
let resets = 0;
let server: SmallServer;

beforeAll(async () => {
  const reset = async () => {
    resets += 1;
    clock.moveTo(null);
  };
  const tokens = SANDBOX_RULES;
  server = await startSmallServer({ routes: sandboxRoutes({ clock, earliestDate: '2010-01-01', tokens, reset }) });
});
afterAll(() => server.stop());
beforeEach(() => clock.moveTo(null));

async function post(
  path: string,
  body: unknown,
  type = 'application/json',
): Promise<[status: number, body: Record<string, unknown>]> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const told = await fetchTold(`${server.url}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: text,
  });
  return [told.status, JSON.parse(told.text)];
}

describe('a token for the asking', () => {
  test.each([
    [{ subject: 'ann' }, { subject: 'ann', roles: [], channel: 'APP' }],
    [
      { subject: 'ann', roles: ['OPERATOR', 'SUPPORT'], client: 'WEB' },
      { subject: 'ann', roles: ['SUPPORT', 'OPERATOR'], channel: 'WEB' },
    ],
  ])('signs %j in', async (body, expected) => {
    const [status, { token }] = await post('token', body);
    const { data } = await ask(server, '{ subject roles channel }', { headers: { authorization: `Bearer ${token}` } });
    expect([status, data]).toEqual([200, expected]);
  });

  test("lives by the system's clock, wherever the sandbox's date is", async () => {
    await post('clock', { today: '2017-04-30' });
    const [, { token }] = await post('token', { subject: 'ann' });
    await post('clock', { today: '2090-01-01' });
    expect((await ask(server, '{ subject }', { headers: { authorization: `Bearer ${token}` } })).data?.subject).toBe(
      'ann',
    );
  });

  test.each([
    [{}, /^subject must be/],
    [{ subject: 'ann ' }, /^subject must be/],
    [{ subject: { $ne: 1 } }, /^subject must be/],
    [{ subject: 'ann', roles: ['ROOT'] }, /^roles must be an array of SUPPORT, MODERATOR, OPERATOR/],
    [{ subject: 'ann', roles: 'SUPPORT' }, /^roles must be/],
    [{ subject: 'ann', client: 'app' }, /^client must be APP or WEB/],
    [[], /^Send a JSON object/],
    ['{', /^The body must be well-formed JSON/],
  ])('for %j is refused with what to mend', async (body, mend) => {
    const [status, { error }] = await post('token', body);
    expect(status).toBe(400);
    expect(error).toMatch(mend);
  });
});

describe("the programme's date", () => {
  test('moves, and returns to now', async () => {
    const now = clock.now().today;
    expect(await post('clock', { today: '2017-04-30' })).toEqual([200, { today: '2017-04-30' }]);
    expect(clock.now().today).toBe('2017-04-30');
    expect(await post('clock', { today: null })).toEqual([200, { today: now }]);
  });

  test('goes back to the day the first policy came into force, and not a day further', async () => {
    expect(await post('clock', { today: '2010-01-01' })).toEqual([200, { today: '2010-01-01' }]);
    expect((await post('clock', { today: '2009-12-31' }))[0]).toBe(400);
    expect(clock.now().today).toBe('2010-01-01');
  });

  test.each(['2023-02-29', '0000-00-00', '9999-12-31', '2017-4-30', '2017-04-30T00:00', '', 20170430, undefined, {}])(
    'is never %j',
    async (today) => {
      const [status, { error }] = await post('clock', { today });
      expect(status).toBe(400);
      expect(error).toMatch(/^today must be a date that exists/);
    },
  );
});

test('a reset puts the demo data back and tells the date', async () => {
  await post('clock', { today: '2017-04-30' });
  const before = resets;
  expect(await post('reset', '')).toEqual([200, { today: clock.now().today }]);
  expect(resets).toBe(before + 1);
});

test.each(['token', 'clock', 'reset'])(
  '/sandbox/%s takes JSON only, so that no page of another site can post',
  async (path) => {
    const before = resets;
    expect((await post(path, { subject: 'ann', today: '2017-04-30' }, 'text/plain'))[0]).toBe(415);
    expect([resets, clock.now().today === '2017-04-30']).toEqual([before, false]);
    expect((await fetchTold(`${server.url}/sandbox/${path}`, {})).status).toBe(405);
  },
);
