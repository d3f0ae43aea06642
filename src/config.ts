import { randomBytes } from 'node:crypto';
import { STATEMENT_SECONDS_MAX } from './database/open.js';
import { LANGUAGES, type Language } from './messages/messages.js';
import { CHANNELS, type Channel } from './policy/policy.js';

/** The service's configuration: the environment, parsed and checked once at start. */
export interface Config {
  /** `NODE_ENV=production`: no sandbox, no GraphiQL, no introspection. */
  readonly production: boolean;
  /** `sqlite:path` or `mysql://…`, which serves MariaDB too. */
  readonly databaseUrl: string;
  readonly sandbox: boolean;
  readonly graphiql: boolean;
  /** The secret that access tokens are signed with (HS256). */
  readonly jwtSecret: string;
  readonly jwtIssuer: string | null;
  readonly jwtAudience: string | null;
  /** The channel of each client, by the `client_id` of its tokens. */
  readonly clientChannels: ReadonlyMap<string, Channel>;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly timeZone: string;
  readonly defaultLanguage: Language;
  readonly poolSize: number;
  readonly statementSeconds: number;
  readonly setSize: number;
}

const JWT_SECRET_LENGTH_MIN = 32;

/** Every variable that is read, with what it means, as `npm start -- --help` tells it. */
export const CONFIG_VARIABLES = {
  NODE_ENV:
    '`production` refuses the sandbox and GraphiQL, hides the schema, and requires DATABASE_URL and JWT_SECRET.',
  DATABASE_URL: '`sqlite:path/to/file`, `mysql://…` or `mariadb://…`; by default sqlite:.data/coupons.sqlite.',
  SANDBOX: '1 or 0: demo data, a movable date, tokens for the asking; by default 1 if no database or secret is set.',
  GRAPHIQL: '1 or 0: GraphiQL at /graphql for a browser; by default 1 outside production.',
  JWT_SECRET: `The HS256 secret of access tokens, at least ${JWT_SECRET_LENGTH_MIN} characters; the sandbox makes its own.`,
  JWT_ISSUER: 'The `iss` that access tokens must have; not checked by default.',
  JWT_AUDIENCE: 'The `aud` that access tokens must have; not checked by default.',
  CLIENT_CHANNELS: 'The channel of each `client_id`; APP=APP,WEB=WEB by default, and any other client is WEB.',
  HOST: 'The address to listen on; by default 127.0.0.1 in the sandbox, else 0.0.0.0.',
  PORT: 'The port to listen on, 0 for any free one; by default 4000.',
  TIME_ZONE: 'The IANA zone whose dates count; by default Asia/Shanghai.',
  DEFAULT_LANGUAGE: '`zh-CN` or `en`, where a request does not say; by default zh-CN.',
  POOL_SIZE: 'Connections of each database pool, 1 to 128; by default 12.',
  STATEMENT_SECONDS: `How long the database may take for one statement, 1 to 600; by default ${STATEMENT_SECONDS_MAX}.`,
  SET_SIZE: 'Changes that one transaction decides together, 1 to 128; by default 32.',
} as const;

export type ConfigVariable = keyof typeof CONFIG_VARIABLES;

/** Every fault of the environment, each named with its remedy. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the whole environment. A variable that is set to nothing counts as not set. */
export function readConfig(environment: Environment): Config {
  const variables = new Variables(environment);
  const production = variables.text('NODE_ENV') === 'production';
  const configured = variables.text('DATABASE_URL') !== null || variables.text('JWT_SECRET') !== null;
  const sandbox = variables.flag('SANDBOX', !configured && !production);
  const graphiql = variables.flag('GRAPHIQL', !production);
  if (production) refuseInProduction(variables, sandbox, graphiql);
  const config: Config = {
    production,
    sandbox,
    graphiql,
    databaseUrl: databaseUrl(variables),
    jwtSecret: jwtSecret(variables, sandbox),
    jwtIssuer: variables.text('JWT_ISSUER'),
    jwtAudience: variables.text('JWT_AUDIENCE'),
    clientChannels: clientChannels(variables, sandbox),
    host: host(variables, sandbox),
    port: variables.integer('PORT', 4000, 0, 65_535),
    timeZone: timeZone(variables),
    defaultLanguage: variables.oneOf('DEFAULT_LANGUAGE', LANGUAGES, 'zh-CN'),
    poolSize: variables.integer('POOL_SIZE', 12, 1, 128),
    statementSeconds: variables.integer('STATEMENT_SECONDS', STATEMENT_SECONDS_MAX, 1, 600),
    setSize: variables.integer('SET_SIZE', 32, 1, 128),
  };
  if (variables.faults.length > 0) throw new ConfigError(variables.faults);
  return config;
}

/** The environment, and the faults that were found while it was read. */
class Variables {
  readonly faults: string[] = [];

