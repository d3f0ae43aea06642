import { Agent, request } from 'node:http';
import type { HostileRequest } from './input-classes.js';

/** What a request was answered, or that it was not. */
export interface Answered {
  /** 0 where the connection ended without an answer. */
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

/** Sends requests as they are, one connection each for so many at a time. */
export class RawClient {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    connections = 1,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  send({ method, search = '', headers, body }: Omit<HostileRequest, 'name'>): Promise<Answered> {
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const end = (status: number, text: string) =>
        resolve({ status, body: text, milliseconds: performance.now() - startedAt });
      const options = { method, headers: { ...headers }, agent: this.agent };
      const asked = request(`${this.url}/graphql${search}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => end(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
        response.on('error', () => end(0, 'The answer was cut off.'));
      });
      asked.on('error', (error) => end(0, error.message));
      asked.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Codes by which a client is told what it did wrong, or that it may come back. */
const CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'TOO_MANY_REQUESTS',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'CONTENT_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
]);

/** What is wrong with an answer of the service, whatever it was asked; null where it is as it should be. */
export function faultOf({ status, body }: Answered): string | null {
  // Node answers by itself what is no HTTP, or has more headers than it reads.
  if ((status === 400 || status === 431) && body === '') return null;
  if (status < 200 || status >= 500) return `the status ${status}: ${body.slice(0, 200)}`;
  const answer = parsed(body);
  if (answer === null) return `no JSON: ${body.slice(0, 200)}`;
  const { data, errors, ...others } = answer;
  if (Object.keys(others).length > 0) return `more than data and errors: ${Object.keys(others)}`;
  if (errors === undefined) return typeof data === 'object' && data !== null ? null : 'neither data nor errors';
  if (!Array.isArray(errors) || errors.length === 0) return 'errors that are no list';
  const unknown = errors.find(({ message, extensions }) => typeof message !== 'string' || !CODES.has(extensions?.code));
  if (unknown !== undefined) return `an error that no client expects: ${JSON.stringify(unknown).slice(0, 300)}`;
  const revealing = /node_modules|\bat \S+ \(|\.[jt]s:\d|SQLITE_|\bER_[A-Z]|\b(SELECT|INSERT|UPDATE) [`\w*]+ /.exec(
    JSON.stringify(errors),
  );
  return revealing === null ? null : `an error that reveals ${revealing[0]}`;
}

// biome-ignore lint/suspicious/noExplicitAny: it is judged here what the answer is.
function parsed(body: string): any {
  try {
    const value = JSON.parse(body);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
