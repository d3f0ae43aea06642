import { OperationTypeNode } from 'graphql';
import { weightOf } from '../graphql/document-limits.js';
import { tooManyRequests } from '../graphql/errors.js';
import type { Admission } from '../graphql/execution.js';
import type { RateLimiter } from './rate-limiter.js';

/** Whom an operation is counted for: an account, or the address of a request without one. */
export interface Counted {
  readonly caller: string;
}

/** A query counts once, and once more for each time that it costs so much. */
const COST_OF_A_POINT = 1000;

/**
 * Counts each operation before it is executed: a query by what it costs, a mutation by the changes that it makes. One
 * past the limit is refused whole.
 */
export function rateLimiting(limiter: RateLimiter): Admission<Counted> {
  return async (operation, { caller }) => {
    const isMutation = operation.operation === OperationTypeNode.MUTATION;
    const { cost, fields } = weightOf(operation);
    const points = isMutation ? fields : 1 + Math.floor(cost / COST_OF_A_POINT);
    const wait = await limiter.count(isMutation ? 'mutations' : 'queries', caller, points);
    if (wait !== null) throw tooManyRequests(wait);
  };
}
