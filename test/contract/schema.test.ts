import { readdirSync, readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  parse,
  printSchema,
  printType,
  validate,
} from 'graphql';
import { createSchema } from '../../src/api/schema.js';
import { rules } from '../../src/redemption/rules/index.js';
import { policyNumbers } from './policy-numbers.js';

const file = (path: string) => readFileSync(path, 'utf8');
const changes = async (before: GraphQLSchema, after: GraphQLSchema, level: CriticalityLevel) =>
  (await diff(before, after)).filter(({ criticality }) => criticality.level === level).map(({ message }) => message);
const breaking = (before: GraphQLSchema, after: GraphQLSchema) => changes(before, after, CriticalityLevel.Breaking);
const dangerous = (before: GraphQLSchema, after: GraphQLSchema) => changes(before, after, CriticalityLevel.Dangerous);

/** The schema of the last release: each release leaves its own in `releases/`. */
const lastRelease = readdirSync('releases')
  .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
  .at(-1);

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

describe('the schema', () => {
  test('contains all that clients may rely on', async () => {
    expect(await breaking(buildSchema(file('test/contract/core.graphql')), schema)).toEqual([]);
  });

  test('is the one that is committed: `npm run schema` writes it', () => {
    expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(file('schema.graphql'));
  });

  test('a field that is taken out would be noticed', async () => {
    const core = file('test/contract/core.graphql');
    const less = buildSchema(core.replace('  boundOn: Date!\n  "Null,', '  "Null,'));
    expect(await breaking(buildSchema(core), less)).toEqual(["Field 'boundOn' was removed from object type 'Device'"]);
  });

  test('breaks nothing that the last release had, and says what may surprise a client', async () => {
    const released = buildSchema(file(`releases/${lastRelease}`));
    // Both as they are read, since directives such as @specifiedBy are compared by their text.
    const current = buildSchema(file('schema.graphql'));
    for (const message of await dangerous(released, current)) {
      process.stdout.write(`Dangerous since ${lastRelease}: ${message}\n`);
    }
    expect(await breaking(released, current)).toEqual([]);
  });

  test('a value that is added to an enum would be told as dangerous', async () => {
    const [before, after] = ['enum A { B } type Query { a: A }', 'enum A { B C } type Query { a: A }'];
    expect(await dangerous(buildSchema(before), buildSchema(after))).toEqual(["Enum value 'C' was added to enum 'A'"]);
  });

  test('describes every type, field, argument, input field and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
    const bare = 'type Query { "a" a(b: I): E } input I { c: Int } enum E { F } interface N { g: Int }';
    const missing = ['E', 'E.F', 'I', 'I.c', 'N', 'N.g', 'Query.a(b)'];
    expect(undescribed(buildSchema(bare)).sort()).toEqual(missing);
  });

  test('describes nothing by a number of the policy: a later version has another', () => {
    const told = Object.values(schema.getTypeMap()).flatMap((type) =>
      isIntrospectionType(type) || isSpecifiedScalarType(type) || type.name === 'CouponTerm' ? [] : describedBy(type),
    );
    expect(told.length).toBeGreaterThan(300);
    expect(told.filter((text) => policyNumbers(text).length > 0)).toEqual([]);
  });
});

describe.each(readdirSync('operations'))('the operation %s', (name) => {
  test('is valid', () => {
    expect(validate(schema, parse(file(`operations/${name}`)))).toEqual([]);
  });
});

describe('the unions of a redemption', () => {
  const violations = rules.map(({ violation }) => violation as string);
  const members = (name: string) => (schema.getType(name) as GraphQLUnionType).getTypes().map((type) => type.name);

  test('hold exactly the errors of the ordered rules', () => {
    expect(members('QuoteRedemptionResult')).toEqual(['RedemptionQuote', ...violations]);
    expect(members('RedeemCouponResult')).toEqual([
      'RedeemCouponSuccess',
      'QuoteOutdated',
      'IdempotencyKeyReused',
      ...violations,
    ]);
  });

  test('and every type that tells a violation is told by a rule', () => {
    const violation = schema.getType('RedemptionViolation');
    if (!isInterfaceType(violation)) throw new Error('RedemptionViolation is an interface.');
    const types = schema.getPossibleTypes(violation).map((type) => type.name);
    expect(types.sort()).toEqual([...violations].sort());
  });
});

/** The descriptions of a type and of what it has. */
function describedBy(type: GraphQLNamedType): string[] {
  return [...printType(type).matchAll(/"""(.*?)"""/gs)].map(([, text = '']) => text);
}

function undescribed(of: GraphQLSchema): string[] {
  const missing: string[] = [];
  const check = (name: string, description: string | null | undefined) => {
    if (!description) missing.push(name);
  };
  for (const type of Object.values(of.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    if (!['Query', 'Mutation'].includes(type.name)) check(type.name, type.description);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field.description);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field.description);
      for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument.description);
    }
  }
  return missing;
}
