import { describe, expect, test } from '@jest/globals';
import { RATE_LIMITS } from '../../src/config/allowed-rates.js';
import { ConfigError } from '../../src/config/environment.js';
import { CONFIG_VARIABLES } from '../../src/config/variables.js';
import { readConfig } from '../../src/config.js';

const SECRET = 'x'.repeat(32);
const PRODUCTION = { NODE_ENV: 'production', DATABASE_URL: 'mysql://app:pw@db/coupons', JWT_SECRET: SECRET };

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('nothing configured', () => {
  test('is the sandbox, on this machine only', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      sandbox: true,
      graphiql: true,
      databaseUrl: 'sqlite:.data/coupons.sqlite',
      host: '127.0.0.1',
      port: 4000,
      timeZone: 'Asia/Shanghai',
      defaultLanguage: 'zh-CN',
      poolSize: 12,
      setSize: 32,
    });
  });

  test('has a new secret at each start', () => {
    const [one, other] = [readConfig({}).jwtSecret, readConfig({}).jwtSecret];
    expect(one.length).toBeGreaterThanOrEqual(32);
    expect(one).not.toBe(other);
  });

  test('is the same as everything set to nothing', () => {
    const nothing = Object.fromEntries(Object.keys(CONFIG_VARIABLES).map((name) => [name, ' ']));
    expect({ ...readConfig(nothing), jwtSecret: '' }).toEqual({ ...readConfig({}), jwtSecret: '' });
  });
});

describe('the sandbox', () => {
  test('is off as soon as a database or a secret is configured, unless it is asked for', () => {
    expect(readConfig({ JWT_SECRET: SECRET }).sandbox).toBe(false);
    expect(readConfig({ JWT_SECRET: SECRET, SANDBOX: '1' }).sandbox).toBe(true);
    expect(readConfig({ DATABASE_URL: 'sqlite:a.sqlite', SANDBOX: '1' }).sandbox).toBe(true);
    expect(faultsOf({ DATABASE_URL: 'sqlite:a.sqlite' })).toEqual([
      expect.stringMatching(/^JWT_SECRET is required outside/),
    ]);
  });

  test('listens on every address only when told to; the service does so by default', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
    expect(readConfig({ JWT_SECRET: SECRET }).host).toBe('0.0.0.0');
  });

  test('knows its own clients beside those of the configuration', () => {
    expect([...readConfig({ CLIENT_CHANNELS: 'lenovo-app=APP' }).clientChannels.keys()]).toEqual([
      'APP',
      'WEB',
      'lenovo-app',
    ]);
    expect([...readConfig({ JWT_SECRET: SECRET, CLIENT_CHANNELS: 'lenovo-app=APP' }).clientChannels.keys()]).toEqual([
      'lenovo-app',
    ]);
  });
});

describe('production', () => {
  test('shows nothing that developers are shown', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ production: true, sandbox: false, graphiql: false });
  });

  test('tells every fault at once, each with its remedy', () => {
    const faults = faultsOf({ NODE_ENV: 'production', SANDBOX: '1', GRAPHIQL: '1', PORT: 'http' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['SANDBOX', 'GRAPHIQL', 'DATABASE_URL', 'PORT']);
  });

  test('is refused without a database and without a secret', () => {
    expect(faultsOf({ NODE_ENV: 'production' }).map((fault) => fault.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'JWT_SECRET',
    ]);
  });
});

describe('keys that an issuer publishes', () => {
  const KEYS = {
    JWKS_URL: 'https://id.example/jwks',
    JWT_ISSUER: 'https://id.example',
    JWT_AUDIENCE: 'coupons',
  };
  const namesOf = (environment: Record<string, string>) => faultsOf(environment).map((fault) => fault.split(' ')[0]);

  test('are sign-in enough for production, and end the sandbox', () => {
    const { NODE_ENV, DATABASE_URL } = PRODUCTION;
    expect(readConfig({ NODE_ENV, DATABASE_URL, ...KEYS })).toMatchObject({
      jwksUrl: 'https://id.example/jwks',
      jwtIssuer: 'https://id.example',
      jwtAudience: 'coupons',
      jwtRolesClaim: 'roles',
      jwtClientClaim: 'client_id',
      jwtClockSkewSeconds: 5,
      sandbox: false,
    });
    expect(readConfig(KEYS).sandbox).toBe(false);
    expect(namesOf({ ...KEYS, SANDBOX: '1' })).toEqual(['JWKS_URL']);
  });

  test('need an issuer and an audience, and no secret beside them', () => {
    expect(namesOf({ JWKS_URL: KEYS.JWKS_URL })).toEqual(['JWT_ISSUER', 'JWT_AUDIENCE']);
    expect(namesOf({ ...KEYS, JWT_SECRET: SECRET })).toEqual(['JWT_SECRET']);
  });

  test.each(['http://127.0.0.1:8080/jwks', 'http://localhost/jwks', 'http://[::1]:1/jwks'])(
    'may come without encryption from this machine: %s',
    (url) => {
      expect(readConfig({ ...KEYS, JWKS_URL: url }).jwksUrl).toBe(url);
    },
  );

  test.each([
    'http://id.example/jwks',
    'http://127.0.0.1.id.example/jwks',
    'http://127.0.0.1@id.example/jwks',
    'http://192.168.0.1/jwks',
    'ftp://127.0.0.1/jwks',
    'file:///jwks.json',
    'id.example/jwks',
  ])('are refused from %s', (url) => {
    expect(namesOf({ ...KEYS, JWKS_URL: url })).toEqual(['JWKS_URL']);
  });
});

