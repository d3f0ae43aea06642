import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Role } from './accounts/role.js';
import { RequestContext } from './api/request-context.js';
import { createSchema } from './api/schema.js';
import { createService, type Service } from './api/service.js';
import { ConfigError } from './config/environment.js';
import type { Config } from './config.js';
import { type Database, durabilityFaults } from './database/database.js';
import { migrate } from './database/migrate.js';
import { oneServerAtATime } from './database/one-server.js';
import { openDatabase } from './database/open.js';
import { storyTabs } from './demo/graphiql-tabs.js';
import { SANDBOX_BAR } from './demo/sandbox-bar.js';
import { holdings, resetDemo } from './demo/seed.js';
import type { Language } from './messages/messages.js';
import { readPolicies } from './policy/policy.store.js';
import type { Credentials } from './server/access-token.js';
import { HttpFault } from './server/answer.js';
import { startApollo } from './server/apollo.js';
import { clientAddress } from './server/client-address.js';
import { noteExpectedFailures } from './server/expected-failures.js';
import { graphiqlPage } from './server/graphiql.js';
import { createHttpServer, stopHttpServer } from './server/http.js';
import type { Log } from './server/log.js';
import { startObservability } from './server/observability.js';
import { memoryRateLimiter, type RateLimiter } from './server/rate-limiter.js';
import { rateLimiting } from './server/rate-limiting.js';
import { sandboxRoutes } from './server/sandbox.js';
import { createSignIn, sandboxTokenRules, signSandboxToken, tokenRules } from './server/sign-in.js';
import { MovableClock, SystemClock } from './shared/clock.js';

/** A service that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly service: Service;
  /** Tells that it is not ready, takes no new requests, lets those that run finish, and closes the database. */
  stop(): Promise<void>;
}

/** Database, service, HTTP: everything behind one address, as the configuration says. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  await migrate(config.databaseUrl);
  const database = await openDatabase(config.databaseUrl, config.poolSize, config.statementSeconds);
  const sandboxClock = config.sandbox ? new MovableClock(config.timeZone) : null;
  const clock = sandboxClock ?? new SystemClock(config.timeZone);
  const service = createService(database, clock, config.setSize);
  for (const fault of await durabilityFaults(database)) log('durability', { fault });
  if (config.sandbox) await oneServerAtATime(config.databaseUrl, () => seedWhereEmpty(database, config));

  const observability = await startObservability(config, log, database);
  let stopping = false;
  const rateLimiter = await rateLimiterOf(config, log);
  const addressOf = clientAddress(config.trustedProxies);
  const rules = await tokenRules(config, log);
  void rules.keys.areKnown();
  const oneResetAtATime = pLimit(1);
  let page = await pageFor(config, service);
  const routes =
    sandboxClock === null
      ? undefined
      : sandboxRoutes({
          clock: sandboxClock,
          earliestDate: (await readPolicies(database.reader)).map(({ effectiveFrom }) => effectiveFrom).sort()[0] ?? '',
          tokens: sandboxTokenRules(config),
          reset: () =>
            oneResetAtATime(async () => {
              if ((await holdings(database)) === 'OTHER_DATA') throw new HttpFault(409, OTHER_DATA);
              sandboxClock.moveTo(null);
              await resetDemo(database, config.timeZone);
              service.identities.forget();
              page = await pageFor(config, service);
            }),
        });
  const server = createHttpServer<RequestContext>({
    apollo: await startApollo<RequestContext>({
      schema: noteExpectedFailures(await createSchema()),
      production: config.production,
      log,
      admit: rateLimiter === null ? undefined : rateLimiting(rateLimiter),
    }),
    signIn: createSignIn(rules),
    contextOf: async (credentials, language, request) =>
      credentials === null
        ? new RequestContext(service, language, null, addressOf(request))
        : contextOf(service, credentials, language),
    rateLimiter,
    addressOf,
    defaultLanguage: config.defaultLanguage,
    graphiqlPage: config.graphiql ? () => page : null,
    isReady: async () => !stopping && (await rules.keys.areKnown()) && (await readPolicies(database.reader)).length > 0,
    routes: new Map([...(routes ?? []), ['/metrics', observability.metrics] as const]),
    observers: observability.observers,
    log,
  });
  await listen(server, config);
  return {
    url: urlOf(server, config),
    service,
    stop: async () => {
      stopping = true;
      await sleep(config.stopDelaySeconds * 1000);
      await stopHttpServer(server);
      await observability.stop();
      await rateLimiter?.close();
      await database.close();
    },
  };
}

const OTHER_DATA = 'This database holds other than demo data; the sandbox does not empty it.';

async function seedWhereEmpty(database: Database, { timeZone }: Config): Promise<void> {
  if ((await holdings(database)) === 'NOTHING') await resetDemo(database, timeZone);
}

/** Redis’s client is loaded where there is a Redis, so that nobody else waits for it. */
async function rateLimiterOf({ rateLimits, redisUrl }: Config, log: Log): Promise<RateLimiter | null> {
  if (rateLimits === null) return null;
  if (redisUrl === null) return memoryRateLimiter(rateLimits);
  const { redisRateLimiter } = await import('./server/redis-rate-limiter.js');
  return redisRateLimiter(redisUrl, rateLimits, log);
}

/** What resolvers are given: a member's account is there from its first request on (rule D3a). */
async function contextOf(service: Service, credentials: Credentials, language: Language): Promise<RequestContext> {
  const { subject, roles, channel } = credentials;
  const identity = await service.identities.of(subject);
  return new RequestContext(service, language, { identity, roles, channel });
}

/** GraphiQL: in the sandbox with tabs that run as they stand, elsewhere without. */
async function pageFor(config: Config, service: Service): Promise<string> {
  if (!config.graphiql) return '';
  if (!config.sandbox) return graphiqlPage({ tabs: [] });
  const tokenFor = (subject: string, roles: readonly string[] = []) =>
    signSandboxToken({ subject, roles: roles as Role[], client: 'APP' }, sandboxTokenRules(config));
  return graphiqlPage({ tabs: await storyTabs(service, tokenFor), bar: SANDBOX_BAR });
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
