import { createClient } from '@redis/client';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { Limited, RateLimits } from '../../config/allowed-rates.js';
import { errorDetails, type Log } from '../observability/log.js';
import { type RateLimiter, WINDOW_SECONDS } from './rate-limiter.js';

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
  const counter = (limited: Limited) => {
    const settings = { points: limits[limited], duration: WINDOW_SECONDS };
    const limiter = new RateLimiterRedis({
      storeClient: client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: `coupons:${limited}`,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: limited, ...settings }),
      // Whoever is past the limit is refused from memory until there are points again.
      inMemoryBlockOnConsumed: limits[limited] + 1,
      ...settings,
    });
    return new RLWrapperTimeouts({ limiter, timeoutMs: REDIS_MILLISECONDS_MAX });
  };
  const counters: Readonly<Record<Limited, RLWrapperTimeouts>> = {
    requests: counter('requests'),
    queries: counter('queries'),
    mutations: counter('mutations'),
    signInFailures: counter('signInFailures'),
  };
  return {
    count: async (limited, somebody, points = 1) => {
      try {
        await counters[limited].consume(somebody, points);
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
        throw refusal;
      }
    },
    close: async () => client.destroy(),
  };
}
