import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type JWTPayload, SignJWT } from 'jose';
import { InvalidToken, type TokenRules } from '../../src/server/sign-in/access-token.js';
import { createSignIn, type SignIn } from '../../src/server/sign-in/sign-in.js';
import { IssuerKeys } from '../../src/server/sign-in/token-keys.js';
import { Issuer } from '../support/issuer.js';
import { ask, type SmallServer, smallRules, startSmallServer } from './small-server.js';

const MINUTE = 60_000;

let issuer: Issuer;
let time: number;
let logged: string[];
let signIn: SignIn;

beforeEach(async () => {
  issuer = await Issuer.start('first');
  time = 0;
  logged = [];
  signIn = createSignIn(await rulesOf({}));
});
afterEach(() => issuer.goAway());

/** Sign-in by the issuer's keys, on a clock that the tests move. */
async function rulesOf(rules: Partial<TokenRules>): Promise<TokenRules> {
  const keys = new IssuerKeys(
    issuer.jwksUrl,
    (event) => logged.push(event),
    () => time,
  );
  return { ...(await smallRules()), issuer: 'https://id.example', audience: 'coupons', keys, ...rules };
}

const present = async (token: string | Promise<string>) => signIn(`Bearer ${await token}`);
const accepted = expect.objectContaining({ subject: 'ann' });
const refused = (isTransient = false) => expect.objectContaining({ mend: expect.any(String), isTransient });

