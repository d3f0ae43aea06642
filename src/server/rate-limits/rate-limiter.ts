import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limited, RateLimits } from '../../config/allowed-rates.js';

export const WINDOW_SECONDS = 60;

/** Counts what is limited. */
export interface RateLimiter {
  /** Counts points of somebody; null within the limit, past it the milliseconds until there are points again. */
  count(limited: Limited, somebody: string, points?: number): Promise<number | null>;
  close(): Promise<void>;
}

type Counters = Readonly<Record<Limited, Pick<RateLimiterAbstract, 'consume'>>>;

export class CountingLimiter implements RateLimiter {
  constructor(
    private readonly counters: Counters,
    readonly close: () => Promise<void>,
  ) {}

  async count(limited: Limited, somebody: string, points = 1): Promise<number | null> {
    try {
      await this.counters[limited].consume(somebody, points);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
      throw refusal;
    }
  }
}

/** Counts in the memory of this process. */
export function memoryRateLimiter(limits: RateLimits): RateLimiter {
  const counters = countersOf((limited) => inMemory(limits, limited));
  return new CountingLimiter(counters, async () => undefined);
}

export function inMemory(limits: RateLimits, limited: Limited): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: limited, points: limits[limited], duration: WINDOW_SECONDS });
}

export function countersOf(counter: (limited: Limited) => RateLimiterAbstract): Counters {
  return {
    requests: counter('requests'),
    queries: counter('queries'),
    mutations: counter('mutations'),
    signInFailures: counter('signInFailures'),
  };
}
