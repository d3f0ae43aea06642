import {
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequest,
  type GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Recorded } from '../../shared/request-record.js';
import { type CompilingLimits, Executor } from './executor.js';

/** Lets an operation be executed, or throws the error to answer instead. */
export type Admission<Context> = (operation: OperationDefinitionNode, context: Context) => Promise<void>;

export interface ExecutionOptions<Context> {
  readonly limits?: CompilingLimits;
  readonly admit?: Admission<Context> | undefined;
}

/** What Apollo has found out of a request by the time it is executed. */
interface Ready<Context> {
  readonly document: DocumentNode;
  readonly operation?: OperationDefinitionNode | undefined;
  readonly request: Pick<GraphQLRequest, 'operationName' | 'variables'>;
  readonly context: Context;
}

/** The head of an answer to which the execution adds nothing. */
const NO_HEAD = { headers: new HeaderMap() };

/**
 * Has Apollo execute by an executor of its own. A plugin answers instead of Apollo what went well. Errors are for Apollo
 * to tell: it asks what it calls a gateway, which is given what the plugin did not answer. It could be asked at once, and
 * is not, since what Apollo makes for it of each request stays in memory until the old are collected.
 */
export function executionBy<Context extends BaseContext & Recorded>(
  schema: GraphQLSchema,
  { limits, admit }: ExecutionOptions<Context> = {},
): { plugin: ApolloServerPlugin<Context>; gateway: ApolloServerOptionsWithGateway<BaseContext>['gateway'] } {
  const executor = new Executor(schema, limits);
  const execute = async ({ document, operation, request, context }: Ready<Context>): Promise<ExecutionResult> => {
    const { operationName, variables } = request;
    if (admit !== undefined && operation !== undefined) await admit(operation, context);
    const result = await executor.execute({ document, operation, operationName, variables, context });
    noteExecution(context, operation, result);
    return result;
  };
  /** Executions whose errors Apollo is about to ask for. */
  const failed = new WeakMap<BaseContext, Promise<ExecutionResult>>();
  const listener: GraphQLRequestListener<Context> = {
    responseForOperation: async ({ document, operation, request, contextValue }) => {
      const execution = execute({ document, operation, request, context: contextValue });
      const result = await execution.catch(() => null);
      if (result !== null && result.errors === undefined) {
        return { http: NO_HEAD, body: { kind: 'single', singleResult: { data: result.data ?? null } } };
      }
      failed.set(contextValue, execution);
      return null;
    },
  };
  return {
    plugin: { requestDidStart: async () => listener },
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      load: async () => ({
        executor: async ({ context }) => {
          const execution = failed.get(context);
          if (execution === undefined) throw new Error('Apollo asked for an execution that has not failed.');
          return execution;
        },
      }),
      stop: async () => undefined,
    },
  };
}

/** Notes on the record of its request what was executed. */
function noteExecution(
  { record }: Recorded,
  operation: OperationDefinitionNode | undefined,
  { errors }: ExecutionResult,
): void {
  if (!record || operation === undefined) return;
  record.executed = true;
  record.operation = operation.name?.value ?? null;
  record.failed = errors !== undefined;
}
