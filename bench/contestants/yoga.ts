import { createServer } from 'node:http';
import { parse } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../../src/api/request-context.js';
import { DOCUMENT_LIMITS, documentLimits } from '../../src/server/graphql/document-limits.js';
import { startPeer } from './peer.js';
import { listen } from './ready.js';

/** Yoga copies the context's own properties into one of its own, which would lose what a class has. */
interface Context {
  readonly own: RequestContext;
}

const limits: Plugin<Context> = {
  onParse({ setParseFn }) {
    setParseFn((source, options) => parse(source, { ...options, maxTokens: DOCUMENT_LIMITS.tokensMax }));
  },
  onValidate({ addValidationRule }) {
    addValidationRule(documentLimits);
  },
  onExecute({ args: { contextValue, ...args }, setExecuteFn, executeFn }) {
    setExecuteFn(() => executeFn({ ...args, contextValue: contextValue.own }));
  },
};

/** GraphQL Yoga, the schema and the limits of this service. */
const { schema, contextOf } = await startPeer();
const yoga = createYoga({
  schema,
  logging: false,
  graphiql: false,
  landingPage: false,
  cors: false,
  plugins: [limits],
  context: async ({ request }) => ({ own: await contextOf(request.headers.get('authorization') ?? undefined) }),
});
listen(createServer(yoga));
