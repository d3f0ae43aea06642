import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { InvalidToken } from '../../src/server/sign-in/access-token.js';
import { createSignIn, signSandboxToken } from '../../src/server/sign-in/sign-in.js';
import {
  ask,
  bearer,
  counted,
  SANDBOX_RULES,
  SECRET,
  type SmallServer,
  smallRules,
  startSmallServer,
  type Told,
} from './small-server.js';

const WHO = '{ subject roles channel }';
let server: SmallServer;

/** The server's clock stands still: how long a test takes decides nothing. */
const STARTED_AT = Date.now();
const now = () => Math.floor(STARTED_AT / 1000);

beforeAll(async () => {
  server = await startSmallServer({ signIn: createSignIn(await smallRules(), () => STARTED_AT) });
});
afterAll(() => server.stop());

/** A token of any claims, signed as the service expects unless told otherwise. */
function signed(claims: Record<string, unknown>, { secret = SECRET, alg = 'HS256' } = {}): Promise<string> {
  const payload = { sub: 'ann', exp: now() + 60, ...claims } as JWTPayload;
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

function present(token: string, query = WHO): Promise<Told> {
  return ask(server, query, { headers: { authorization: `Bearer ${token}` } });
}

function expectRefused({ status, headers, data, errors, text }: Told): void {
  expect({ status, data, code: errors.map(({ extensions }) => extensions.code) }).toEqual({
    status: 401,
    data: undefined,
    code: ['UNAUTHENTICATED'],
  });
  expect(headers.get('www-authenticate')).toBe('Bearer');
  expect(text).not.toMatch(/JWS|jose|stack|reference/);
}

describe('a token that is accepted', () => {
  test('gives its subject, its roles and the channel of its client', async () => {
    const { data } = await ask(server, WHO, { headers: await bearer('ann', ['SUPPORT', 'OPERATOR'], 'lenovo-app') });
    expect(data).toEqual({ subject: 'ann', roles: ['SUPPORT', 'OPERATOR'], channel: 'APP' });
  });

  test.each([undefined, 'WEB', 'someone-else', '__proto__', 'constructor'])(
    'is of the web where its client is %s',
    async (client) => {
      expect((await present(await signed({ client_id: client }))).data?.channel).toBe('WEB');
    },
  );

  test('keeps the roles that are known and ignores the others', async () => {
    const { data } = await present(await signed({ roles: ['MODERATOR', 'ROOT', 'support', '__proto__'] }));
    expect(data?.roles).toEqual(['MODERATOR']);
  });

  test.each(['a', '~', 'x'.repeat(128), 'auth0|5f7c', "o'neill;--"])('may have the subject %s', async (sub) => {
    expect((await present(await signed({ sub }))).data?.subject).toBe(sub);
  });

  test('expired 3 seconds ago, for clocks differ', async () => {
    expect((await present(await signed({ exp: now() - 3 }))).status).toBe(200);
  });

  test('is good from 3 seconds on, for clocks differ', async () => {
    expect((await present(await signed({ nbf: now() + 3 }))).status).toBe(200);
  });

  test('is told apart from another, however often each comes', async () => {
    const [ann, bob] = [await bearer('ann'), await bearer('bob')];
    for (const headers of [ann, bob, ann, bob]) {
      const { data } = await ask(server, WHO, { headers });
      expect(data?.subject).toBe(headers === ann ? 'ann' : 'bob');
    }
  });
});

test('a request without a token is anonymous', async () => {
  const { status, data } = await ask(server, WHO);
  expect({ status, data }).toEqual({ status: 200, data: { subject: null, roles: [], channel: null } });
});

describe('a token is refused', () => {
  const refused: [why: string, token: () => string | Promise<string>][] = [
    ['signed with another secret', () => signed({}, { secret: 'another secret of 32 characters and more' })],
    ['expired a minute ago', () => signed({ exp: now() - 60 })],
    ['expired 6 seconds ago', () => signed({ exp: now() - 6 })],
    ['good only from a minute on', () => signed({ nbf: now() + 60 })],
    ['without an expiry', () => signed({ exp: undefined })],
    ['with an expiry that is text', () => signed({ exp: 'tomorrow' })],
    ['signed with HS384', () => signed({}, { alg: 'HS384' })],
    ['signed with HS512', () => signed({}, { alg: 'HS512' })],
    ['unsigned, with the algorithm none', () => new UnsecuredJWT({ sub: 'ann' }).setExpirationTime('1h').encode()],
    ['with its signature cut off', async () => (await signed({})).replace(/\.[^.]*$/, '.')],
    ['with another payload under its signature', async () => tampered(await signed({}))],
    ['without a subject', () => signed({ sub: undefined })],
    ['with an object as its subject', () => signed({ sub: { $ne: null } })],
    ['with a number as its subject', () => signed({ sub: 0 })],
    ['with an array as its subject', () => signed({ sub: ['ann'] })],
    ['with an empty subject', () => signed({ sub: '' })],
    ['with a subject of 129 characters', () => signed({ sub: 'x'.repeat(129) })],
    ['with a space in its subject', () => signed({ sub: 'ann ' })],
    ['with a line break in its subject', () => signed({ sub: 'ann\n' })],
    ['with a NUL in its subject', () => signed({ sub: 'ann\u0000' })],
    ['with a full-width subject', () => signed({ sub: 'ａｎｎ' })],
    ['with roles that are a text', () => signed({ roles: 'OPERATOR' })],
    ['with a role that is an object', () => signed({ roles: [{ name: 'OPERATOR' }] })],
    ['with a client that is an array', () => signed({ client_id: ['APP'] })],
    ['longer than 4 kB', () => signed({ note: 'x'.repeat(4096) })],
    ['that is no token', () => 'abc'],
    ['of three dots', () => '...'],
  ];

  test.each(refused)('%s', async (_, token) => {
    expectRefused(await present(await token()));
  });

  test.each(['', 'Bearer', 'Bearer ', 'Basic YW5uOmFubg==', 'Bearer a b', 'Bearer ü'])(
    'in the header "%s"',
    async (value) => {
      const headers = { authorization: Buffer.from(value).toString('latin1') };
      expectRefused(await ask(server, WHO, { headers }));
    },
  );

  test('and nothing of its request is executed', async () => {
    const before = counted.changes;
    expectRefused(await present(await signed({ exp: now() - 60 }), 'mutation { change }'));
    expect(counted.changes).toBe(before);
  });

  test('with the reason that it has expired, when that is all', async () => {
    const { errors } = await present(await signed({ exp: now() - 60 }));
    expect(errors[0]?.message).toBe('The access token has expired: sign in again.');
  });

  test('once it expires, though it was good before', async () => {
    let time = STARTED_AT;
    const signIn = createSignIn(await smallRules(), () => time);
    const authorization = `Bearer ${await signed({ exp: now() + 60 })}`;
    expect(await signIn(authorization)).toMatchObject({ subject: 'ann' });
    time += 66_000;
    expect(await signIn(authorization)).toMatchObject({ hasExpired: true });
  });
});

describe('a token that is remembered', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;

  test('is verified once, and anew once it has expired', async () => {
    let [time, verified] = [STARTED_AT, 0];
    const { keys, ...rules } = await smallRules();
    const find = (...token: Parameters<typeof keys.find>) => {
      verified += 1;
      return keys.find(...token);
    };
    const signIn = createSignIn({ ...rules, keys: { ...keys, find } }, () => time);
    const authorization = `Bearer ${await signed({ exp: now() + 60 })}`;
    for (let request = 0; request < 3; request += 1) await signIn(authorization);
    expect(verified).toBe(1);
    time += 61_000;
    expect(await signIn(authorization)).toMatchObject({ subject: 'ann' });
    expect(verified).toBe(2);
  });

  test('takes less than 400 bytes, however long it is', async () => {
    const signIn = createSignIn(await smallRules(), () => STARTED_AT);
    const tokens = 2_000;
    const note = 'x'.repeat(2_900);
    await signIn(`Bearer ${await signed({ note })}`);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let number = 0; number < tokens; number += 1) {
      expect(await signIn(`Bearer ${await signed({ sub: `ann${number}`, note })}`)).not.toBeInstanceOf(InvalidToken);
    }
    collectGarbage();
    expect((process.memoryUsage().heapUsed - before) / tokens).toBeLessThan(400);
    // Until here it must remember them.
    expect(await signIn(undefined)).toBeNull();
  });
});

