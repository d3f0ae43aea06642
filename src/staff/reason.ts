import { requireText } from '../graphql/bad-input.js';

/** Characters of a reason on the audit trail. */
const REASON_LENGTH_MAX = 500;

/** The reason that every staff action asks for. */
export function requireReason(reason: string): string {
  return requireText('input.reason', reason, REASON_LENGTH_MAX);
}
