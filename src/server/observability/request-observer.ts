import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ExpectedFailure, RequestRecord } from '../../shared/request-record.js';
import type { Answer } from '../http/answer.js';

/** How a request ended. */
export interface RequestEnd {
  readonly method: string;
  /** One of the service's own paths; null for every other, which may hold anything. */
  readonly path: string | null;
  /** Null where the client had gone before it was answered. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** The code of the first error that was told, and the reference under which the log keeps its cause. */
  readonly code: string | null;
  readonly reference: string | null;
}

/** Paths that machines ask for every few seconds. */
export const PROBES = new Set<string | null>(['/healthz', '/readyz', '/metrics']);

/** Told of requests. */
export interface RequestObserver {
  /** Runs what answers a request. */
  around?(request: IncomingMessage, record: RequestRecord, answer: () => Promise<Answer>): Promise<Answer>;
  ended?(record: RequestRecord, end: RequestEnd): void;
}

/** What an end amounts to: `data`, `refused` by a rule, `error`, or `gone` where there was nobody left to answer. */
export type Outcome = 'data' | 'refused' | 'error' | 'gone';

export function outcomeOf({ expectedFailures }: RequestRecord, { status, code }: RequestEnd): Outcome {
  if (status === null) return 'gone';
  if (code !== null || status >= 400) return 'error';
  return expectedFailures.length > 0 ? 'refused' : 'data';
}

/** The expected failure that a line of the log names; a request of several operations may have more. */
export function firstExpectedFailure({ expectedFailures }: RequestRecord): ExpectedFailure | null {
  return expectedFailures[0] ?? null;
}

/** The id that a request came with, if it has the form of one, so that it is found in other services' logs too. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID();
}

/** The end of a request that was answered. Only a failed answer is read for its code. */
export function endOf(request: IncomingMessage, path: string | null, record: RequestRecord, answer: Answer | null) {
  const { code, reference } = answer === null ? NO_ERROR : firstError(record, answer);
  const milliseconds = Math.round((performance.now() - record.startedAt) * 1000) / 1000;
  return { method: request.method ?? '', path, status: answer?.status ?? null, milliseconds, code, reference };
}

const NO_ERROR = { code: null, reference: null } as const;

function firstError({ failed }: RequestRecord, { status, body }: Answer): Pick<RequestEnd, 'code' | 'reference'> {
  if ((!failed && status < 400) || typeof body !== 'string') return NO_ERROR;
  try {
    const { code, reference } = JSON.parse(body).errors?.[0]?.extensions ?? {};
    return {
      code: typeof code === 'string' ? code : null,
      reference: typeof reference === 'string' ? reference : null,
    };
  } catch {
    return NO_ERROR;
  }
}
