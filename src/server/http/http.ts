import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { BaseContext } from '@apollo/server';
import type { Recorded } from '../../shared/request-record.js';
import { together } from '../../shared/together.js';
import { errorDetails, type Log } from '../observability/log.js';
import type { RequestObserver } from '../observability/request-observer.js';
import { type Answer, HttpFault, jsonAnswer, type Routes } from './answer.js';
import { RequestAborted } from './body.js';
import { Exchange } from './exchange.js';
import { tookTooLong, tooManyRequestsFault } from './faults.js';
import { type EndpointOptions, graphqlAnswer } from './graphql-endpoint.js';
import { plainRoutes } from './plain-routes.js';

export interface HttpServerOptions<Context extends BaseContext & Recorded> extends EndpointOptions<Context> {
  /** Whether requests can be served: the database answers and its tables are there. */
  isReady(): Promise<boolean>;
  /** Further paths, such as the sandbox's. */
  readonly routes?: Routes;
  readonly log: Log;
  readonly observers?: readonly RequestObserver[];
  readonly requestMillisecondsMax?: number;
  readonly requestsMax?: number;
  readonly stopMillisecondsMax?: number;
}

/** How long a client waits for its answer. Within that time a database that does not answer is given up. */
export const REQUEST_MILLISECONDS_MAX = 20_000;

/** Requests that are answered at the same time; one more is asked to come back. */
const REQUESTS_MAX = 5000;

export const TIMEOUTS = {
  /** To send the whole request. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  /** Longer than the minute after which load balancers drop an idle connection, so that it is they who close. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
} as const;

/** What a server is answering: also for clients that have gone, whose requests run to their end all the same. */
class Answering {
  running = 0;
  /** Whether the server is to stop: each answer then closes its connection. */
  stopping = false;
  private givenUp = false;
  private whenIdle: () => void = () => undefined;

  ended(): void {
    this.running -= 1;
    if (this.running === 0) this.whenIdle();
  }

  /** What runs is waited for no longer. */
  giveUp(): void {
    this.givenUp = true;
    this.whenIdle();
  }

  /** Done as soon as nothing runs, or it is given up. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.running === 0 || this.givenUp) resolve();
      else this.whenIdle = resolve;
    });
  }
}

/** A server that is there to listen. */
export interface HttpServer {
  readonly server: Server;
  /**
   * Takes no new connection, lets what runs finish, and closes each connection with the answer it waits for, those that
   * stay idle a little later, and all after 10 s. By then nothing runs any more that needs the database, or it is given
   * up, and the log tells how many requests are. It does not fail.
   */
  stop(): Promise<void>;
}

/** The whole of HTTP: GraphQL at /graphql, health, and what else it is given. */
export function createHttpServer<Context extends BaseContext & Recorded>(
  options: HttpServerOptions<Context>,
): HttpServer {
  const routes: Routes = new Map([...plainRoutes(options), ...(options.routes ?? [])]);
  const graphql = graphqlAnswer(options);
  const { log, observers = [] } = options;
  const { requestMillisecondsMax = REQUEST_MILLISECONDS_MAX, requestsMax = REQUESTS_MAX } = options;
  const { stopMillisecondsMax = STOP_MILLISECONDS_MAX } = options;
  const answerOf = ({ request, path, record }: Exchange): Promise<Answer> =>
    path === '/graphql' ? graphql(request, record) : routeAnswer(routes, path, request);
  const answering = new Answering();
  const answerTo = async (exchange: Exchange): Promise<void> => {
    const patience = setTimeout(() => exchange.send(tookTooLong().answer()), requestMillisecondsMax);
    try {
      exchange.send(await exchange.around(() => answerOf(exchange)));
    } catch (error) {
      sendFault(exchange, error, log);
    } finally {
      clearTimeout(patience);
      answering.ended();
    }
  };
  const begin = together((exchange: Exchange) => void answerTo(exchange));
  const server = createServer(TIMEOUTS, (request, response) => {
    const path = pathOf(request);
    const isOwn = path === '/graphql' || routes.has(path);
    const exchange = new Exchange(request, response, path, isOwn, observers, answering);
    if (answering.running >= requestsMax) {
      exchange.send(tooManyRequestsFault(0).answer());
      return;
    }
    answering.running += 1;
    begin(exchange);
  });
  return { server, stop: () => stop(server, answering, log, stopMillisecondsMax) };
}

async function routeAnswer(routes: Routes, path: string, request: IncomingMessage): Promise<Answer> {
  const route = routes.get(path);
  if (route === undefined) throw new HttpFault(404, 'There is nothing at this path; GraphQL is at /graphql.');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== route.method) throw new HttpFault(405, `Use ${route.method}.`, { allow: route.method });
  return route.answer(request);
}

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function sendFault(exchange: Exchange, error: unknown, log: Log): void {
  if (error instanceof RequestAborted) {
    exchange.drop();
  } else if (error instanceof HttpFault) {
    if (error.status === 413) exchange.sendAndLinger(error.answer());
    else exchange.send(error.answer());
  } else {
    const reference = randomUUID();
    log('unexpected-error', { reference, path: exchange.path, ...errorDetails(error) }, 'error');
    const told = { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', reference } };
    exchange.send(jsonAnswer(500, { errors: [told] }));
  }
}

/** How long requests that run may take to finish once the server is to stop. */
const STOP_MILLISECONDS_MAX = 10_000;
/** How long a connection may then stay idle: what a client has sent on it meanwhile arrives, and is answered. */
const IDLE_MILLISECONDS = 250;
const IDLE_CHECK_MILLISECONDS = 50;

async function stop(server: Server, answering: Answering, log: Log, millisecondsMax: number): Promise<void> {
  answering.stopping = true;
  const patience = setTimeout(() => {
    if (answering.running > 0) log('requests-given-up', { running: answering.running });
    answering.giveUp();
    server.closeAllConnections();
  }, millisecondsMax);
  await closeConnections(server);
  await answering.idle();
  clearTimeout(patience);
}

function closeConnections(server: Server): Promise<void> {
  return new Promise((resolve) => {
    let idle: NodeJS.Timeout | undefined;
    const grace = setTimeout(() => {
      idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MILLISECONDS);
    }, IDLE_MILLISECONDS);
    // HTTP's own close would cut idle connections off at once, and with them the requests that are on their way.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(grace);
      clearInterval(idle);
      server.close();
      resolve();
    });
  });
}
