import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNullableType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';

/** Entries that a list is expected to have where its field does not say. */
const ENTRIES_EXPECTED = 5;

/** Entries of a page whose size is a variable: a document is judged once, whatever is sent with it later. */
const ENTRIES_OF_PAGE_MAX = 100;

/** Questions about the schema are answered from memory; of GraphiQL's there are thousands of fields. */
const META_FIELD_COST = 0.05;
const META_LIST_ENTRIES: Readonly<Record<string, number>> = { types: 130, fields: 10 };
const META_LIST_ENTRIES_EXPECTED = 2;

/** The definition of a field in its type; undefined where it has none, which another rule refuses. */
export function fieldIn(
  schema: GraphQLSchema,
  parent: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (parent !== undefined && parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/**
 * What a field costs with what is selected in it, in fields of plain text: by its own `complexity`, else 1 and the
 * selection's cost for each entry that is expected.
 */
export function fieldCost(
  parent: GraphQLNamedType | undefined,
  field: GraphQLField<unknown, unknown> | undefined,
  node: FieldNode,
  childComplexity: number,
): number {
  if (field === undefined) return 1 + childComplexity;
  const isList = isListType(getNullableType(field.type));
  if (parent !== undefined && isIntrospectionType(parent)) {
    const entries = isList ? (META_LIST_ENTRIES[field.name] ?? META_LIST_ENTRIES_EXPECTED) : 1;
    return META_FIELD_COST + entries * childComplexity;
  }
  const { complexity } = field.extensions;
  const first = pageSize(field, node);
  if (typeof complexity === 'function') return complexity({ args: { first }, childComplexity });
  return 1 + (first ?? (isList ? ENTRIES_EXPECTED : 1)) * childComplexity;
}

/** The entries of a page that are asked for; undefined where the field is no page. */
function pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode): number | undefined {
  const definition = field.args.find(({ name }) => name === 'first');
  if (definition === undefined) return undefined;
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (value === undefined) return Number(definition.defaultValue ?? ENTRIES_OF_PAGE_MAX);
  if (value.kind !== Kind.INT) return ENTRIES_OF_PAGE_MAX;
  return Math.min(Math.max(Number(value.value), 0), ENTRIES_OF_PAGE_MAX);
}
