import type { RequestRecord } from '../../shared/request-record.js';
import type { Log } from './log.js';
import { firstExpectedFailure, outcomeOf, PROBES, type RequestEnd, type RequestObserver } from './request-observer.js';

/** A name is the client's own: no more of it than tells it apart. */
const NAME_LENGTH_MAX = 64;

/**
 * One line a request: its id, what it asked for, how long it took and how it ended. Never a token, an address, a variable
 * or an answer. Of requests that were answered with data, so many in a hundred have their line; others have it always.
 */
export function requestLog(log: Log, percent: number): RequestObserver {
  let counted = 0;
  const isSampled = () => {
    counted += percent;
    if (counted < 100) return false;
    counted -= 100;
    return true;
  };
  return {
    ended(record, end) {
      const outcome = outcomeOf(record, end);
      if (PROBES.has(end.path) && outcome === 'data') log('request', lineOf(record, end, outcome), 'debug');
      else if (outcome !== 'data' || isSampled()) log('request', lineOf(record, end, outcome), 'info');
    },
  };
}

function lineOf(record: RequestRecord, end: RequestEnd, outcome: string) {
  const failure = firstExpectedFailure(record);
  return {
    requestId: record.id,
    method: end.method,
    path: end.path ?? undefined,
    operation: record.operation?.slice(0, NAME_LENGTH_MAX),
    outcome,
    code: end.code ?? failure?.error,
    rule: failure?.rule ?? undefined,
    reference: end.reference ?? undefined,
    status: end.status ?? undefined,
    milliseconds: end.milliseconds,
  };
}