describe('limits by the minute', () => {
  test('are off in the sandbox unless asked for, and else on', () => {
    expect(readConfig({}).rateLimits).toBeNull();
    expect(readConfig({ RATE_LIMITS: 'on' }).rateLimits).toEqual(RATE_LIMITS);
    expect(readConfig({ JWT_SECRET: SECRET }).rateLimits).toEqual(RATE_LIMITS);
    expect(readConfig({ JWT_SECRET: SECRET, RATE_LIMITS: 'off' }).rateLimits).toBeNull();
  });

  test('that are not named keep their numbers', () => {
    const { rateLimits } = readConfig({ RATE_LIMITS: 'queries = 7, requests=8' });
    expect(rateLimits).toEqual({ ...RATE_LIMITS, queries: 7, requests: 8 });
  });

  test('believe the proxies that are named, and nobody by default', () => {
    expect(readConfig({}).trustedProxies).toBeNull();
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1,fd00::/8' });
    expect(['10.1.2.3', '127.0.0.1', '127.0.0.2', '11.0.0.1'].map((one) => trustedProxies?.check(one))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(trustedProxies?.check('fd12::1', 'ipv6')).toBe(true);
  });
});

describe('a variable', () => {
  test.each(['{}', '%7B%7D', '{"verifyIdentity":true}', '{"verifyIdentity":false}'])(
    'DATABASE_URL takes how the connection is encrypted: %s',
    (ssl) => {
      const url = `mysql://a:b@h/n?ssl=${ssl}`;
      expect(readConfig({ ...PRODUCTION, DATABASE_URL: url }).databaseUrl).toBe(url);
    },
  );

  test('DATABASE_URL takes MariaDB as MySQL', () => {
    expect(readConfig({ ...PRODUCTION, DATABASE_URL: 'mariadb://a:b@h:3307/n' }).databaseUrl).toBe(
      'mysql://a:b@h:3307/n',
    );
  });

  test.each([
    ['DATABASE_URL', 'postgres://h/n'],
    ['DATABASE_URL', 'mysql://a:hunter2@h'],
    ['DATABASE_URL', 'mysql:///n'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'mysql://a:50%hunter2@h/n'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n#?ssl={}'],
    ['DATABASE_URL', 'mysql://a:b@h/n?ssl-mode=REQUIRED'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl='],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl=false'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl=true'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl=null'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl=0'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl=[]'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl="{}"'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl=Amazon RDS'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl={'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl={"rejectUnauthorized":false}'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl={"verifyIdentity":"false"}'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl={"verifyIdentity":true,"ca":""}'],
    ['DATABASE_URL', 'mysql://a:hunter2@h/n?ssl={}&ssl=false'],
    ['NODE_ENV', 'prod'],
    ['NODE_ENV', 'Production'],
    ['JWT_SECRET', 'x'.repeat(31)],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4e3'],
    ['HOST', 'a b'],
    ['TIME_ZONE', 'Asia/Beijing2'],
    ['TIME_ZONE', '+08:00'],
    ['DEFAULT_LANGUAGE', 'zh'],
    ['POOL_SIZE', '0'],
    ['SET_SIZE', '257'],
    ['GRAPHIQL', 'yes'],
    ['SANDBOX', 'true'],
    ['JWT_ROLES_CLAIM', 'sub'],
    ['JWT_CLIENT_CLAIM', 'client id'],
    ['JWT_CLOCK_SKEW_SECONDS', '61'],
    ['CLIENT_CHANNELS', 'lenovo-app'],
    ['CLIENT_CHANNELS', 'lenovo-app=app'],
    ['CLIENT_CHANNELS', 'a=APP,,b=WEB'],
    ['RATE_LIMITS', 'yes'],
    ['RATE_LIMITS', 'queries=0'],
    ['RATE_LIMITS', 'queries=10,__proto__=1'],
    ['REDIS_URL', 'http://hunter2@host'],
    ['REDIS_URL', 'host:6379'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,proxy.example'],
  ])('%s is refused as %s, by its name and without its value', (name, value) => {
    const faults = faultsOf({ JWT_SECRET: SECRET, [name]: value });
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name} (must|is) .+\\.$`))]);
    expect(faults[0]).not.toContain('hunter2');
  });

  test.each([
    ['PORT', '0', { port: 0 }],
    ['TIME_ZONE', 'Europe/Berlin', { timeZone: 'Europe/Berlin' }],
    ['HOST', '::1', { host: '::1' }],
    [
      'CLIENT_CHANNELS',
      ' lenovo-app = APP , site=WEB',
      {
        clientChannels: new Map([
          ['lenovo-app', 'APP'],
          ['site', 'WEB'],
        ]),
      },
    ],
  ])('%s takes %s', (name, value, expected) => {
    expect(readConfig({ JWT_SECRET: SECRET, [name]: value })).toMatchObject(expected);
  });
});
