import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestContext } from './api/request-context.js';
import { createSchema } from './api/schema.js';
import { createService, type Service } from './api/service.js';
import { ConfigError } from './config/environment.js';
import type { Config } from './config.js';
import { durabilityFaults } from './database/database.js';
import { migrate } from './database/migrate.js';
import { openDatabase } from './database/open.js';
import { openSandbox } from './demo/sandbox.js';
import { readPolicies } from './policy/policy.store.js';
import { closeAll } from './server/closing.js';
import { startApollo } from './server/graphql/apollo.js';
import { type ClientAddress, clientAddress } from './server/http/client-address.js';
import { graphiqlPage } from './server/http/graphiql.js';
import type { EndpointOptions } from './server/http/graphql-endpoint.js';
import { createHttpServer } from './server/http/http.js';
import { noteExpectedFailures } from './server/observability/expected-failures.js';
import type { Log } from './server/observability/log.js';
import { startObservability } from './server/observability/observability.js';
import { MemoryRateLimiter, type RateLimiter } from './server/rate-limits/rate-limiter.js';
import { rateLimiting } from './server/rate-limits/rate-limiting.js';
import { createSignIn, tokenRules } from './server/sign-in/sign-in.js';
import { MovableClock, SystemClock } from './shared/clock.js';

/** A service that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly service: Service;
  /**
   * Tells that it is not ready, takes no new requests, lets those that run finish, and closes the database and what else
   * is open: within 14 s after the configured delay. Whether all could be closed; the log tells what could not.
   */
  stop(): Promise<boolean>;
}

/** Database, service, HTTP: everything behind one address, as the configuration says. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  await migrate(config.databaseUrl);
  const database = await openDatabase(config.databaseUrl, config.poolSize, config.statementSeconds);
  const sandboxClock = config.sandbox ? new MovableClock(config.timeZone) : null;
  const clock = sandboxClock ?? new SystemClock(config.timeZone);
  const service = createService(database, clock, config.setSize);
  for (const fault of await durabilityFaults(database)) log('durability', { fault });
  const sandbox = sandboxClock === null ? null : await openSandbox(config, service, sandboxClock);

  const observability = await startObservability(config, log, database);
  let stopping = false;
  const rateLimiter = await rateLimiterOf(config, log);
  const addressOf = clientAddress(config.trustedProxies);
  const rules = await tokenRules(config, log);
  // The issuer is asked already now, so that neither /readyz nor the first request has to wait for it.
  void rules.keys.areKnown();
  const http = createHttpServer<RequestContext>({
    apollo: await startApollo<RequestContext>({
      schema: noteExpectedFailures(await createSchema()),
      production: config.production,
      log,
      admit: rateLimiter === null ? undefined : rateLimiting(rateLimiter),
    }),
    signIn: createSignIn(rules),
    contextOf: contextOf(service, addressOf),
    rateLimiter,
    addressOf,
    defaultLanguage: config.defaultLanguage,
    graphiqlPage: sandbox === null ? await pageOf(config) : sandbox.page,
    isReady: async () => !stopping && (await rules.keys.areKnown()) && (await readPolicies(database.reader)).length > 0,
    routes: new Map([...(sandbox?.routes ?? []), ['/metrics', observability.metrics] as const]),
    observers: observability.observers,
    log,
  });
  await listen(http.server, config);
  return {
    url: urlOf(http.server, config),
    service,
    stop: async () => {
      stopping = true;
      await sleep(config.stopDelaySeconds * 1000);
      await http.stop();
      const rateLimits = async () => rateLimiter?.close();
      return closeAll({ traces: () => observability.stop(), rateLimits, database: () => database.close() }, log);
    },
  };
}

/** Redis’s client is loaded where there is a Redis, so that nobody else waits for it. */
async function rateLimiterOf({ rateLimits, redisUrl }: Config, log: Log): Promise<RateLimiter | null> {
  if (rateLimits === null) return null;
  if (redisUrl === null) return new MemoryRateLimiter(rateLimits);
  const { redisRateLimiter } = await import('./server/rate-limits/redis-rate-limiter.js');
  return redisRateLimiter(redisUrl, rateLimits, log);
}

/** What resolvers are given: a member's account is there from its first request on (rule D3a). */
function contextOf(service: Service, addressOf: ClientAddress): EndpointOptions<RequestContext>['contextOf'] {
  return async (credentials, language, request) => {
    if (credentials === null) return new RequestContext(service, language, null, addressOf(request));
    const { subject, roles, channel } = credentials;
    const identity = await service.identities.of(subject);
    return new RequestContext(service, language, { identity, roles, channel });
  };
}

/** GraphiQL without tabs; null where it is off. */
async function pageOf({ graphiql }: Config): Promise<(() => string) | null> {
  if (!graphiql) return null;
  const page = await graphiqlPage({ tabs: [] });
  return () => page;
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const mend = `PORT ${port} is taken at ${host}: stop what listens there, or set another.`;
      reject(error.code === 'EADDRINUSE' ? new ConfigError([mend]) : error);
    });
    server.listen(port, host, resolve);
  });
}

function urlOf(server: Server, { host }: Config): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
