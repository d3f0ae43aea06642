import type { IncomingMessage } from 'node:http';
import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import Negotiator from 'negotiator';
import type { Language } from '../messages/messages.js';
import type { Recorded, RequestRecord } from '../shared/request-record.js';
import { type Credentials, InvalidToken } from './access-token.js';
import { type Answer, HttpFault } from './answer.js';
import { BODY_BYTES_MAX, OPERATOR_BODY_BYTES_MAX, readJson } from './body.js';
import { isUnavailable, notSignedIn, unavailable } from './errors.js';
import { negotiateLanguage } from './language.js';
import type { SignIn, SignInOutcome } from './sign-in.js';

export interface EndpointOptions<Context extends BaseContext & Recorded> {
  readonly apollo: ApolloServer<Context>;
  readonly signIn: SignIn;
  /** What resolvers are given; credentials are null where the request presents no token. */
  contextOf(credentials: Credentials | null, language: Language, request: IncomingMessage): Promise<Context>;
  readonly defaultLanguage: Language;
  /** Gives the page that a browser is shown at /graphql; null where GraphiQL is off. */
  readonly graphiqlPage: (() => string) | null;
}

/**
 * GraphQL over HTTP. A request signs in before its body is read, since an operator may send more than others; one whose
 * token is not accepted executes nothing.
 */
export function graphqlAnswer<Context extends BaseContext & Recorded>(options: EndpointOptions<Context>) {
  const { apollo, signIn, contextOf, defaultLanguage } = options;
  const { graphiqlPage } = options;
  return async (request: IncomingMessage, record: RequestRecord): Promise<Answer> => {
    const { method = '', headers } = request;
    if (method !== 'GET' && method !== 'POST') throw new HttpFault(405, 'Use POST or GET.', { allow: 'GET, POST' });
    if (graphiqlPage !== null && method === 'GET' && prefersPage(headers.accept)) return pageAnswer(graphiqlPage());
    const outcome = await signIn(headers.authorization);
    const body = method === 'POST' ? await readJson(request, bodyBytesMax(outcome)) : undefined;
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headerMap(request), search: searchOf(request), body },
      context: async () => {
        if (outcome instanceof InvalidToken) throw notSignedIn(outcome);
        const language = negotiateLanguage(headers['accept-language'], defaultLanguage);
        const context = await contextOf(outcome, language, request).catch((error: unknown) => {
          throw isUnavailable(error) ? unavailable(error) : error;
        });
        context.record = record;
        return context;
      },
    });
    return graphqlResponseAnswer(response);
  };
}

function bodyBytesMax(outcome: SignInOutcome): number {
  const isOperator = outcome !== null && !(outcome instanceof InvalidToken) && outcome.roles.has('OPERATOR');
  return isOperator ? OPERATOR_BODY_BYTES_MAX : BODY_BYTES_MAX;
}

function headerMap({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function searchOf({ url = '' }: IncomingMessage): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

function graphqlResponseAnswer({ status = 200, headers, body }: HTTPGraphQLResponse): Answer {
  if (body.kind !== 'complete') throw new Error('An answer came in parts, which this service never gives.');
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return { status, headers: Object.fromEntries(headers), body: body.string };
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
