import { randomUUID } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isDuplicateKey, isOutage, isTransientFault, Overloaded } from '../../database/faults.js';
import { LATER, OVERLOAD_MILLISECONDS, retryIn } from '../http/faults.js';
import { errorDetails, type Log } from '../observability/log.js';
import type { InvalidToken } from '../sign-in/access-token.js';

/** The codes of errors that are told to clients in their own words. Every other error is unexpected. */
const TOLD_CODES = new Set<unknown>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'TOO_MANY_REQUESTS',
  'SERVICE_UNAVAILABLE',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** The error for a token that is not accepted, HTTP 401, or that can't be judged for now, HTTP 503. */
export function notSignedIn({ mend, isTransient }: InvalidToken): GraphQLError {
  const extensions = isTransient
    ? { code: 'SERVICE_UNAVAILABLE', http: { status: 503 } }
    : { code: 'UNAUTHENTICATED', http: { status: 401 } };
  return new GraphQLError(mend, { extensions });
}

/** The error for an operation past its caller's limit; HTTP 429. */
export function tooManyRequests(waitMilliseconds: number, message = LATER): GraphQLError {
  const retry = retryIn(waitMilliseconds);
  const headers = new HeaderMap();
  headers.set('retry-after', String(retry.retryAfterSeconds));
  const extensions: Record<string, unknown> = { code: 'TOO_MANY_REQUESTS', ...retry, http: { status: 429, headers } };
  return new GraphQLError(message, { extensions });
}

const OVERLOADED = 'The service has too much to do: try again in a few seconds.';

const UNAVAILABLE =
  'The service cannot reach its records for now: try again in a few seconds. Repeat a change with the same idempotency key: if it was made, it is not made again.';

/**
 * How what kept a request from signing in is told: HTTP 429 where too many wait for the database, 503 where it can't
 * serve. Anything else is unexpected and stays what it is.
 */
export function signInFault(error: unknown): unknown {
  if (error instanceof Overloaded) return tooManyRequests(OVERLOAD_MILLISECONDS, OVERLOADED);
  if (!isUnavailable(error)) return error;
  const extensions = { code: 'SERVICE_UNAVAILABLE', http: { status: 503 } };
  return new GraphQLError(UNAVAILABLE, { originalError: error as Error, extensions });
}

/** Whether the database can't serve for now, or too many contend for what a request asks for. */
function isUnavailable(error: unknown): boolean {
  const cause = causeOf(error);
  return isOutage(cause) || (isTransientFault(cause) && !isDuplicateKey(cause));
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}

/**
 * How an error is told to a client: an expected one in its own words; an unexpected one only by the id under which the
 * log keeps it. No stack, table name or SQL ever leaves. Unless it `suggests`, no message guesses what was meant, which
 * would show the schema.
 */
export function errorFormat(log: Log, { suggests }: { readonly suggests: boolean }) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, path, extensions } = formatted;
    const place = Object.assign({}, locations && { locations }, path && { path });
    const cause = unwrapResolverError(error);
    if (cause instanceof Overloaded) {
      const extensions = { code: 'TOO_MANY_REQUESTS', ...retryIn(OVERLOAD_MILLISECONDS) };
      return { message: OVERLOADED, ...place, extensions };
    }
    if (isUnavailable(cause)) {
      const reference = randomUUID();
      log('database-unavailable', { reference, path: path?.join('.'), ...errorDetails(causeOf(cause)) });
      return { message: UNAVAILABLE, ...place, extensions: { code: 'SERVICE_UNAVAILABLE', reference } };
    }
    const code = TOLD_CODES.has(extensions?.code) ? extensions?.code : inputCode(cause);
    if (code !== null)
      return { message: told(message, suggests), ...place, extensions: toldExtensions(code, extensions) };
    const reference = randomUUID();
    log('unexpected-error', { reference, path: path?.join('.'), ...errorDetails(cause) }, 'error');
    return { message: 'Internal server error', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', reference } };
  };
}

/** A message as it is told, without graphql-js's guess at what was meant unless it may be shown. */
function told(message: string, suggests: boolean): string {
  // A document of brackets in brackets exhausts its parser's stack, and that is how the engine says it.
  if (message === 'Maximum call stack size exceeded') return 'Syntax Error: The document is nested too deep.';
  const suggestion = suggests || !message.endsWith('?') ? -1 : message.lastIndexOf('Did you mean ');
  return suggestion === -1 ? message : message.slice(0, suggestion).trimEnd();
}

/** graphql-js gives no code to an argument that turns out null or missing while the operation runs. */
function inputCode(error: unknown): 'BAD_USER_INPUT' | null {
  const isArgument = error instanceof GraphQLError && /^Argument "\w+" (of|has) /.test(error.message);
  return isArgument && error.originalError === undefined ? 'BAD_USER_INPUT' : null;
}

function toldExtensions(code: unknown, extensions: Readonly<Record<string, unknown>> | undefined) {
  const { argument, retryAt, retryAfterSeconds } = extensions ?? {};
  if (typeof retryAt === 'string') return { code, retryAt, retryAfterSeconds };
  return typeof argument === 'string' ? { code, argument } : { code };
}
