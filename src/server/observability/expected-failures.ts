import { type GraphQLFieldResolver, type GraphQLSchema, getNullableType, isObjectType, isUnionType } from 'graphql';
import { UserError } from '../../graphql/user-error.type.js';
import type { ExpectedFailure, Recorded } from '../../shared/request-record.js';

/** Has every operation's expected failures noted on the record of its request. Returns the same schema. */
export function noteExpectedFailures(schema: GraphQLSchema): GraphQLSchema {
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (isUnionType(getNullableType(field.type)) && field.resolve) field.resolve = noting(schema, field.resolve);
    }
  }
  return schema;
}

function noting(schema: GraphQLSchema, resolve: GraphQLFieldResolver<unknown, Recorded>) {
  return async (source: unknown, given: object, context: Recorded, info: Parameters<typeof resolve>[3]) => {
    const answer = await resolve(source, given, context, info);
    if (answer instanceof UserError) context.record?.expectedFailures.push(expectedFailureOf(schema, answer));
    return answer;
  };
}

/** A violation knows its rule; of every other failure the schema says it. */
function expectedFailureOf(schema: GraphQLSchema, failure: UserError): ExpectedFailure {
  const error = failure.constructor.name;
  const { rule } = failure as { rule?: unknown };
  return { error, rule: typeof rule === 'string' ? rule : describedRule(schema, error) };
}

function describedRule(schema: GraphQLSchema, typeName: string): string | null {
  const type = schema.getType(typeName);
  return (isObjectType(type) && /\(rule (\w+)\)/.exec(type.description ?? '')?.[1]) || null;
}
