import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type Api, startApi } from '../support/api.js';

let api: Api;
beforeAll(async () => {
  api = await startApi('sqlite');
});
afterAll(() => api.stop());

/**
 * The audits ask by GET as a page of any other site could, which is refused: a client that may ask shows it by a header
 * that no page can send without being asked first.
 */
const fetchFn: typeof fetch = (url, init) => {
  const headers = new Headers(init?.headers);
  headers.set('apollo-require-preflight', 'true');
  return fetch(url, { ...init, headers });
};

const audits = serverAudits({ url: () => `${api.url}/graphql`, fetchFn });

test('the package has the 61 audits of its release', () => {
  expect(audits).toHaveLength(61);
});

describe('GraphQL over HTTP', () => {
  test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});
