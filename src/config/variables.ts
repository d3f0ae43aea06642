import { STATEMENT_SECONDS_MAX } from '../database/database.js';
import { RATE_LIMITS, written } from './allowed-rates.js';

/** Characters that a secret has at least: fewer can be guessed. */
export const SECRET_LENGTH_MIN = 32;

/** Every variable that is read, with what it means, as `npm start -- --help` tells it. */
export const CONFIG_VARIABLES = {
  NODE_ENV:
    '`production` refuses the sandbox and GraphiQL, hides the schema, and requires a database and sign-in; else `development` or `test`.',
  DATABASE_URL:
    '`sqlite:path/to/file`, or `mysql://…` or `mariadb://…` with `?ssl={}` to encrypt; by default sqlite:.data/coupons.sqlite.',
  SANDBOX: '1 or 0: demo data, a movable date, tokens for the asking; by default 1 if no database or sign-in is set.',
  GRAPHIQL: '1 or 0: GraphiQL at /graphql for a browser; by default 1 outside production.',
  JWKS_URL:
    'Where the issuer of access tokens publishes its keys (RFC 7517), by https; requires JWT_ISSUER and JWT_AUDIENCE.',
  JWT_SECRET: `Instead of JWKS_URL, the HS256 secret of access tokens, at least ${SECRET_LENGTH_MIN} characters; the sandbox makes its own.`,
  JWT_ISSUER: 'The `iss` that access tokens must have; not checked by default.',
  JWT_AUDIENCE: 'The `aud` that access tokens must have; not checked by default.',
  JWT_ROLES_CLAIM: 'The claim that holds the roles, a path such as realm_access.roles included; by default roles.',
  JWT_CLIENT_CLAIM: 'The claim that names the client, such as azp; by default client_id.',
  JWT_CLOCK_SKEW_SECONDS: "How far the issuer's clock may be from this one's, 0 to 60 seconds; by default 5.",
  CLIENT_CHANNELS: 'The channel of each client; APP=APP,WEB=WEB by default, and any other client is WEB.',
  HOST: 'The address to listen on; by default 127.0.0.1 in the sandbox, else 0.0.0.0.',
  PORT: 'The port to listen on, 0 for any free one; by default 4000.',
  TIME_ZONE: 'The IANA zone whose dates count; by default Asia/Shanghai.',
  DEFAULT_LANGUAGE: '`zh-CN` or `en`, where a request does not say; by default zh-CN.',
  POOL_SIZE: 'Connections of each database pool, 1 to 128; by default 12.',
  STATEMENT_SECONDS: `How long the database may take for one statement, 1 to 600; by default ${STATEMENT_SECONDS_MAX}.`,
  SET_SIZE: 'Changes that one transaction decides together, 1 to 128; by default 32.',
  LOG_LEVEL:
    'debug, info, warn, error or silent; by default warn in the sandbox, else info, which has a line a request.',
  LOG_REQUESTS_PERCENT: 'Of requests answered with data, how many in a hundred are logged, 0 to 100; by default 100.',
  METRICS_TOKEN: 'The bearer token that /metrics asks for; by default it answers requests of this machine alone.',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'Where traces go by OTLP over HTTP, such as http://host:4318; by default nowhere.',
  TRACES_PERCENT: 'Of requests whose caller has not decided it, how many in a hundred are traced; by default 100.',
  STOP_DELAY_SECONDS: 'How long /readyz tells that it stops before it does, 0 to 60 seconds; by default 0.',
  RATE_LIMITS: `off, on, or what is allowed a minute; by default off in the sandbox, else ${written(RATE_LIMITS)}.`,
  REDIS_URL: 'Where processes count together what is limited, such as redis://host:6379; by default each by itself.',
  TRUSTED_PROXIES:
    'Addresses and networks whose X-Forwarded-For is believed, such as 10.0.0.0/8,fd00::/8; by default none.',
} as const;

export type ConfigVariable = keyof typeof CONFIG_VARIABLES;

/** The table of the variables, as the command line shows it. */
export function variablesTable(): string {
  const rows = Object.entries(CONFIG_VARIABLES);
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, meaning]) => `${name.padEnd(width)}${meaning}`).join('\n');
}
