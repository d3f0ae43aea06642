import type { IncomingMessage } from 'node:http';
import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { RequestContext } from '../../src/api/request-context.js';
import { createSchema } from '../../src/api/schema.js';
import { createService } from '../../src/api/service.js';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/database/open.js';
import { clientAddress } from '../../src/server/http/client-address.js';
import { createLog } from '../../src/server/observability/log.js';
import { MemoryRateLimiter } from '../../src/server/rate-limits/rate-limiter.js';
import { rateLimiting } from '../../src/server/rate-limits/rate-limiting.js';
import { InvalidToken } from '../../src/server/sign-in/access-token.js';
import { createSignIn, tokenRules } from '../../src/server/sign-in/sign-in.js';
import { SystemClock } from '../../src/shared/clock.js';

/** What another GraphQL server is given: this service's schema and resolvers, its loaders, sets, sign-in and rate limits. */
export interface Peer {
  readonly schema: GraphQLSchema;
  /** What resolvers are given with a request that presents a token. */
  contextOf(authorization: string | undefined): Promise<RequestContext>;
  /** Counts a request of its address. */
  count(request: IncomingMessage): Promise<void>;
  /** Counts an operation of its caller, before it is executed. */
  admit(document: DocumentNode, context: RequestContext): Promise<void>;
}

export async function startPeer(): Promise<Peer> {
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, config.poolSize);
  const service = createService(database, new SystemClock(config.timeZone), config.setSize);
  const signIn = createSignIn(await tokenRules(config, createLog(config.logLevel)));
  if (config.rateLimits === null) throw new Error('A peer is measured with rate limits, as this service is.');
  const limiter = new MemoryRateLimiter(config.rateLimits);
  const admitOperation = rateLimiting(limiter);
  const addressOf = clientAddress(config.trustedProxies);
  return {
    schema: await createSchema(),
    count: async (request) => {
      if ((await limiter.count('requests', addressOf(request))) !== null) throw new Error('Too many requests.');
    },
    admit: async (document, context) => {
      const operation = getOperationAST(document);
      if (operation) await admitOperation(operation, context);
    },
    contextOf: async (authorization) => {
      const credentials = await signIn(authorization);
      if (credentials instanceof InvalidToken) throw new Error(credentials.mend);
      if (credentials === null) return new RequestContext(service, config.defaultLanguage, null);
      const { subject, roles, channel } = credentials;
      const identity = await service.identities.of(subject);
      return new RequestContext(service, config.defaultLanguage, { identity, roles, channel });
    },
  };
}
