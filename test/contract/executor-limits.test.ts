import { expect, test } from '@jest/globals';
import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLSchema,
  getOperationAST,
  isObjectType,
  parse,
} from 'graphql';
import { createSchema } from '../../src/api/schema.js';
import { Executor } from '../../src/server/graphql/executor.js';

const AT_ONCE = { hitsBeforeCompiling: 0, timeShareMax: 1 };

/** A schema whose fields resolve as they are told here. */
function schemaOf(
  text: string,
  resolvers: Record<string, Record<string, (...given: never[]) => unknown>>,
): GraphQLSchema {
  const schema = buildSchema(text);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      if (field === undefined) throw new Error(`There is no ${typeName}.${name}.`);
      field.resolve = resolve as NonNullable<typeof field.resolve>;
    }
  }
  return schema;
}

function run(executor: Executor, document: DocumentNode, variables: Record<string, unknown> = {}) {
  return executor.execute({ document, operation: getOperationAST(document) ?? undefined, variables, context: null });
}

const echo = schemaOf('input In { n: Int! = 5, s: String } type Query { echo(s: String, in: In): String }', {
  Query: { echo: (_: unknown, given: object) => JSON.stringify(given) },
});

test('an operation is compiled the fourth time it comes', async () => {
  const executor = new Executor(echo, { hitsBeforeCompiling: 3, timeShareMax: 1 });
  const document = parse('{ echo }');
  for (let time = 0; time < 3; time += 1) await run(executor, document);
  expect(executor.compiledCount).toBe(0);
  await run(executor, document);
  expect(executor.compiledCount).toBe(1);
});

test('no more than 100 operations are kept compiled, and one that was forgotten is answered all the same', async () => {
  const executor = new Executor(echo, AT_ONCE);
  const first = parse('{ echo }');
  await run(executor, first);
  for (let index = 0; index < 110; index += 1) await run(executor, parse(`{ a${index}: echo }`));
  expect(executor.compiledCount).toBe(100);
  expect(await run(executor, first)).toEqual({ data: { echo: '{}' } });
});

test('a text that the compiler takes for code of its own is a text', async () => {
  const code = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.intruder=1';
  const executor = new Executor(echo, AT_ONCE);
  for (const text of [
    `{ echo(s: "${code}") }`,
    `query ($s: String = "${code}") { echo(s: $s, in: { s: "${code}" }) }`,
  ]) {
    const document = parse(text);
    expect(await run(executor, document)).toEqual(await execute({ schema: echo, document }));
  }
  expect(executor.compiledCount).toBe(2);
  expect(globalThis).not.toHaveProperty('intruder');
});

test('a variable left out inside an input leaves its field out, or at its default', async () => {
  const executor = new Executor(echo, AT_ONCE);
  const document = parse('query ($n: Int = 7, $s: String) { echo(in: { n: $n, s: $s }) }');
  expect((await run(executor, document)).data).toEqual({ echo: '{"in":{"n":7}}' });
  expect((await run(executor, document, { s: null })).data).toEqual({ echo: '{"in":{"n":7,"s":null}}' });
  expect((await run(executor, document, { n: null })).errors?.[0]?.message).toMatch(/^Argument "in" /);
});

test('a fragment that is skipped in one place stands in another', async () => {
  const executor = new Executor(echo, AT_ONCE);
  for (const skips of ['...F @skip(if: true) ...F', '... @include(if: false) { ...F } ... { ...F }']) {
    const document = parse(`{ ${skips} } fragment F on Query { echo }`);
    expect(await run(executor, document)).toEqual({ data: { echo: '{}' } });
  }
});

test('an operation whose code would multiply is left to graphql-js', async () => {
  const schema = await createSchema();
  const executor = new Executor(schema, AT_ONCE);
  const others = (depth: number): string => (depth === 0 ? 'rule' : `others { ${others(depth - 1)} }`);
  const document = parse(`{ me { devices { eligibility { violations { ${others(8)} } } } } }`);
  await run(executor, document);
  expect(executor.compiledCount).toBe(0);
});

test('of several changes none is made after one that failed for good', async () => {
  let changes = 0;
  const change = ({ fails }: { fails: boolean }) => {
    changes += 1;
    if (fails) throw new Error('It failed');
    return true;
  };
  const schema = schemaOf('type Query { a: Int } type Mutation { change(fails: Boolean!): Boolean! }', {
    Mutation: { change: async (_: unknown, given: { fails: boolean }) => change(given) },
  });
  const document = parse('mutation { a: change(fails: true) b: change(fails: false) }');
  const { data, errors } = await run(new Executor(schema, AT_ONCE), document);
  expect({ data, messages: errors?.map(({ message }) => message), changes }).toEqual({
    data: null,
    messages: ['It failed'],
    changes: 1,
  });
});

test('a change is made once, whatever goes wrong with its answer, and of its errors each place has one', async () => {
  let changes = 0;
  const fail = async (_: unknown, __: unknown, ___: unknown, info: { fieldName: string }) => {
    throw new Error(`${info.fieldName} is away`);
  };
  const schema = schemaOf(
    'type Query { a: Int } type Done { first: Int! second: Int! } type Mutation { change: Done }',
    {
      Mutation: {
        change: () => {
          changes += 1;
          return {};
        },
      },
      Done: { first: fail as never, second: fail as never },
    },
  );
  const executor = new Executor(schema, AT_ONCE);
  const document = parse('mutation { change { first second } }');
  const expected = await execute({ schema, document });
  const given = await run(executor, document);
  expect(JSON.stringify(given)).toBe(JSON.stringify(expected));
  expect([changes, executor.compiledCount]).toEqual([2, 1]);
});

test('a union that does not know its member answers an error, and ends nothing', async () => {
  const schema = schemaOf('type A { a: Int } type B { b: Int } union AB = A | B type Query { ab: AB }', {
    Query: { ab: async () => ({}) },
  });
  const union = schema.getType('AB') as { resolveType?: unknown };
  union.resolveType = () => {
    throw new Error('Neither of both');
  };
  const executor = new Executor(schema, AT_ONCE);
  const { data, errors } = await run(executor, parse('{ ab { __typename } }'));
  expect([data, errors?.[0]?.message, errors?.[0]?.path]).toEqual([{ ab: null }, 'Neither of both', ['ab']]);
});
