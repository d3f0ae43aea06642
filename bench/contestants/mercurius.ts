import Fastify from 'fastify';
import mercurius from 'mercurius';
import type { RequestContext } from '../../src/api/request-context.js';
import { DOCUMENT_LIMITS, documentLimits } from '../../src/server/graphql/document-limits.js';
import { BODY_BYTES_MAX } from '../../src/server/http/body.js';
import { patientServer } from './patient-server.js';
import { startPeer } from './peer.js';
import { ready } from './ready.js';

/** Mercurius with its JIT, the schema and the limits of this service. */
const { schema, contextOf, count, admit } = await startPeer();
const server = Fastify({ bodyLimit: BODY_BYTES_MAX, serverFactory: patientServer });
await server.register(mercurius, {
  schema,
  jit: 1,
  graphiql: false,
  graphql: { parseOptions: { maxTokens: DOCUMENT_LIMITS.tokensMax } },
  validationRules: [documentLimits],
  context: ({ headers }) => contextOf(headers.authorization) as never,
});
server.addHook('onRequest', ({ raw }) => count(raw));
server.graphql.addHook('preExecution', (_, document, context) => admit(document, context as unknown as RequestContext));
const url = await server.listen({ port: 0, host: '127.0.0.1' });
ready(Number(new URL(url).port));
