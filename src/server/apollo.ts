import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { answerType } from './answer-type.js';
import { DOCUMENT_LIMITS, documentLimits } from './document-limits.js';
import { errorFormat } from './errors.js';
import { gatewayTo } from './executor.js';
import { errorDetails, type Log } from './log.js';

/** Faults of a document that are told; the rest of a hopeless one is not worth finding. */
const TOLD_FAULTS_MAX = 20;

export interface ApolloOptions<Context extends BaseContext> {
  readonly schema: GraphQLSchema;
  /** In production the schema is not shown: no introspection, no suggestions. */
  readonly production: boolean;
  readonly log: Log;
  readonly plugins?: readonly ApolloServerPlugin<Context>[];
}

/** A started server that executes GraphQL within limits and tells its errors safely. */
export async function startApollo<Context extends BaseContext>(
  options: ApolloOptions<Context>,
): Promise<ApolloServer<Context>> {
  const { schema, production, log, plugins = [] } = options;
  const apollo = new ApolloServer<Context>({
    gateway: gatewayTo(schema),
    nodeEnv: production ? 'production' : 'development',
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: DOCUMENT_LIMITS.tokensMax },
    validationRules: [documentLimits],
    validationOptions: { maxErrors: TOLD_FAULTS_MAX },
    formatError: errorFormat(log),
    logger: loggerOf(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      asAccepted,
      ...plugins,
    ],
  });
  await apollo.start();
  return apollo;
}

/** Faults of a request that GraphQL itself answers. */
const GRAPHQL_FAULTS = new Set<unknown>(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * GraphQL over HTTP: a client is answered in the media type that it likes best. One that asks for `application/json`
 * alone reads an error status as the network's, so that a document or variables that are refused should answer it 200;
 * every other client is answered 400.
 */
const asAccepted: ApolloServerPlugin<BaseContext> = {
  async requestDidStart({ request, response }) {
    const accept = request.http?.headers.get('accept') ?? '';
    const type = answerType(accept);
    if (type !== null) response.http.headers.set('content-type', type);
    if (accept.trim() !== 'application/json') return;
    return {
      async willSendResponse({ response, errors }) {
        if (response.http.status !== 400 || !errors?.length) return;
        if (errors.every(({ extensions }) => GRAPHQL_FAULTS.has(extensions.code))) response.http.status = 200;
      },
    };
  },
};

function loggerOf(log: Log) {
  const ignore = () => undefined;
  const warn = (message: unknown) => log('graphql-server', errorDetails(message));
  return { debug: ignore, info: ignore, warn, error: warn };
}
