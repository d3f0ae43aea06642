import type { GraphQLSchema } from 'graphql';
import { type ClassType, getMetadataStorage } from 'type-graphql';

/** What of TypeGraphQL's metadata of a method and its parameters says how it is called. */
type Method = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];
type Parameter = NonNullable<Method['params']>[number];

/** What a parameter is given of a field's parent, its arguments and the request's context. */
type Given = (root: object, args: Readonly<Record<string, unknown>>, context: object) => unknown;

/** Makes one instance of each class of resolvers: they hold nothing. */
export class Instances {
  private readonly instances = new Map<unknown, object>();

  get(of: unknown): object {
    let instance = this.instances.get(of);
    if (instance === undefined) {
      instance = new (of as ClassType)() as object;
      this.instances.set(of, instance);
    }
    return instance;
  }
}

/**
 * Has queries and resolvers of fields called with what their parameters name, and nothing between. TypeGraphQL would sort
 * the parameters at every call, and wait for each argument to be validated, which is not asked for (decision 18). What
 * asks for more it calls itself: an instance of an input type, middleware, roles.
 */
export function callDirectly(schema: GraphQLSchema, instances: Instances): void {
  const { queries, fieldResolvers, objectTypes } = getMetadataStorage();
  const nameOf = new Map(objectTypes.map(({ target, name }) => [target, name]));
  for (const query of queries) call(schema, 'Query', query, instances);
  for (const resolver of fieldResolvers) {
    const name = resolver.kind === 'external' ? nameOf.get(resolver.getObjectType?.() as ClassType) : undefined;
    if (name !== undefined) call(schema, name, resolver, instances);
  }
}

function call(
  schema: GraphQLSchema,
  type: string,
  { schemaName, target, methodName, params = [], middlewares = [], roles }: Omit<Method, 'kind'>,
  instances: Instances,
): void {
  if (middlewares.length > 0 || roles !== undefined) return;
  const parent = schema.getType(type);
  const field = parent !== undefined && 'getFields' in parent ? parent.getFields()[schemaName] : undefined;
  const given = [...params].sort((one, other) => one.index - other.index).map(givenTo);
  if (field === undefined || !('resolve' in field) || !given.every((one) => one !== null)) return;
  const instance = instances.get(target) as Record<string, (...values: unknown[]) => unknown>;
  field.resolve = (root, args, context) => instance[methodName]?.(...given.map((one) => one(root, args, context)));
}

/** Null where TypeGraphQL does more than to hand it over. */
function givenTo(parameter: Parameter): Given | null {
  if (parameter.kind === 'root' && parameter.propertyName === undefined) return (root) => root;
  if (parameter.kind === 'context' && parameter.propertyName === undefined) return (_root, _args, context) => context;
  if (parameter.kind !== 'arg' || isInput(parameter.getType())) return null;
  const { name } = parameter;
  return (_root, args) => args[name];
}

function isInput(type: unknown): boolean {
  return getMetadataStorage().inputTypes.some(({ target }) => target === type);
}