/** Gives what a request set going beside itself the time to reach the issuer and come back. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a token of an issuer', () => {
  test.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])('may be signed with %s', async (alg) => {
    await issuer.publish(alg, alg);
    expect(await present(issuer.sign(alg))).toEqual(accepted);
  });

  test('is verified by one asking for its keys, however many come at once', async () => {
    const tokens = await Promise.all(['ann', 'bob', 'cat'].map((sub) => issuer.sign('first', { sub })));
    const outcomes = await Promise.all(tokens.map(present));
    expect(outcomes.map((outcome) => outcome !== null && 'subject' in outcome && outcome.subject)).toEqual([
      'ann',
      'bob',
      'cat',
    ]);
    expect(issuer.asked).toBe(1);
  });

  test.each<[string, JWTPayload]>([
    ['of another issuer', { iss: 'https://other.example' }],
    ['of no issuer', { iss: undefined }],
    ['for another audience', { aud: 'shop' }],
    ['for no audience', { aud: undefined }],
    ['that expired a minute ago', { exp: Math.floor(Date.now() / 1000) - 60 }],
  ])('%s is refused', async (_, claims) => {
    expect(await present(issuer.sign('first', claims))).toEqual(refused());
  });

  test('is refused where it was signed with what everybody knows: the public key as a secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(issuer.jwk('first')));
    const forged = new SignJWT({ sub: 'ann', iss: 'https://id.example', aud: 'coupons' })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setExpirationTime('1h')
      .sign(secret);
    expect(await present(forged)).toEqual(refused());
  });

  test('is refused where its key is another than the one it names', async () => {
    await issuer.publish('second');
    const [header] = (await issuer.sign('second')).split('.');
    const [, payload, signature] = (await issuer.sign('first')).split('.');
    expect(await present([header, payload, signature].join('.'))).toEqual(refused());
  });
});

describe('an issuer that changes its keys', () => {
  test('has the new one asked for as soon as a token names it', async () => {
    expect(await present(issuer.sign('first'))).toEqual(accepted);
    await issuer.publish('second');
    time += MINUTE;
    expect(await present(issuer.sign('second'))).toEqual(accepted);
    expect(await present(issuer.sign('first'))).toEqual(accepted);
    expect(issuer.asked).toBe(2);
  });

  test('is not asked again and again for a key that it does not have', async () => {
    await issuer.make('unknown');
    const token = await issuer.sign('unknown');
    expect(await present(issuer.sign('first'))).toEqual(accepted);
    time += MINUTE;
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const outcome = await present(token);
      expect(outcome).toEqual(refused());
      expect((outcome as InvalidToken).mend).toMatch(/key was not among its issuer's/);
    }
    expect(issuer.asked).toBe(2);
  });

  test('has one that it withdrew forgotten at the next refresh, with the tokens that it had signed', async () => {
    const token = await issuer.sign('first');
    expect(await present(token)).toEqual(accepted);
    await issuer.publish('second');
    issuer.revoke('first');
    time += 9 * MINUTE;
    expect(await present(token)).toEqual(accepted);
    expect(issuer.asked).toBe(1);
    time += MINUTE;
    expect(await present(token)).toEqual(accepted);
    await until(async () => (await present(token)) instanceof InvalidToken);
    expect(issuer.asked).toBe(2);
    expect(await present(issuer.sign('second'))).toEqual(accepted);
  });
});

describe('an issuer that is away', () => {
  test('has its known keys used on, is asked twice a minute at most, and is heard again when it is back', async () => {
    const token = await issuer.sign('first');
    expect(await present(token)).toEqual(accepted);
    await issuer.goAway();
    for (let minute = 0; minute < 60; minute += 1) {
      time += MINUTE;
      expect(await present(token)).toEqual(accepted);
      expect(await present(issuer.sign('first', { sub: 'ann', jti: String(minute) }))).toEqual(accepted);
    }
    await until(() => logged.length > 0);
    expect(logged.length).toBeLessThanOrEqual(120);
    await issuer.comeBack();
    await issuer.publish('second');
    time += MINUTE;
    expect(await present(issuer.sign('second'))).toEqual(accepted);
  });

  test('has a token of a key that is not known told to be tried again, not to be thrown away', async () => {
    expect(await present(issuer.sign('first'))).toEqual(accepted);
    await issuer.publish('second');
    await issuer.goAway();
    time += MINUTE;
    expect(await present(issuer.sign('second'))).toEqual(refused(true));
    expect(await present(issuer.sign('first'))).toEqual(accepted);
  });

  test('is trusted for a day and no longer', async () => {
    const token = await issuer.sign('first');
    expect(await present(token)).toEqual(accepted);
    await issuer.goAway();
    time += 24 * 60 * MINUTE - 1;
    expect(await present(token)).toEqual(accepted);
    time += MINUTE;
    expect(await present(token)).toEqual(refused(true));
    await issuer.comeBack();
    time += MINUTE;
    expect(await present(token)).toEqual(accepted);
  });

  test('from the start is asked every two seconds at most, until it answers', async () => {
    await issuer.goAway();
    const rules = await rulesOf({});
    signIn = createSignIn(rules);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(await present(issuer.sign('first'))).toEqual(refused(true));
      expect(await rules.keys.areKnown()).toBe(false);
    }
    expect(logged).toEqual(['sign-in-keys-unavailable']);
    await issuer.comeBack();
    time += 2000;
    expect(await rules.keys.areKnown()).toBe(true);
    expect(await present(issuer.sign('first'))).toEqual(accepted);
  });
});

describe('claims by the names that the issuer gives them', () => {
  const OPERATOR = new Set(['OPERATOR']);

  test.each<[string, JWTPayload]>([
    ['groups', { groups: ['OPERATOR'] }],
    ['realm_access.roles', { realm_access: { roles: ['OPERATOR', 'offline_access'] } }],
    ['https://id.example/roles', { 'https://id.example/roles': ['OPERATOR'] }],
  ])('roles are found at %s', async (rolesClaim, claims) => {
    signIn = createSignIn(await rulesOf({ rolesClaim }));
    expect(await present(issuer.sign('first', claims))).toMatchObject({ roles: OPERATOR });
    const elsewhere = await present(issuer.sign('first', { roles: ['OPERATOR'] }));
    expect(elsewhere).toMatchObject({ subject: 'ann', roles: new Set() });
  });

  test.each(['__proto__.roles', 'constructor.name', 'roles.length'])('nothing is found at %s', async (rolesClaim) => {
    signIn = createSignIn(await rulesOf({ rolesClaim }));
    expect(await present(issuer.sign('first'))).toMatchObject({ subject: 'ann', roles: new Set() });
  });

  test('the client gives the channel', async () => {
    signIn = createSignIn(await rulesOf({ clientClaim: 'azp' }));
    expect(await present(issuer.sign('first', { azp: 'lenovo-app' }))).toMatchObject({ channel: 'APP' });
    expect(await present(issuer.sign('first', { client_id: 'lenovo-app' }))).toMatchObject({ channel: 'WEB' });
  });
});

test.each([0, 30, 60])('clocks may differ by the %i seconds that are configured and no more', async (skew) => {
  const now = Math.floor(Date.now() / 1000);
  signIn = createSignIn(await rulesOf({ clockSkewSeconds: skew }), () => now * 1000);
  expect(await present(issuer.sign('first', { exp: now - skew }))).toBeInstanceOf(InvalidToken);
  expect(await present(issuer.sign('first', { exp: now - skew + 1 }))).toEqual(accepted);
  expect(await present(issuer.sign('first', { nbf: now + skew }))).toEqual(accepted);
  expect(await present(issuer.sign('first', { nbf: now + skew + 1 }))).toBeInstanceOf(InvalidToken);
});

describe('over HTTP', () => {
  const WHO = '{ subject }';
  let server: SmallServer;
  afterEach(() => server.stop());

  test('a token that can not be judged for now is answered 503, one of an unknown key 401', async () => {
    server = await startSmallServer({ rules: await rulesOf({}) });
    await issuer.make('unknown');
    const headers = async (kid: string) => ({ headers: { authorization: `Bearer ${await issuer.sign(kid)}` } });
    const told = async (kid: string) => {
      const { status, errors } = await ask(server, WHO, await headers(kid));
      return [status, errors[0]?.extensions.code];
    };
    expect(await told('first')).toEqual([200, undefined]);
    expect(await told('unknown')).toEqual([401, 'UNAUTHENTICATED']);
    await issuer.goAway();
    time += MINUTE;
    expect(await told('unknown')).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(await told('first')).toEqual([200, undefined]);
    expect((await ask(server, WHO)).status).toBe(200);
  });
});
