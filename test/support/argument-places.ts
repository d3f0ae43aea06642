import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** A GraphQL request that shows one argument. */
export interface ArgumentRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A place in the schema where a client gives a value. */
export interface ArgumentPlace {
  /** Such as `Mutation.redeemCoupon(input.couponId)` or `User.grants(first)`. */
  readonly name: string;
  /** The type of the value itself: a scalar or an enum. */
  readonly type: string;
  readonly isMutation: boolean;
  /** A request that is right in all else. */
  request(value: unknown): ArgumentRequest;
}

/** Gives a value of the right form for an argument that is not the one to be tried. */
export type Sample = (name: string, type: string) => unknown;

/** A field, and the fields that lead to it from a root. */
interface Way {
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly before: readonly GraphQLField<unknown, unknown>[];
  readonly isMutation: boolean;
}

/** Every argument of every field that can be reached, those inside inputs one by one. */
export function argumentPlaces(schema: GraphQLSchema, sample: Sample): ArgumentPlace[] {
  return waysOf(schema).flatMap((way) =>
    way.field.args.flatMap((argument) =>
      leavesOf(argument).map(({ path, type }) => ({
        name: `${way.parent.name}.${way.field.name}(${path.join('.')})`,
        type,
        isMutation: way.isMutation,
        request: (value: unknown) => requestOf(schema, way, argument, path.slice(1), value, sample),
      })),
    ),
  );
}

/** Each field of each object once, by the shortest way to it; what lies behind a mutation is seen by its queries. */
function waysOf(schema: GraphQLSchema): Way[] {
  const ways: Way[] = [];
  const seen = new Set<GraphQLObjectType>();
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type !== null && type !== undefined);
  let edge = roots.map((type) => ({
    type,
    before: [] as Way['before'],
    isMutation: type === schema.getMutationType(),
  }));
  while (edge.length > 0) {
    const next: typeof edge = [];
    for (const { type, before, isMutation } of edge) {
      if (seen.has(type)) continue;
      seen.add(type);
      for (const field of Object.values(type.getFields())) {
        ways.push({ parent: type, field, before, isMutation });
        const named = getNamedType(field.type);
        const targets = isObjectType(named) ? [named] : isAbstractType(named) ? schema.getPossibleTypes(named) : [];
        for (const target of targets)
          if (!isMutation) next.push({ type: target, before: [...before, field], isMutation });
      }
    }
    edge = next;
  }
  return ways;
}

function leavesOf(input: GraphQLArgument | GraphQLInputField): { path: string[]; type: string }[] {
  const named = getNamedType(input.type);
  if (!isInputObjectType(named)) return [{ path: [input.name], type: named.name }];
  return Object.values(named.getFields()).flatMap((field) =>
    leavesOf(field).map(({ path, type }) => ({ path: [input.name, ...path], type })),
  );
}

function requestOf(
  schema: GraphQLSchema,
  { field, before, isMutation }: Way,
  tried: GraphQLArgument,
  path: readonly string[],
  value: unknown,
  sample: Sample,
): ArgumentRequest {
  const definitions: string[] = [];
  const variables: Record<string, unknown> = {};
  const call = (one: GraphQLField<unknown, unknown>, argument: GraphQLArgument | null) => {
    const given = one.args.filter((each) => each === argument || isRequiredArgument(each));
    const list = given.map((each) => {
      const variable = `v${definitions.length}`;
      definitions.push(`$${variable}: ${each.type}`);
      variables[variable] =
        each === argument ? valueWith(each.type, path, value, sample) : sampleOf(each.type, each.name, sample);
      return `${each.name}: $${variable}`;
    });
    return list.length === 0 ? one.name : `${one.name}(${list.join(', ')})`;
  };
  const calls = [...before.map((one) => call(one, null)), `${call(field, tried)} ${selectionOf(schema, field.type)}`];
  const body = calls.reduceRight((inner, outer, index) => {
    const step = before[index];
    return step === undefined ? outer : `${outer} ${narrowed(schema, step, before[index + 1] ?? field, inner)}`;
  });
  const head = definitions.length === 0 ? '' : ` (${definitions.join(', ')})`;
  return { query: `${isMutation ? 'mutation' : 'query'}${head} { ${body} }`, variables };
}

/** What is selected in a field on the way, in the type that has the next one. */
function narrowed(
  schema: GraphQLSchema,
  step: GraphQLField<unknown, unknown>,
  next: GraphQLField<unknown, unknown>,
  inner: string,
): string {
  const named = getNamedType(step.type);
  if (!isAbstractType(named)) return `{ ${inner} }`;
  const owner = schema.getPossibleTypes(named).find((type) => Object.values(type.getFields()).includes(next));
  return `{ ... on ${owner?.name} { ${inner} } }`;
}

function valueWith(type: GraphQLInputType, path: readonly string[], value: unknown, sample: Sample): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (isNonNullType(type)) return valueWith(type.ofType, path, value, sample);
  if (isListType(type)) return [valueWith(type.ofType, path, value, sample)];
  if (!isInputObjectType(type)) return value;
  const field = type.getFields()[name] as GraphQLInputField;
  return { ...(sampleOf(type, '', sample) as object), [name]: valueWith(field.type, rest, value, sample) };
}

function sampleOf(type: GraphQLInputType, name: string, sample: Sample): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType, name, sample);
  if (isListType(type)) return [sampleOf(type.ofType, name, sample)];
  if (!isInputObjectType(type)) return sample(name, getNamedType(type).name);
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(fields.map((field) => [field.name, sampleOf(field.type, field.name, sample)]));
}

/** Everything plain that a field answers, two levels deep; of types that would answer one name differently, the first. */
function selectionOf(schema: GraphQLSchema, type: GraphQLOutputType, depth = 2): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  const kinds = new Map<string, string>();
  const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [named as GraphQLObjectType];
  const parts = possible.map((object) => {
    const fields = Object.values(object.getFields()).filter((field) => {
      if (field.args.some(isRequiredArgument) || (depth === 0 && !isLeafType(getNamedType(field.type)))) return false;
      if (!isLeafType(getNamedType(field.type)) && possible.length > 5) return false;
      const kind = kinds.get(field.name) ?? String(field.type);
      kinds.set(field.name, kind);
      return kind === String(field.type);
    });
    const list = fields.map((field) => `${field.name} ${selectionOf(schema, field.type, depth - 1)}`.trim());
    return possible.length === 1 ? list.join(' ') : `... on ${object.name} { ${['__typename', ...list].join(' ')} }`;
  });
  return `{ __typename ${parts.join(' ')} }`;
}
