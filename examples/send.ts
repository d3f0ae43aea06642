import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentString } from '../client/operations.js';

/** Where the service is, as whom, and in which language its messages are wanted. */
export interface Session {
  readonly url: string;
  /** The member's access token; left out for what anyone may ask. */
  readonly token?: string;
  readonly language?: 'en' | 'zh-CN';
}

/** A GraphQL error: nothing that a member could mend, unlike the errors that an answer's union holds. */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const ATTEMPTS_MAX = 5;

/**
 * Sends an operation and gives its data. What may pass is tried again, each time after a longer wait: a connection that
 * breaks, a server that is not ready, too many requests. That is safe for every query, and for mutations that carry an
 * `idempotencyKey` or say by themselves that they were done before, as checking in and binding do.
 */
export async function send<Data, Variables>(
  session: Session,
  document: TypedDocumentString<Data, Variables>,
  ...[variables]: Record<never, never> extends Variables ? [variables?: Variables] : [variables: Variables]
): Promise<Data> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await post(session, JSON.stringify({ query: document, variables })).catch(() => null);
    if (response !== null && !mayPass(response)) return dataOf(response);
    if (attempt === ATTEMPTS_MAX) throw new ServiceError('UNAVAILABLE', `No answer in ${ATTEMPTS_MAX} attempts.`);
    await sleep(waitMilliseconds(response, attempt));
  }
}

function post({ url, token, language = 'en' }: Session, body: string): Promise<Response> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    'accept-language': language,
  };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  return fetch(`${url}/graphql`, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
}

const mayPass = ({ status }: Response) => [429, 502, 503, 504].includes(status);

/** As long as the service asks for, else 0.2 s, 0.4 s, 0.8 s …; never the same for all who wait. */
function waitMilliseconds(response: Response | null, attempt: number): number {
  const asked = (Number(response?.headers.get('retry-after')) || 0) * 1000;
  return Math.max(asked, 100 * 2 ** attempt) * (1 + Math.random() / 2);
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

async function dataOf<Data>(response: Response): Promise<Data> {
  const { data, errors } = (await response.json()) as Answer<Data>;
  const [error] = errors ?? [];
  if (error !== undefined) throw new ServiceError(error.extensions?.code ?? 'UNKNOWN', error.message);
  if (data === undefined || data === null) throw new ServiceError('UNKNOWN', `Answered ${response.status}, no data.`);
  return data;
}
