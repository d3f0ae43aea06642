import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HttpFault, type Route } from '../http/answer.js';
import type { Metrics } from './metrics.js';

/**
 * The metrics at `GET /metrics`: for whoever has the token where there is one; else for this machine alone, and as if
 * there were nothing for everyone else.
 */
export function metricsRoute(metrics: Metrics, token: string | null): Route {
  return {
    method: 'GET',
    answer: async (request) => {
      if (token === null ? !isFromThisMachine(request) : !presents(request, token)) {
        throw new HttpFault(404, 'There is nothing at this path; GraphQL is at /graphql.');
      }
      return { status: 200, headers: { 'content-type': metrics.contentType }, body: await metrics.text() };
    },
  };
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** A proxy on this machine comes from it as well; it says that it forwards. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  return LOOPBACK.test(socket.remoteAddress ?? '') && !isForwarded;
}

function presents({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
