import { ApolloServer, type ApolloServerOptions, type BaseContext, HeaderMap } from '@apollo/server';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { RequestContext } from '../../src/api/request-context.js';
import { createSchema } from '../../src/api/schema.js';
import { executionBy } from '../../src/server/graphql/execution.js';
import { type ProgrammeAtRest, programmeAtRest } from '../support/programme-at-rest.js';

const OPTIONS = { introspection: true, includeStacktraceInErrorResponses: false, stopOnTerminationSignals: false };
/** More often than an operation is executed before it is compiled. */
const TIMES = 6;

let programme: ProgrammeAtRest;
let servers: readonly ApolloServer<BaseContext>[];

beforeAll(async () => {
  const schema: GraphQLSchema = await createSchema();
  programme = await programmeAtRest(schema);
  const { plugin, gateway } = executionBy(schema, { limits: { hitsBeforeCompiling: 3, timeShareMax: 1 } });
  servers = await Promise.all([started({ ...OPTIONS, schema }), started({ ...OPTIONS, gateway, plugins: [plugin] })]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await programme.close();
});

async function started(options: ApolloServerOptions<BaseContext>): Promise<ApolloServer<BaseContext>> {
  const server = new ApolloServer(options);
  await server.start();
  return server;
}

async function ask(server: ApolloServer<BaseContext>, method: 'GET' | 'POST', request: object) {
  const { search = '', ...body } = request as { search?: string };
  const {
    status,
    headers,
    body: answer,
  } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: new HeaderMap([['content-type', 'application/json']]), search, body },
    context: async () => new RequestContext(programme.service, 'en', programme.viewers.member),
  });
  return { status, headers: [...headers], answer: answer.kind === 'complete' ? answer.string : answer.kind };
}

const REQUESTS: [string, 'GET' | 'POST', object][] = [
  ['a query', 'POST', { query: '{ me { id } }' }],
  ['null for variables', 'POST', { query: '{ today }', variables: null }],
  [
    'a variable of the wrong type',
    'POST',
    { query: 'query ($y: Int) { me { year(year: $y) { year } } }', variables: { y: 'x' } },
  ],
  [
    'a date that does not exist',
    'POST',
    { query: 'query ($on: Date) { policy(on: $on) { version } }', variables: { on: '2023-02-29' } },
  ],
  ['a variable left out', 'POST', { query: 'query ($s: String!) { warranty(serialNumber: $s) { __typename } }' }],
  [
    'a null in place of a default',
    'POST',
    { query: 'query ($n: Int = 3) { me { grants(first: $n) { totalCount } } }', variables: { n: null } },
  ],
  ['an argument out of range', 'POST', { query: '{ me { grants(first: 0) { totalCount } } }' }],
  [
    'a role that is missing',
    'POST',
    { query: 'mutation { suspendUser(input: { userId: "x", reason: "x" }) { __typename } }' },
  ],
  ['an operation by its name', 'POST', { query: 'query A { today } query B { me { id } }', operationName: 'B' }],
  ['several operations without a name', 'POST', { query: 'query A { today } query B { me { id } }' }],
  ['an operation that is not there', 'POST', { query: 'query A { today }', operationName: 'B' }],
  ['an unknown field', 'POST', { query: '{ yesterday }' }],
  ['half a document', 'POST', { query: '{ me {' }],
  ['a fragment alone', 'POST', { query: 'fragment A on Query { today }' }],
  ['a query by GET', 'GET', { search: '?query={today}' }],
  ['a change by GET', 'GET', { search: '?query=mutation{checkIn{__typename}}' }],
];

test.each(REQUESTS)('%s is answered with the status, headers and body of Apollo alone', async (_, method, request) => {
  const [alone, ours] = servers as [ApolloServer<BaseContext>, ApolloServer<BaseContext>];
  const expected = await ask(alone, method, request);
  for (let time = 0; time < TIMES; time += 1) expect(await ask(ours, method, request)).toEqual(expected);
});
