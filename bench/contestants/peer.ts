import type { GraphQLSchema } from 'graphql';
import { RequestContext } from '../../src/api/request-context.js';
import { createSchema } from '../../src/api/schema.js';
import { createService } from '../../src/api/service.js';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/database/open.js';
import { createLog } from '../../src/server/observability/log.js';
import { InvalidToken } from '../../src/server/sign-in/access-token.js';
import { createSignIn, tokenRules } from '../../src/server/sign-in/sign-in.js';
import { SystemClock } from '../../src/shared/clock.js';

/** What another GraphQL server is given: this service's schema and resolvers, its loaders, sets and sign-in. */
export interface Peer {
  readonly schema: GraphQLSchema;
  /** What resolvers are given with a request that presents a token. */
  contextOf(authorization: string | undefined): Promise<RequestContext>;
}

export async function startPeer(): Promise<Peer> {
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, config.poolSize);
  const service = createService(database, new SystemClock(config.timeZone), config.setSize);
  const signIn = createSignIn(await tokenRules(config, createLog(config.logLevel)));
  return {
    schema: await createSchema(),
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