describe('where an issuer and an audience are configured', () => {
  const required = { issuer: 'https://id.example', audience: 'coupons' };
  const outcome = async (claims: Record<string, unknown>) =>
    createSignIn({ ...(await smallRules()), ...required })(`Bearer ${await signed(claims)}`);

  test('a token of both is accepted', async () => {
    expect(await outcome({ iss: 'https://id.example', aud: ['coupons', 'shop'] })).toMatchObject({ subject: 'ann' });
  });

  test.each([{}, { iss: 'https://id.example' }, { aud: 'coupons' }, { iss: 'https://id.example/', aud: 'coupons' }])(
    'a token of %j is refused',
    async (claims) => {
      expect(await outcome(claims)).toBeInstanceOf(InvalidToken);
    },
  );

  test('a token of the sandbox has both', async () => {
    const rules = { ...SANDBOX_RULES, ...required };
    const token = await signSandboxToken({ subject: 'ann', roles: [], client: 'APP' }, rules);
    const signIn = createSignIn({ ...(await smallRules()), ...required });
    expect(await signIn(`Bearer ${token}`)).toMatchObject({ subject: 'ann' });
  });
});

function tampered(token: string): string {
  const [header, , signature] = token.split('.');
  const payload = Buffer.from(JSON.stringify({ sub: 'bob', exp: now() + 60 })).toString('base64url');
  return [header, payload, signature].join('.');
}
