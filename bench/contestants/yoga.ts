import type { IncomingMessage } from 'node:http';
import { parse } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../../src/api/request-context.js';
import { DOCUMENT_LIMITS, documentLimits } from '../../src/server/graphql/document-limits.js';
import { patientServer } from './patient-server.js';
import { startPeer } from './peer.js';
import { listen } from './ready.js';

/** Yoga copies the context's own properties into one of its own, which would lose what a class has. */
interface Context {
  readonly own: RequestContext;
}

const { schema, contextOf, count, admit } = await startPeer();

const limits: Plugin<Context> = {
  onParse({ setParseFn }) {
    setParseFn((source, options) => parse(source, { ...options, maxTokens: DOCUMENT_LIMITS.tokensMax }));
  },
  onValidate({ addValidationRule }) {
    addValidationRule(documentLimits);
  },
  async onExecute({ args: { contextValue, ...args }, setExecuteFn, executeFn }) {
    await admit(args.document, contextValue.own);
    setExecuteFn(() => executeFn({ ...args, contextValue: contextValue.own }));
  },
};

/** GraphQL Yoga, the schema and the limits of this service. */
const yoga = createYoga<{ req: IncomingMessage }, Context>({
  schema,
  logging: false,
  graphiql: false,
  landingPage: false,
  cors: false,
  plugins: [limits],
  context: async ({ request, req }) => {
    await count(req);
    return { own: await contextOf(request.headers.get('authorization') ?? undefined) };
  },
});
listen(patientServer(yoga));
