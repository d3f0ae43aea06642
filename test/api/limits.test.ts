import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { ask, counted, type SmallServer, startSmallServer } from './small-server.js';

let server: SmallServer;
beforeAll(async () => {
  server = await startSmallServer();
});
afterAll(() => server.stop());

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** Fields inside fields: `{ person { friend { friend { name } } } }` is 4 deep. */
function deep(depth: number): string {
  return `{ person { ${'friend { '.repeat(depth - 2)}name ${'} '.repeat(depth - 2)}} }`;
}

/** Each fragment spreads the next one twice, so that n of them spread out to 2 to the n fields. */
function doubling(fragments: number): string {
  const chain = times(fragments, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);
  return `{ ...F0 } ${chain} fragment F${fragments} on Query { subject }`;
}

const doublingDeep = (fragments: number) =>
  `{ person { ...F0 } } ${times(fragments, (n) => `fragment F${n} on Person { friend { ...F${n + 1} } ...F${n + 1} }`)} ` +
  `fragment F${fragments} on Person { name }`;

describe('a document beyond the limits is refused', () => {
  const refused: [what: string, query: string][] = [
    ['fragments that spread out to 2^25 fields', doubling(25)],
    ['fragments that spread out to 2^100 fields', doubling(100)],
    ['fragments that spread out in depth', doublingDeep(80)],
    ['500 mutations under aliases', `mutation { ${times(500, (n) => `a${n}: change`)} }`],
    ['11 mutations', `mutation { ${times(11, (n) => `a${n}: change`)} }`],
    [
      '11 mutations through a fragment',
      `mutation { ...C } fragment C on Mutation { ${times(11, (n) => `a${n}: change`)} }`,
    ],
    ['a depth of 3,000', deep(3000)],
    ['a depth of 500', deep(500)],
    ['a depth of 16', deep(16)],
    [
      'a depth of 16 through fragments',
      `{ person { ...A } } fragment A on Person { ${'friend { '.repeat(14)} name ${'} '.repeat(14)} }`,
    ],
    ['a fragment that spreads itself', '{ ...A } fragment A on Query { subject ...A }'],
    ['fragments in a cycle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    [
      'fragments in a cycle through fields',
      '{ person { ...A } } fragment A on Person { friend { ...B } } fragment B on Person { friend { ...A } }',
    ],
    ['20,000 aliases', `{ ${times(20_000, (n) => `a${n.toString(36)}:x`)} }`],
    ['300 aliases', `{ ${times(300, (n) => `a${n}: subject`)} }`],
    ['51 aliases', `{ ${times(51, (n) => `a${n}: subject`)} }`],
    [
      '52 aliases by a fragment of 26',
      `{ person { ...A friend { ...A } } } fragment A on Person { ${times(26, (n) => `a${n}: name`)} }`,
    ],
    ['one field 990 times', `{ ${'subject '.repeat(990)} }`],
    ['a page of 100 people with 101 fields each', `{ page(first: 100) { ${'name '.repeat(101)} } }`],
    [
      'a page of as many as a variable says, with 101 fields each',
      `query ($n: Int! = 1) { page(first: $n) { ${'name '.repeat(101)} } }`,
    ],
    ['a field that costs 2,500, five times', `{ ${times(5, (n) => `a${n}: costly`)} }`],
    ['brackets never closed', `{ double(of: ${'['.repeat(1400)} }`],
    ['brackets in brackets', `{ double(of: ${'['.repeat(700)}${']'.repeat(700)}) }`],
    ['a type of lists of lists', `query ($a: ${'['.repeat(700)}Int${']'.repeat(700)}) { subject }`],
    ['340 variables', `query (${times(340, (n) => `$a${n}: Int`)}) { subject }`],
    [
      'a schema asked for in circles',
      `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} }'.repeat(5)} } } }`,
    ],
    ['a subscription, of which there are none', 'subscription { subject }'],
    ['nothing', ''],
    ['no GraphQL', 'SELECT * FROM users'],
    ['a field that is no field', '{ __proto__ }'],
  ];

  test.each(refused)('%s', async (_, query) => {
    const before = counted.changes;
    const { status, data, errors } = await ask(server, query);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(data).toBeUndefined();
    expect(errors.length).toBeGreaterThan(0);
    expect(counted.changes).toBe(before);
  });

  test('and the server goes on serving', async () => {
    expect((await ask(server, '{ subject }')).status).toBe(200);
    expect(server.logged).toEqual([]);
  });
});

describe('a document at the limits is executed', () => {
  const executed: [what: string, query: string][] = [
    ['a depth of 15', deep(15)],
    ['50 aliases', `{ ${times(50, (n) => `a${n}: subject`)} }`],
    ['a page of 99 people with 101 fields each: a cost of 10,000', `{ page(first: 99) { ${'name '.repeat(101)} } }`],
    ['a page of 20 for one whose size is left out', `{ page { ${'name '.repeat(400)} } }`],
    ['10 mutations', `mutation { ${times(10, (n) => `a${n}: change`)} }`],
    ['fragments that spread out to 4,096 fields', doubling(12)],
  ];

  test.each(executed)('%s', async (_, query) => {
    const { status, errors } = await ask(server, query);
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
  });

  test("GraphiQL's question about the schema, with all it can ask for", async () => {
    const everything = {
      schemaDescription: true,
      inputValueDeprecation: true,
      directiveIsRepeatable: true,
      specifiedByUrl: true,
      oneOf: true,
    };
    const { status, errors } = await ask(server, getIntrospectionQuery(everything));
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
  });
});

describe('in production', () => {
  let production: SmallServer;
  beforeAll(async () => {
    production = await startSmallServer({ production: true });
  });
  afterAll(() => production.stop());

  test('the schema is not shown', async () => {
    const { status, data } = await ask(production, '{ __schema { queryType { name } } }');
    expect({ status, data }).toEqual({ status: 400, data: undefined });
  });

  test('a misspelt field is not answered with a better one', async () => {
    const { errors, text } = await ask(production, '{ subjekt }');
    expect(text).not.toMatch(/subject\b/);
    expect(errors[0]?.message).toBe('Cannot query field "subjekt" on type "Query".');
    expect((await ask(server, '{ subjekt }')).text).toMatch(/subject\b/);
  });
});
