import { readdirSync, readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
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
  validate,
} from 'graphql';
import { createSchema } from '../../src/api/schema.js';
import { rules } from '../../src/redemption/rules/index.js';

const file = (path: string) => readFileSync(path, 'utf8');
const breaking = async (before: GraphQLSchema, after: GraphQLSchema) =>
  (await diff(before, after))
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);

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

  test('describes every type, field, argument, input field and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
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
