import {
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import type { ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Recorded } from '../../shared/request-record.js';
import { type CompilingLimits, Executor } from './executor.js';

/** Lets an operation be executed, or throws the error to answer instead. */
export type Admission<Context> = (operation: OperationDefinitionNode, context: Context) => Promise<void>;

export interface ExecutionOptions<Context> {
  readonly limits?: CompilingLimits;
  readonly admit?: Admission<Context> | undefined;
}

/** The head of an answer to which the execution adds nothing. */
const NO_HEAD = { headers: new HeaderMap() };

/**
 * The head of an answer as Apollo begins it, with a place for the body that Apollo sets in a copy of it: set in a copy
 * that has none, it would give each answer a shape of its own, which stays in memory (decision 17).
 */
class Head {
  status: number | undefined = undefined;
  readonly body = undefined;

  constructor(readonly headers: HeaderMap) {}
}

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
  /** Executions whose errors Apollo is about to ask for. */
  const failed = new WeakMap<BaseContext, () => ExecutionResult>();
  const listener: GraphQLRequestListener<Context> = {
    async responseForOperation({ document, operation, request, contextValue: context }) {
      const { operationName, variables } = request;
      try {
        if (admit !== undefined && operation !== undefined) await admit(operation, context);
        const result = await executor.execute({ document, operation, operationName, variables, context });
        noteExecution(context, operation, result);
        if (result.errors === undefined) {
          return { http: NO_HEAD, body: { kind: 'single', singleResult: { data: result.data ?? null } } };
        }
        failed.set(context, () => result);
      } catch (fault) {
        failed.set(context, () => {
          throw fault;
        });
      }
      return null;
    },
  };
  return {
    plugin: {
      async requestDidStart({ response }) {
        response.http = new Head(response.http.headers);
        return listener;
      },
    },
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      load: async () => ({
        executor: async ({ context }) => {
          const execution = failed.get(context);
          if (execution === undefined) throw new Error('Apollo asked for an execution that has not failed.');
          return execution();
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
