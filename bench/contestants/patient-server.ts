import { createServer, type RequestListener, type Server } from 'node:http';
import { REQUEST_MILLISECONDS_MAX, TIMEOUTS } from '../../src/server/http/http.js';

/**
 * A server with this service's limits of time. A timer for each request is the cheapest way: Fastify's own limit, with a
 * signal to abort by, takes some 50 µs of it.
 */
export function patientServer(listener: RequestListener): Server {
  return createServer(TIMEOUTS, (request, response) => {
    const patience = setTimeout(() => response.writeHead(503).end(), REQUEST_MILLISECONDS_MAX);
    response.once('close', () => clearTimeout(patience));
    listener(request, response);
  });
}
