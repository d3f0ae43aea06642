import { HttpFault } from './answer.js';

/** What is told to whoever asks for too much. */
export const LATER = 'Too many requests: try again later.';

/** When a client that was refused may try again, in its extensions and for its `Retry-After`. */
export function retryIn(milliseconds: number) {
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return { retryAfterSeconds, retryAt: new Date(Date.now() + retryAfterSeconds * 1000).toISOString() };
}

/** The fault of a request that is refused before it is read; HTTP 429. */
export function tooManyRequestsFault(waitMilliseconds: number): HttpFault {
  const retry = retryIn(waitMilliseconds);
  return new HttpFault(429, LATER, { 'retry-after': String(retry.retryAfterSeconds) }, retry);
}

/** The fault of a request that took too long; HTTP 503. Its work goes on, and is done whole or not at all. */
export function tookTooLong(): HttpFault {
  const retry = retryIn(OVERLOAD_MILLISECONDS);
  return new HttpFault(503, TOOK_TOO_LONG, { 'retry-after': String(retry.retryAfterSeconds) }, retry);
}

const TOOK_TOO_LONG =
  'The answer took too long: try again in a few seconds. Repeat a change with the same idempotency key: if it was made, it is not made again.';

/** How long a client stays away when the service has too much to do. */
export const OVERLOAD_MILLISECONDS = 5000;
