import {
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';
import { compileQuery } from 'graphql-jit';
import { liftArguments, type Values } from './lifted-arguments.js';

/**
 * Fields that the code of one operation may spell out, those of a union or an interface once for each type that it can
 * be: interfaces in interfaces multiply, and a hundred fields of text would be millions of code.
 */
const COMPILED_FIELDS_MAX = 1000;

/** Names that can be written into code as they are, and that no name the compiler makes up can meet. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9]*$/;

export interface CompiledOperation {
  /** What runs it with these variables, once coerced; null where an argument turns out to have no value. */
  prepare(variables: Values): ((context: unknown) => Promise<ExecutionResult> | ExecutionResult) | null;
}

/** Compiles an operation of a valid document; null where it must be left to graphql-js. */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation | null {
  const name = operation.name?.value;
  const alone = separateOperations(document)[name ?? ''];
  if (alone === undefined || !isCompilable(alone, operation)) return null;
  if (spelledOut(schema, alone, operation) > COMPILED_FIELDS_MAX) return null;
  const lifted = liftArguments(schema, alone);
  if (lifted === null) return null;
  const compiled = compileQuery(schema, lifted.document, name, {
    // An error is told by its original's stack; most are refusals, which need none.
    disablingCapturingStackErrors: true,
  });
  if (!('query' in compiled)) return null;
  const { query } = compiled;
  return {
    prepare(variables) {
      const values = lifted.valuesOf(variables);
      return values === null ? null : (context) => query(undefined, context, values);
    },
  };
}

/**
 * What the compiler does as graphql-js does: no directives, since it forgets or mixes up conditions where fragments
 * meet them; a mutation of one change, since it goes on with the next after a failed one; and no questions about the
 * schema.
 */
function isCompilable(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return false;
  const [first, ...others] = operation.selectionSet.selections;
  const isOneField = first?.kind === Kind.FIELD && others.length === 0;
  if (operation.operation === OperationTypeNode.MUTATION && !isOneField) return false;
  let isPlain = true;
  const stop = () => {
    isPlain = false;
    return BREAK;
  };
  visit(document, {
    Directive: stop,
    Field({ alias, name }) {
      if (name.value === '__schema' || name.value === '__type') return stop();
      return alias === undefined || PLAIN_NAME.test(alias.value) ? undefined : stop();
    },
  });
  return isPlain;
}

/** How many fields the code would spell out; counting stops past the most that it may. */
function spelledOut(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let count = 0;
  const countSelections = ({ selections }: SelectionSetNode, type: GraphQLObjectType): void => {
    for (const selection of selections) {
      count += 1;
      if (count > COMPILED_FIELDS_MAX) return;
      if (selection.kind === Kind.FIELD) {
        const field = type.getFields()[selection.name.value];
        if (field === undefined || selection.selectionSet === undefined) continue;
        for (const possible of objectTypes(schema, getNamedType(field.type).name)) {
          countSelections(selection.selectionSet, possible);
        }
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        const matches = condition === undefined || objectTypes(schema, condition).includes(type);
        if (fragment !== undefined && matches) countSelections(fragment.selectionSet, type);
      }
    }
  };
  const root = schema.getRootType(operation.operation);
  if (root) countSelections(operation.selectionSet, root);
  return count;
}

function objectTypes(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
