import { BlockList } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { RATE_LIMITS, type RateLimits } from '../../src/config/allowed-rates.js';
import { clientAddress } from '../../src/server/http/client-address.js';
import { MemoryRateLimiter } from '../../src/server/rate-limits/rate-limiter.js';
import { signedAs } from './signed.js';
import { ask, bearer, counted, type SmallServer, startSmallServer, type Told } from './small-server.js';

let server: SmallServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** A server with limits a minute, behind a proxy on this machine. */
async function limited(limits: Partial<RateLimits>): Promise<SmallServer> {
  const trusted = new BlockList();
  trusted.addAddress('127.0.0.1');
  const rateLimiter = new MemoryRateLimiter({ ...RATE_LIMITS, ...limits });
  server = await startSmallServer({ rateLimiter, addressOf: clientAddress(trusted) });
  return server;
}

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

/** The statuses of as many requests, one after the other. */
async function statuses(times: number, request: () => Promise<Told>): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < times; round += 1) all.push((await request()).status);
  return all;
}

function expectLater({ status, headers, data, errors }: Told): void {
  const [error] = errors;
  expect({ status, data, code: error?.extensions.code }).toEqual({
    status: 429,
    data: undefined,
    code: 'TOO_MANY_REQUESTS',
  });
  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(error?.extensions.retryAfterSeconds).toBe(seconds);
  expect(Date.parse(String(error?.extensions.retryAt))).toBeGreaterThan(Date.now());
}

describe('a limit in memory', () => {
  test('holds until the window ends, for everybody at the same time', async () => {
    let now = 5_000;
    const limiter = new MemoryRateLimiter({ ...RATE_LIMITS, queries: 2 }, () => now);
    expect(await limiter.count('queries', 'ann', 2)).toBeNull();
    now += 59_000;
    expect(await limiter.count('queries', 'ann')).toBe(1_000);
    expect(await limiter.count('mutations', 'ann')).toBeNull();
    expect(await limiter.count('queries', 'ben', 3)).toBe(1_000);
    now += 1_000;
    expect(await limiter.count('queries', 'ann', 2)).toBeNull();
    expect(await limiter.count('queries', 'ben', 2)).toBeNull();
    expect(await limiter.count('queries', 'ben')).toBe(60_000);
  });
});

describe('an address', () => {
  test('past its requests a minute is told when to come back, and no other address with it', async () => {
    const small = await limited({ requests: 3 });
    const one = () => ask(small, '{ subject }', from('203.0.113.1'));
    expect(await statuses(3, one)).toEqual([200, 200, 200]);
    expectLater(await one());
    expect((await ask(small, '{ subject }', from('203.0.113.2'))).status).toBe(200);
  });

  test('is charged twenty requests for a document that is refused, and one for an error of a field', async () => {
    const small = await limited({ requests: 24 });
    expect((await ask(small, '{ badInput }', from('203.0.113.1'))).data).toEqual({ badInput: null });
    expect((await ask(small, '{ nothing }', from('203.0.113.1'))).status).toBe(400);
    expect(await statuses(4, () => ask(small, '{ subject }', from('203.0.113.1')))).toEqual([200, 200, 200, 429]);
  });

  test('may go on with good tokens while those that it forges are answered 429', async () => {
    const small = await limited({ signInFailures: 2 });
    const forged = { authorization: `${(await bearer('ann')).authorization}x`, ...from('203.0.113.1').headers };
    expect(await statuses(3, () => ask(small, '{ subject }', { headers: forged }))).toEqual([401, 401, 429]);
    expectLater(await ask(small, '{ subject }', { headers: forged }));
    const good = { ...(await bearer('ann')), ...from('203.0.113.1').headers };
    expect((await ask(small, '{ subject }', { headers: good })).status).toBe(200);
  });

  test('is not charged for tokens that have merely expired', async () => {
    const small = await limited({ signInFailures: 2 });
    const expired = { authorization: `Bearer ${await signedAs('ann', -60)}` };
    expect(await statuses(4, () => ask(small, '{ subject }', { headers: expired }))).toEqual([401, 401, 401, 401]);
  });

  test('that is not signed in has the limits of an account', async () => {
    const small = await limited({ queries: 2 });
    expect(await statuses(3, () => ask(small, '{ subject }'))).toEqual([200, 200, 429]);
  });
});

describe('an account', () => {
  test('past its queries may still make changes, and another may still ask', async () => {
    const small = await limited({ queries: 2, mutations: 2 });
    const ann = { headers: await bearer('ann') };
    expect(await statuses(2, () => ask(small, '{ subject }', ann))).toEqual([200, 200]);
    expectLater(await ask(small, '{ subject }', ann));
    expect((await ask(small, 'mutation { change }', ann)).status).toBe(200);
    expect((await ask(small, '{ subject }', { headers: await bearer('bob') })).status).toBe(200);
  });

  test('past its changes makes none; each change of a request counts, those of fragments too', async () => {
    const small = await limited({ mutations: 5 });
    const ann = { headers: await bearer('ann') };
    const before = counted.changes;
    expect(
      (await ask(small, 'mutation { a: change ...Two } fragment Two on Mutation { b: change c: change }', ann)).status,
    ).toBe(200);
    expectLater(await ask(small, 'mutation { a: change b: change c: change }', ann));
    expect(counted.changes).toBe(before + 3);
  });

  test('is charged once more for each 1,000 that a query costs', async () => {
    const small = await limited({ queries: 6 });
    const ann = { headers: await bearer('ann') };
    expect(await statuses(3, () => ask(small, '{ costly }', ann))).toEqual([200, 200, 429]);
  });
});

test('nothing is counted where nothing is limited', async () => {
  server = await startSmallServer();
  const small = server;
  expect(new Set(await statuses(50, () => ask(small, '{ subject }')))).toEqual(new Set([200]));
});

describe('the address of a request', () => {
  const trusted = new BlockList();
  trusted.addSubnet('10.0.0.0', 8);
  trusted.addSubnet('fd00::', 8, 'ipv6');
  const request = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as never;

  const cases: [socket: string, forwarded: string | undefined, expected: string, law: string][] = [
    ['203.0.113.9', '198.51.100.1', '203.0.113.9', 'of a client that is no proxy is its own, whatever it forwards'],
    ['10.0.0.1', '198.51.100.1', '198.51.100.1', 'behind a proxy is the one before it'],
    ['10.0.0.1', '192.0.2.66, 198.51.100.1, 10.9.9.9', '198.51.100.1', 'is the last that no proxy has'],
    ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1', 'of a socket for both families is understood'],
    ['fd00::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2', 'of IPv6 is its network of 64 bits'],
    ['fd00::1', '2001:db8::1', '2001:db8:0:0', 'that is shortened is written out'],
    ['10.0.0.1', 'unknown', '10.0.0.1', 'that is none is the proxy’s'],
    ['10.0.0.1', '198.51.100.1, <script>', '10.0.0.1', 'after what is none is not looked for'],
    ['10.0.0.1', undefined, '10.0.0.1', 'that a proxy does not tell is the proxy’s'],
  ];
  test.each(cases)('%s that forwards %s: %s, for it %s', (socket, forwarded, expected) => {
    expect(clientAddress(trusted)(request(socket, forwarded))).toBe(expected);
  });

  test('is the socket’s where no proxy is trusted', () => {
    expect(clientAddress(null)(request('10.0.0.1', '198.51.100.1'))).toBe('10.0.0.1');
  });
});
