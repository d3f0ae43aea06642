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
    /** What support is told: it leads to the cause in the service's log. */
    readonly reference: string | null = null,
    /** What was answered all the same: a field that could not be is null. */
    readonly data: unknown = null,
  ) {
    super(message);
  }
}

const ATTEMPTS_MAX = 5;

/** What may have passed by the next attempt. */
const TRANSIENT_CODES: readonly string[] = ['TOO_MANY_REQUESTS', 'SERVICE_UNAVAILABLE'];

/**
 * Sends an operation and gives its data. What may pass is tried again, each time after a longer wait: a connection that
 * breaks, a service that is busy or not ready. That is safe for every query, and for mutations that carry an
 * `idempotencyKey` or say by themselves that they were done before, as checking in and binding do.
 */
export async function send<Data, Variables>(
  session: Session,
  document: TypedDocumentString<Data, Variables>,
  ...[variables]: Record<never, never> extends Variables ? [variables?: Variables] : [variables: Variables]
): Promise<Data> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post<Data>(session, { query: document, variables }).catch(() => null);
    const [error] = answer?.errors ?? [];
    const { code = 'UNKNOWN', reference, retryAfterSeconds } = error?.extensions ?? {};
    if (error !== undefined && !TRANSIENT_CODES.includes(code)) {
      throw new ServiceError(code, error.message, reference, answer?.data);
    }
    if (answer?.data && error === undefined) return answer.data;
    if (attempt === ATTEMPTS_MAX) {
      const message = error?.message ?? `No answer in ${ATTEMPTS_MAX} attempts.`;
      throw new ServiceError(error === undefined ? 'UNAVAILABLE' : code, message, reference, answer?.data);
    }
    await pause(waitMilliseconds(retryAfterSeconds, attempt));
  }
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly reference?: string; readonly retryAfterSeconds?: number };
  }[];
}

const ANSWER_MILLISECONDS_MAX = 30_000;

/** Fails where the connection breaks, where no answer comes in time, and where something between answers other than JSON. */
async function post<Data>({ url, token, language = 'en' }: Session, body: object): Promise<Answer<Data>> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    'accept-language': language,
  };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_MILLISECONDS_MAX);
  try {
    const request = { method: 'POST', headers, body: JSON.stringify(body), signal: patience.signal };
    const response = await fetch(`${url}/graphql`, request);
    return (await response.json()) as Answer<Data>;
  } finally {
    clearTimeout(timer);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** As long as the service asks for, at least 0.2 s, 0.4 s, 0.8 s …; never the same for all who wait. */
function waitMilliseconds(askedSeconds = 0, attempt: number): number {
  return Math.max(askedSeconds * 1000, 100 * 2 ** attempt) * (1 + Math.random() / 2);
}
