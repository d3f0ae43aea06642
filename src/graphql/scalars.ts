import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { registerEnumType } from 'type-graphql';
import { EARLIEST_DATE, isCalendarDate, LATEST_DATE } from '../shared/calendar.js';

function parseDate(value: unknown): string {
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  throw new GraphQLError(
    `A Date is a day that exists, as YYYY-MM-DD, from ${EARLIEST_DATE} to ${LATEST_DATE}: "2024-02-29".`,
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}

export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar date in the programme’s time zone, YYYY-MM-DD. Example: `2024-02-29`.',
  serialize: (value) => value as string,
  parseValue: parseDate,
  parseLiteral: (node) => parseDate(node.kind === Kind.STRING ? node.value : null),
});

function refuseDateTime(): never {
  throw new GraphQLError('A DateTime is only ever answered.', { extensions: { code: 'BAD_USER_INPUT' } });
}

export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  description: 'An instant, RFC 3339 in UTC. Example: `2024-01-01T00:00:00.000Z`.',
  serialize: (value) => value as string,
  parseValue: refuseDateTime,
  parseLiteral: refuseDateTime,
});

/** A GraphQL enum whose values are these names, each with what it means. Returns what `@Field` refers to it by. */
export function enumOf<Name extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Name, string>>,
): Record<Name, Name> {
  const names = Object.keys(meanings) as Name[];
  const values = Object.fromEntries(names.map((value) => [value, value])) as Record<Name, Name>;
  const valuesConfig = Object.fromEntries(names.map((value) => [value, { description: meanings[value] }]));
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as Record<Name, { description: string }> });
  return values;
}

/** An instance of a GraphQL object type with its fields: unions and interfaces tell their members by class. */
export function instanceOf<T extends object>(type: new () => T, fields: T): T {
  return Object.assign(new type(), fields);
}