  constructor(private readonly environment: Environment) {}

  text(name: ConfigVariable): string | null {
    return this.environment[name]?.trim() || null;
  }

  fault(name: ConfigVariable, mend: string): void {
    this.faults.push(`${name} ${mend}`);
  }

  flag(name: ConfigVariable, byDefault: boolean): boolean {
    return this.oneOf(name, ['1', '0'], byDefault ? '1' : '0') === '1';
  }

  oneOf<T extends string>(name: ConfigVariable, values: readonly T[], byDefault: T): T {
    const text = this.text(name);
    const value = text === null ? byDefault : values.find((known) => known === text);
    if (value === undefined) this.fault(name, `must be ${values.join(' or ')}.`);
    return value ?? byDefault;
  }

  integer(name: ConfigVariable, byDefault: number, minimum: number, maximum: number): number {
    const text = this.text(name);
    if (text === null) return byDefault;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    this.fault(name, `must be a whole number from ${minimum} to ${maximum}.`);
    return byDefault;
  }
}

function refuseInProduction(variables: Variables, sandbox: boolean, graphiql: boolean): void {
  if (sandbox) variables.fault('SANDBOX', 'is refused with NODE_ENV=production: leave it out, or set it to 0.');
  if (graphiql) variables.fault('GRAPHIQL', 'is refused with NODE_ENV=production: leave it out, or set it to 0.');
  if (variables.text('DATABASE_URL') === null) {
    variables.fault('DATABASE_URL', 'is required with NODE_ENV=production, such as mysql://user:password@host/name.');
  }
}

/** The database's address alone, for commands that need nothing else of the configuration. */
export function readDatabaseUrl(environment: Environment): string {
  const variables = new Variables(environment);
  const url = databaseUrl(variables);
  if (variables.faults.length > 0) throw new ConfigError(variables.faults);
  return url;
}

function databaseUrl(variables: Variables): string {
  const url = (variables.text('DATABASE_URL') ?? 'sqlite:.data/coupons.sqlite').replace(/^mariadb:/, 'mysql:');
  const isFile = /^sqlite:./.test(url) && !url.startsWith('sqlite://');
  if (!isFile && !namesServerDatabase(url)) {
    variables.fault(
      'DATABASE_URL',
      'must be sqlite:path/to/file, or mysql:// or mariadb://user:password@host:port/name.',
    );
  }
  return url;
}

function namesServerDatabase(url: string): boolean {
  if (!url.startsWith('mysql://') || !URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return hostname !== '' && /^\/[^/]+$/.test(pathname);
}

function jwtSecret(variables: Variables, sandbox: boolean): string {
  const secret = variables.text('JWT_SECRET');
  if (secret === null) {
    if (!sandbox) {
      variables.fault('JWT_SECRET', `is required outside the sandbox: at least ${JWT_SECRET_LENGTH_MIN} characters.`);
    }
    return randomBytes(32).toString('base64url');
  }
  if (secret.length < JWT_SECRET_LENGTH_MIN) {
    variables.fault('JWT_SECRET', `must have at least ${JWT_SECRET_LENGTH_MIN} characters.`);
  }
  return secret;
}

/** The sandbox signs tokens for the clients APP and WEB, so there they are known beside those of the configuration. */
function clientChannels(variables: Variables, sandbox: boolean): ReadonlyMap<string, Channel> {
  const own = variables.text('CLIENT_CHANNELS');
  const channels = new Map<string, Channel>(own === null || sandbox ? CHANNELS.map((name) => [name, name]) : []);
  for (const entry of own?.split(',') ?? []) {
    const [, client, name] = /^\s*([\x21-\x7E]+?)\s*=\s*(\w+)\s*$/.exec(entry) ?? [];
    const channel = CHANNELS.find((known) => known === name);
    if (client === undefined || channel === undefined) {
      variables.fault('CLIENT_CHANNELS', 'must be pairs such as lenovo-app=APP,lenovo-web=WEB.');
      break;
    }
    channels.set(client, channel);
  }
  return channels;
}

function host(variables: Variables, sandbox: boolean): string {
  const address = variables.text('HOST') ?? (sandbox ? '127.0.0.1' : '0.0.0.0');
  if (!/^[\w.:-]+$/.test(address)) variables.fault('HOST', 'must be an address or a host name, such as 0.0.0.0.');
  return address;
}

/** A zone by name: an offset such as +08:00 knows no daylight saving and is refused. */
function timeZone(variables: Variables): string {
  const zone = variables.text('TIME_ZONE') ?? 'Asia/Shanghai';
  try {
    if (/^[+-]/.test(zone)) throw new RangeError();
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    variables.fault('TIME_ZONE', 'must be the name of an IANA time zone, such as Asia/Shanghai.');
  }
  return zone;
}
