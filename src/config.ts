import { databaseUrl } from './config/database.js';
import { type Environment, isProduction, Variables } from './config/environment.js';
import { type OperatingConfig, operatingConfig } from './config/operating.js';
import { type RateLimitConfig, rateLimitConfig } from './config/rate-limits.js';
import { type SignInConfig, signInConfig } from './config/sign-in.js';
import { STATEMENT_SECONDS_MAX } from './database/database.js';
import { LANGUAGES, type Language } from './messages/messages.js';
import { CHANNELS, type Channel } from './policy/policy.js';

/** The service's configuration: the environment, parsed and checked once at start. */
export interface Config extends SignInConfig, OperatingConfig, RateLimitConfig {
  /** `NODE_ENV=production`: no sandbox, no GraphiQL, no introspection. */
  readonly production: boolean;
  /** `sqlite:path` or `mysql://…`, which serves MariaDB too. */
  readonly databaseUrl: string;
  readonly sandbox: boolean;
  readonly graphiql: boolean;
  /** The channel of each client, by the name in its tokens. */
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

/** Reads and checks the whole environment, and throws all its faults together. */
export function readConfig(environment: Environment): Config {
  const variables = new Variables(environment);
  const production = isProduction(variables);
  const configured = (['DATABASE_URL', 'JWT_SECRET', 'JWKS_URL'] as const).some(
    (name) => variables.text(name) !== null,
  );
  const sandbox = variables.flag('SANDBOX', !configured && !production);
  const graphiql = variables.flag('GRAPHIQL', !production);
  if (production) refuseInProduction(variables, sandbox, graphiql);
  const config: Config = {
    production,
    sandbox,
    graphiql,
    databaseUrl: databaseUrl(variables, production),
    ...signInConfig(variables, sandbox),
    ...operatingConfig(variables, sandbox),
    ...rateLimitConfig(variables, sandbox),
    clientChannels: clientChannels(variables, sandbox),
    host: host(variables, sandbox),
    port: variables.integer('PORT', 4000, 0, 65_535),
    timeZone: timeZone(variables),
    defaultLanguage: variables.oneOf('DEFAULT_LANGUAGE', LANGUAGES, 'zh-CN'),
    poolSize: variables.integer('POOL_SIZE', 12, 1, 128),
    statementSeconds: variables.integer('STATEMENT_SECONDS', STATEMENT_SECONDS_MAX, 1, 600),
    setSize: variables.integer('SET_SIZE', 32, 1, 128),
  };
  variables.throwFaults();
  return config;
}

function refuseInProduction(variables: Variables, sandbox: boolean, graphiql: boolean): void {
  if (sandbox) variables.fault('SANDBOX', 'is refused with NODE_ENV=production: leave it out, or set it to 0.');
  if (graphiql) variables.fault('GRAPHIQL', 'is refused with NODE_ENV=production: leave it out, or set it to 0.');
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
