import type { IncomingMessage, ServerResponse } from 'node:http';

/** The answer to one HTTP request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Answers one path and one method; a HEAD is answered as its GET without the body. */
export interface Route {
  readonly method: 'GET' | 'POST';
  answer(request: IncomingMessage): Promise<Answer>;
}

/** Routes by their path. */
export type Routes = ReadonlyMap<string, Route>;

const FAULT_CODES = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  409: 'CONFLICT',
  413: 'CONTENT_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
} as const;

/** A request that HTTP itself refuses; its message says what to mend. */
export class HttpFault extends Error {
  constructor(
    readonly status: keyof typeof FAULT_CODES,
    mend: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** What clients read beside the code. */
    private readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(mend);
  }

  /** The fault in the form of a GraphQL error, which every client of this service reads anyway. */
  answer(): Answer {
    const error = { message: this.message, extensions: { code: FAULT_CODES[this.status], ...this.extensions } };
    return jsonAnswer(this.status, { errors: [error] }, this.headers);
  }
}

export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const type = 'application/json; charset=utf-8';
  return { status, headers: { 'content-type': type, ...headers }, body: `${JSON.stringify(body)}\n` };
}

export function send(response: ServerResponse, requestId: string, answer: Answer): void {
  response.writeHead(answer.status, headOf(requestId, answer));
  response.end(answer.body);
}

/** Names and values in turn, which Node writes as they stand: headers that are set are kept in a table first. */
function headOf(requestId: string, { headers, body }: Answer): string[] {
  const head = ['x-request-id', requestId, 'x-content-type-options', 'nosniff'];
  // Answers may be one person's own: no cache keeps them, unless the answer's own headers say otherwise.
  if (headers['cache-control'] === undefined) head.push('cache-control', 'no-store');
  for (const name in headers) head.push(name, headers[name] as string);
  head.push('content-length', String(Buffer.byteLength(body)));
  return head;
}

/** How long a client that is refused early may go on sending. */
const LINGER_MILLISECONDS = 1000;

/**
 * Answers a client that is still sending, and closes the connection. What goes on arriving is dropped for a moment:
 * a connection that is closed at once is reset, and the client would never read the answer.
 */
export function sendAndLinger(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  answer: Answer,
): void {
  response.writeHead(answer.status, [...headOf(requestId, answer), 'connection', 'close']);
  response.write(answer.body);
  const close = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(close, LINGER_MILLISECONDS);
  request.once('end', close).once('close', close).resume();
}
