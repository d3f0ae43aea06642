import {
  type ArgumentNode,
  BREAK,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  isInterfaceType,
  Kind,
  parseType,
  TypeInfo,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

export type Values = Readonly<Record<string, unknown>>;

/** Of an operation without variables. */
export const NO_VALUES: Values = {};

/** An operation whose arguments are variables, each for one argument of one field. */
export interface LiftedOperation {
  readonly document: DocumentNode;
  /** What those variables are when the operation's own have these values; null where an argument has no value. */
  valuesOf(variables: Values): Values | null;
}

/** A field that is called with arguments, and the variable that stands for each of them. */
interface Call {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Lifts every argument out of the text of an operation, which the document holds alone. The compiler writes literals
 * into the code that it makes, and one it does not escape: a text of a certain form would run as code. So it is given
 * names alone, and graphql-js gives the values; the two would not coerce a variable left out inside an input alike.
 * Null where the field of an interface has arguments: its types may have others.
 */
export function liftArguments(schema: GraphQLSchema, document: DocumentNode): LiftedOperation | null {
  const typeInfo = new TypeInfo(schema);
  const definitions: VariableDefinitionNode[] = [];
  const varying: Call[] = [];
  const constant: Call[] = [];
  let isLiftable = true;
  const lifted: DocumentNode = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        if (!node.arguments?.length) return;
        const field = typeInfo.getFieldDef();
        isLiftable &&= Boolean(field) && !isInterfaceType(typeInfo.getParentType());
        if (!field || !isLiftable) return BREAK;
        const variables = define(field, node, definitions);
        (usesVariables(node.arguments) ? varying : constant).push({ field, node, variables });
        return { ...node, arguments: node.arguments.map((argument) => liftedArgument(argument, variables)) };
      },
      OperationDefinition: { leave: (operation) => ({ ...operation, variableDefinitions: definitions }) },
    }),
  );
  const constants = isLiftable ? liftedValues(constant, NO_VALUES, NO_VALUES) : null;
  if (constants === null) return null;
  return { document: lifted, valuesOf: (variables) => liftedValues(varying, variables, constants) };
}

/** Defines a variable for each argument that a field is given; their names by the arguments' names. */
function define(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  definitions: VariableDefinitionNode[],
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const { name } of node.arguments ?? []) {
    const variable = `lifted${definitions.length}`;
    const type = field.args.find((argument) => argument.name === name.value)?.type;
    definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: variableNode(variable),
      type: parseType(String(type), { noLocation: true }),
    });
    variables.set(name.value, variable);
  }
  return variables;
}

function liftedArgument(argument: ArgumentNode, variables: ReadonlyMap<string, string>): ArgumentNode {
  return { ...argument, value: variableNode(variables.get(argument.name.value) ?? '') };
}

function variableNode(name: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
}

function usesVariables(given: readonly ArgumentNode[]): boolean {
  let uses = false;
  for (const argument of given) {
    visit(argument, {
      Variable() {
        uses = true;
        return BREAK;
      },
    });
  }
  return uses;
}

function liftedValues(calls: readonly Call[], variableValues: Values, constants: Values): Values | null {
  if (calls.length === 0) return constants;
  const values: Record<string, unknown> = Object.assign({}, constants);
  for (const { field, node, variables } of calls) {
    const given = argumentValues(field, node, variableValues);
    if (given === null) return null;
    for (const [argument, variable] of variables) {
      if (Object.hasOwn(given, argument)) values[variable] = given[argument];
    }
  }
  return values;
}

function argumentValues(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Values): Values | null {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return null;
  }
}
