import type { Limited, RateLimits } from '../../config/allowed-rates.js';

export const WINDOW_SECONDS = 60;

/** Counts what is limited. */
export interface RateLimiter {
  /** Counts points of somebody; null within the limit, past it the milliseconds until there are points again. */
  count(limited: Limited, somebody: string, points?: number): Promise<number | null>;
  close(): Promise<void>;
}

/**
 * Counts in the memory of this process, in windows that are the same for all: of somebody no more is kept than a number, and
 * nothing once the window has ended (decision 22). `now` is in milliseconds.
 */
export class MemoryRateLimiter implements RateLimiter {
  private counts = noCounts();
  private windowEndsAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly limits: RateLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async count(limited: Limited, somebody: string, points = 1): Promise<number | null> {
    const now = this.now();
    if (now >= this.windowEndsAt) {
      this.counts = noCounts();
      this.windowEndsAt = now + WINDOW_SECONDS * 1000;
    }
    const counts = this.counts[limited];
    const count = (counts.get(somebody) ?? 0) + points;
    counts.set(somebody, count);
    return count > this.limits[limited] ? this.windowEndsAt - now : null;
  }

  async close(): Promise<void> {}
}

function noCounts(): Readonly<Record<Limited, Map<string, number>>> {
  return { requests: new Map(), queries: new Map(), mutations: new Map(), signInFailures: new Map() };
}
