import type { IncomingMessage } from 'node:http';
import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import Negotiator from 'negotiator';
import type { Limited } from '../../config/allowed-rates.js';
import type { Language } from '../../messages/messages.js';
import type { Recorded, RequestRecord } from '../../shared/request-record.js';
import { notSignedIn, signInFault } from '../graphql/errors.js';
import type { RateLimiter } from '../rate-limits/rate-limiter.js';
import { type Credentials, InvalidToken } from '../sign-in/access-token.js';
import type { SignIn, SignInOutcome } from '../sign-in/sign-in.js';
import { type Answer, HttpFault } from './answer.js';
import { answerType } from './answer-type.js';
import { BODY_BYTES_MAX, OPERATOR_BODY_BYTES_MAX, readJson } from './body.js';
import { type ClientAddress, clientAddress } from './client-address.js';
import { tooManyRequestsFault } from './faults.js';
import { negotiateLanguage } from './language.js';

export interface EndpointOptions<Context extends BaseContext & Recorded> {
  readonly apollo: ApolloServer<Context>;
  readonly signIn: SignIn;
  /** What resolvers are given; credentials are null where the request presents no token. */
  contextOf(credentials: Credentials | null, language: Language, request: IncomingMessage): Promise<Context>;
  readonly defaultLanguage: Language;
  /** Null where nothing is limited. */
  readonly rateLimiter?: RateLimiter | null;
  readonly addressOf?: ClientAddress;
  /** Gives the page that a browser is shown at /graphql; null where GraphiQL is off. */
  readonly graphiqlPage: (() => string) | null;
}

/**
 * GraphQL over HTTP. A request signs in before its body is read, since an operator may send more than others; one whose
 * token is not accepted executes nothing.
 */
export function graphqlAnswer<Context extends BaseContext & Recorded>(options: EndpointOptions<Context>) {
  const { apollo, signIn, contextOf, defaultLanguage } = options;
  const { graphiqlPage, rateLimiter = null, addressOf = clientAddress(null) } = options;
  /** Milliseconds to wait; null where there are points left, or nothing is limited. */
  const count = (limited: Limited, request: IncomingMessage, points = 1) =>
    rateLimiter === null ? null : rateLimiter.count(limited, addressOf(request), points);
  return async (request: IncomingMessage, record: RequestRecord): Promise<Answer> => {
    const { method = '', headers } = request;
    if (method !== 'GET' && method !== 'POST') throw new HttpFault(405, 'Use POST or GET.', { allow: 'GET, POST' });
    if (graphiqlPage !== null && method === 'GET' && prefersPage(headers.accept)) return pageAnswer(graphiqlPage());
    const { accept = '' } = headers;
    // A GET is answered in the type that Apollo chooses. A POST is refused before anything is executed: afterwards is too
    // late for a change.
    const type = method === 'POST' ? answerType(accept) : undefined;
    if (type === null) throw new HttpFault(406, 'Accept application/json or application/graphql-response+json.');
    refusePast(await count('requests', request));
    const outcome = await signIn(headers.authorization);
    if (outcome instanceof InvalidToken && isFailure(outcome)) refusePast(await count('signInFailures', request));
    const body = method === 'POST' ? await readJson(request, bodyBytesMax(outcome)) : undefined;
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest:
        method === 'POST'
          ? { method, headers: HEADERS_OF_POST, search: '', body }
          : { method, headers: headersOfGet(request), search: searchOf(request), body },
      context: async () => {
        if (outcome instanceof InvalidToken) throw notSignedIn(outcome);
        const language = negotiateLanguage(headers['accept-language'], defaultLanguage);
        try {
          const context = await contextOf(outcome, language, request);
          context.record = record;
          return context;
        } catch (error) {
          throw signInFault(error);
        }
      },
    });
    const answer = graphqlResponseAnswer(response, accept, type, record);
    if (isRefused(answer, record)) void count('requests', request, POINTS_OF_A_FAULT - 1);
    return answer;
  };
}

function refusePast(waitMilliseconds: number | null): void {
  if (waitMilliseconds !== null) throw tooManyRequestsFault(waitMilliseconds);
}

/** A document that is refused has been judged all the same, and that is what takes the time of most. */
const POINTS_OF_A_FAULT = 20;

function isRefused({ status }: Answer, { executed }: RequestRecord): boolean {
  return !executed && (status === 200 || status === 400);
}

/** Tokens expire all the time, and keys are away at times; what no issuer signed is another matter. */
function isFailure({ isTransient, hasExpired }: InvalidToken): boolean {
  return !isTransient && !hasExpired;
}

function bodyBytesMax(outcome: SignInOutcome): number {
  const isOperator = outcome !== null && !(outcome instanceof InvalidToken) && outcome.roles.has('OPERATOR');
  return isOperator ? OPERATOR_BODY_BYTES_MAX : BODY_BYTES_MAX;
}

/** Every header of a GET, by some of which Apollo tells an application from a page of another site. */
function headersOfGet({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** What Apollo is told of a POST: that a browser has asked before it sent it, which it does with a body of JSON. */
const HEADERS_OF_POST = new HeaderMap([['apollo-require-preflight', 'done']]);

function searchOf({ url = '' }: IncomingMessage): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

function graphqlResponseAnswer(
  response: HTTPGraphQLResponse,
  accept: string,
  type: string | undefined,
  record: RequestRecord,
): Answer {
  const { status = 200, headers, body } = response;
  if (body.kind !== 'complete') throw new Error('An answer came in parts, which this service never gives.');
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  if (type !== undefined) headers.set('content-type', type);
  const isOfGraphql = status === 400 && accept.trim() === 'application/json' && tellsGraphqlFaults(body.string);
  if (isOfGraphql) record.failed = true;
  return { status: isOfGraphql ? 200 : status, headers: Object.fromEntries(headers), body: body.string };
}

/** Faults of a document or its variables, which GraphQL itself answers. */
const GRAPHQL_FAULTS = new Set<unknown>(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * Whether a request was refused for its document or its variables alone. A client that accepts `application/json` and
 * nothing else reads an error status as the network's, so that GraphQL over HTTP answers it 200 then.
 */
function tellsGraphqlFaults(body: string): boolean {
  const { errors } = JSON.parse(body) as { errors: readonly { extensions: { code: string } }[] };
  return errors.every(({ extensions }) => GRAPHQL_FAULTS.has(extensions.code));
}

const PREFERENCES = ['application/json', 'application/graphql-response+json', 'text/html'];

function prefersPage(accept: string | undefined): boolean {
  return accept !== undefined && new Negotiator({ headers: { accept } }).mediaType(PREFERENCES) === 'text/html';
}

/** The page carries all it needs: the browser is told to fetch nothing from anywhere but this service. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  'worker-src blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function pageAnswer(page: string): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY };
  return { status: 200, headers, body: page };
}
