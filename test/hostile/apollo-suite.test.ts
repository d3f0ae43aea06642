/**
 * @jest-environment <rootDir>/test/hostile/apollo-suite-environment.js
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type BaseContext } from '@apollo/server';
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import { expect, test } from '@jest/globals';
import { createHttpServer } from '../../src/server/http/http.js';

defineIntegrationTestSuite(
  async (config, options) => {
    const apollo = new ApolloServer<BaseContext>(config);
    await apollo.start();
    const { server } = createHttpServer<BaseContext>({
      apollo,
      signIn: async () => null,
      contextOf: async () => (await options?.context?.()) ?? {},
      defaultLanguage: 'en',
      graphiqlPage: null,
      isReady: async () => true,
      log: () => undefined,
    });
    // The suite asks at the root of the address that it is given.
    const root = createServer((request, response) => {
      request.url = request.url?.replace(/^\//, '/graphql');
      server.emit('request', request, response);
    });
    await new Promise<void>((resolve) => root.listen(0, '127.0.0.1', resolve));
    const { port } = root.address() as AddressInfo;
    return { server: apollo, url: `http://127.0.0.1:${port}`, extraCleanup: () => closed(root) };
  },
  { noIncrementalDelivery: true },
);

function closed(root: Server): Promise<void> {
  return new Promise((resolve) => {
    root.close(() => resolve());
    root.closeAllConnections();
  });
}

test('the known exceptions are still in the suite', () => {
  const { exceptions } = globalThis as unknown as { exceptions: Record<'known' | 'met', string[]> };
  expect(exceptions.met.sort()).toEqual(exceptions.known.sort());
});
