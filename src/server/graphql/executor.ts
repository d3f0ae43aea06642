import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getVariableValues,
  isAbstractType,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type CompiledOperation, compileOperation } from './compiled-operation.js';
import { NO_VALUES, type Values } from './lifted-arguments.js';
import { rebuiltErrors } from './rebuilt-errors.js';

/** What is to be executed, of a document that is valid. */
export interface Execution {
  readonly document: DocumentNode;
  /** The operation of the document that is meant; undefined where it has none of that name. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly context: unknown;
}

export interface CompilingLimits {
  /** How often graphql-js executes an operation before it is compiled, which takes as long as a hundred executions. */
  readonly hitsBeforeCompiling: number;
  /** The part of the time that compiling may take, so that no flood of new documents fills it; 1 for all of it. */
  readonly timeShareMax: number;
}

const LIMITS: CompilingLimits = { hitsBeforeCompiling: 3, timeShareMax: 0.1 };

/** Compiled operations that are kept, each up to 1 MB: a flood of different documents must not fill the memory. */
const COMPILED_MAX = 100;

/** What is known of an operation. */
interface Knowledge {
  hits: number;
  /** Undefined until it is tried; null where it is left to graphql-js. */
  compiled: CompiledOperation | null | undefined;
}

/**
 * Executes operations as graphql-js does, those that come again and again by code compiled for them. What is known
 * of an operation goes when Apollo lets its document go.
 */
export class Executor {
  private readonly known = new WeakMap<OperationDefinitionNode, Knowledge>();
  /** The operations that are compiled, the first one first. */
  private readonly compiled = new Set<Knowledge>();
  /** When the next operation may be compiled, on the clock of `performance`. */
  private restsUntil = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits = LIMITS,
  ) {
    containTypeFaults(schema);
  }

  async execute(execution: Execution): Promise<ExecutionResult> {
    const { operation } = execution;
    const compiled = operation === undefined ? null : this.compiledOf(execution.document, operation);
    if (operation === undefined || compiled === null) return this.interpret(execution);
    const coerced = this.coercedVariables(operation, execution.variables ?? {});
    // What is wrong with variables, and with arguments, graphql-js says itself: nothing has run yet.
    const run = coerced === undefined ? null : compiled.prepare(coerced);
    if (run === null) return this.interpret(execution);
    const isQuery = operation.operation === OperationTypeNode.QUERY;
    let result: ExecutionResult;
    try {
      result = await run(execution.context);
    } catch (error) {
      if (isQuery) return this.interpret(execution);
      throw error;
    }
    if (result.data === undefined) return this.interpret(execution);
    if (result.errors === undefined) return result;
    // Of several errors some hide others, by the order in which they come about; a query can be asked again for that.
    const isCertain = result.errors.length === 1 && result.errors[0]?.originalError !== undefined;
    if (isQuery && !isCertain) return this.interpret(execution);
    return { errors: rebuiltErrors(execution.document, result), data: result.data };
  }

  /** How many operations are compiled now. */
  get compiledCount(): number {
    return this.compiled.size;
  }

  protected async interpret({ document, operationName, variables, context }: Execution): Promise<ExecutionResult> {
    return execute({
      schema: this.schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: context,
    });
  }

  /** Undefined where a variable is wrong. */
  private coercedVariables({ variableDefinitions = [] }: OperationDefinitionNode, given: Values): Values | undefined {
    if (variableDefinitions.length === 0) return NO_VALUES;
    return getVariableValues(this.schema, variableDefinitions, given, { maxErrors: 1 }).coerced;
  }

  private compiledOf(document: DocumentNode, operation: OperationDefinitionNode): CompiledOperation | null {
    let knowledge = this.known.get(operation);
    if (knowledge === undefined) {
      knowledge = { hits: 0, compiled: undefined };
      this.known.set(operation, knowledge);
    }
    knowledge.hits += 1;
    if (knowledge.compiled !== undefined || knowledge.hits <= this.limits.hitsBeforeCompiling) {
      return knowledge.compiled ?? null;
    }
    const startedAt = performance.now();
    if (startedAt < this.restsUntil) return null;
    knowledge.compiled = this.compile(document, operation);
    if (knowledge.compiled !== null) this.keep(knowledge);
    const finishedAt = performance.now();
    this.restsUntil = finishedAt + (finishedAt - startedAt) * (1 / this.limits.timeShareMax - 1);
    return knowledge.compiled;
  }

  private compile(document: DocumentNode, operation: OperationDefinitionNode): CompiledOperation | null {
    try {
      return compileOperation(this.schema, document, operation);
    } catch {
      return null;
    }
  }

  /** Keeps code, and forgets the oldest past the most that is kept. */
  private keep(knowledge: Knowledge): void {
    this.compiled.add(knowledge);
    if (this.compiled.size <= COMPILED_MAX) return;
    const [oldest] = this.compiled;
    if (oldest === undefined) return;
    this.compiled.delete(oldest);
    oldest.compiled = undefined;
    oldest.hits = 0;
  }
}

/**
 * A union or an interface that does not know what a value is says so by a promise: thrown out of compiled code that
 * goes on after a promise, it would reach nobody and end the process.
 */
function containTypeFaults(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isAbstractType(type) || !type.resolveType) continue;
    const { resolveType } = type;
    type.resolveType = (...given) => {
      try {
        return resolveType(...given);
      } catch (fault) {
        const rejected = Promise.reject(fault);
        rejected.catch(() => undefined);
        return rejected;
      }
    };
  }
}
