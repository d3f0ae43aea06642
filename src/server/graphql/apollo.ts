import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { errorDetails, type Log } from '../observability/log.js';
import { DOCUMENT_LIMITS, documentLimits } from './document-limits.js';
import { errorFormat } from './errors.js';
import { type Admission, executionBy } from './execution.js';

/** Faults of a document that are told; the rest of a hopeless one is not worth finding. */
const TOLD_FAULTS_MAX = 20;

export interface ApolloOptions<Context extends BaseContext> {
  readonly schema: GraphQLSchema;
  /** In production the schema is not shown: no introspection, no suggestions. */
  readonly production: boolean;
  readonly log: Log;
  /** Lets an operation be executed, or throws the error to answer instead; if left out, all are executed. */
  readonly admit?: Admission<Context> | undefined;
}

/** A started server that executes GraphQL within limits and tells its errors safely. */
export async function startApollo<Context extends BaseContext>(
  options: ApolloOptions<Context>,
): Promise<ApolloServer<Context>> {
  const { schema, production, log, admit } = options;
  const { plugin, gateway } = executionBy(schema, { admit });
  const apollo = new ApolloServer<Context>({
    gateway,
    nodeEnv: production ? 'production' : 'development',
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: DOCUMENT_LIMITS.tokensMax },
    validationRules: [documentLimits],
    validationOptions: { maxErrors: TOLD_FAULTS_MAX },
    formatError: errorFormat(log, { suggests: !production }),
    // Without the end of line that Apollo adds: what is joined to a text has all of it copied before it is sent.
    stringifyResult: (result) => JSON.stringify(result),
    logger: loggerOf(log),
    plugins: [
      plugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

function loggerOf(log: Log) {
  const ignore = () => undefined;
  const warn = (message: unknown) => log('graphql-server', errorDetails(message));
  return { debug: ignore, info: ignore, warn, error: warn };
}
