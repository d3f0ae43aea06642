import { createClient } from '@redis/client';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  RLWrapperTimeouts,
} from 'rate-limiter-flexible';
import type { Limited, RateLimits } from '../config/allowed-rates.js';
import { errorDetails, type Log } from './log.js';

const WINDOW_SECONDS = 60;

/** Counts what is limited. */
export interface RateLimiter {
  /** Counts points of somebody; null within the limit, past it the milliseconds until there are points again. */
  count(limited: Limited, somebody: string, points?: number): Promise<number | null>;
  close(): Promise<void>;
}

type Counters = Readonly<Record<Limited, Pick<RateLimiterAbstract, 'consume'>>>;

class CountingLimiter implements RateLimiter {
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

function inMemory(limits: RateLimits, limited: Limited): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: limited, points: limits[limited], duration: WINDOW_SECONDS });
}

function countersOf(counter: (limited: Limited) => RateLimiterAbstract): Counters {
  return {
    requests: counter('requests'),
    queries: counter('queries'),
    mutations: counter('mutations'),
    signInFailures: counter('signInFailures'),
  };
}

/** What Redis may take to count; then this process counts by itself. */
const REDIS_MILLISECONDS_MAX = 100;

/** Commands that wait for a Redis that does not answer; one more counts in memory at once. */
const REDIS_COMMANDS_WAITING_MAX = 1000;

const REDIS_RECONNECT_MILLISECONDS = 1000;

/**
 * Counts in Redis, for all processes together. While Redis is away or slow, each process counts in its own memory: the
 * limits then hold for each of them, and no request fails for it.
 */
export function redisRateLimiter(url: string, limits: RateLimits, log: Log): RateLimiter {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: REDIS_COMMANDS_WAITING_MAX,
    socket: { reconnectStrategy: REDIS_RECONNECT_MILLISECONDS },
  });
  let isAway = false;
  client.on('ready', () => {
    isAway = false;
  });
  client.on('error', (error: unknown) => {
    if (!isAway) log('rate-limits-without-redis', errorDetails(error));
    isAway = true;
  });
  client.connect().catch(() => undefined);
  const counters = countersOf((limited) => {
    const limiter = new RateLimiterRedis({
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: `coupons:${limited}`,
      points: limits[limited],
      duration: WINDOW_SECONDS,
      insuranceLimiter: inMemory(limits, limited),
      // Whoever is past the limit is refused from memory until there are points again.
      inMemoryBlockOnConsumed: limits[limited] + 1,
    });
    return new RLWrapperTimeouts({ limiter, timeoutMs: REDIS_MILLISECONDS_MAX });
  });
  return new CountingLimiter(counters, async () => client.destroy());
}
