import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BaseContext } from '@apollo/server';
import { type Answer, HttpFault, jsonAnswer, type Routes, send, sendAndLinger } from './answer.js';
import { RequestAborted } from './body.js';
import { type EndpointOptions, graphqlAnswer } from './graphql-endpoint.js';
import { errorDetails, type Log } from './log.js';
import { plainRoutes } from './plain-routes.js';

export interface HttpServerOptions<Context extends BaseContext> extends EndpointOptions<Context> {
  /** Whether requests can be served: the database answers and its tables are there. */
  isReady(): Promise<boolean>;
  /** Further paths, such as the sandbox's. */
  readonly routes?: Routes;
  readonly log: Log;
}

const TIMEOUTS = {
  /** To send the whole request. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  /** Longer than the minute after which load balancers drop an idle connection, so that it is they who close. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
} as const;

/** What each server is answering: also for clients that have gone, whose requests run to their end all the same. */
const answering = new WeakMap<Server, Set<Promise<void>>>();

/** The whole of HTTP: GraphQL at /graphql, health, and what else it is given. */
export function createHttpServer<Context extends BaseContext>(options: HttpServerOptions<Context>): Server {
  const routes: Routes = new Map([...plainRoutes(options), ...(options.routes ?? [])]);
  const graphql = graphqlAnswer(options);
  const answerOf = (request: IncomingMessage): Promise<Answer> => {
    const path = request.url?.split('?', 1)[0] ?? '';
    return path === '/graphql' ? graphql(request) : routeAnswer(routes, path, request);
  };
  const running = new Set<Promise<void>>();
  const server = createServer(TIMEOUTS, (request, response) => {
    const answered: Promise<void> = answerOf(request)
      .then(
        (answer) => send(response, answer),
        (error: unknown) => sendFault(request, response, error, options.log),
      )
      .finally(() => running.delete(answered));
    running.add(answered);
  });
  answering.set(server, running);
  return server;
}

async function routeAnswer(routes: Routes, path: string, request: IncomingMessage): Promise<Answer> {
  const route = routes.get(path);
  if (route === undefined) throw new HttpFault(404, 'There is nothing at this path; GraphQL is at /graphql.');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== route.method) throw new HttpFault(405, `Use ${route.method}.`, { allow: route.method });
  return route.answer(request);
}

function sendFault(request: IncomingMessage, response: ServerResponse, error: unknown, log: Log): void {
  if (error instanceof RequestAborted) {
    response.destroy();
  } else if (error instanceof HttpFault) {
    if (error.status === 413) sendAndLinger(request, response, error.answer());
    else send(response, error.answer());
  } else {
    const reference = randomUUID();
    log('unexpected-error', { reference, path: request.url?.split('?', 1)[0], ...errorDetails(error) });
    const told = { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', reference } };
    send(response, jsonAnswer(500, { errors: [told] }));
  }
}

/** How long requests that run may take to finish once the server is to stop. */
const STOP_MILLISECONDS = 10_000;
const IDLE_CHECK_MILLISECONDS = 50;

/**
 * Takes no new connection, lets what runs finish, closes each connection as it falls idle, and all after 10 s. By then
 * nothing runs any more that needs the database.
 */
export async function stopHttpServer(server: Server): Promise<void> {
  await closeConnections(server);
  await Promise.all(answering.get(server) ?? []);
}

function closeConnections(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MILLISECONDS);
    const patience = setTimeout(() => server.closeAllConnections(), STOP_MILLISECONDS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(patience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
