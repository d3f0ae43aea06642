/**
 * What is limited, by the minute: requests of any kind and sign-ins that fail from one address; queries and mutations of
 * one account, or of one address that is not signed in.
 */
export const RATE_LIMITS = { requests: 6000, queries: 600, mutations: 120, signInFailures: 120 } as const;

export type Limited = keyof typeof RATE_LIMITS;

export type RateLimits = Readonly<Record<Limited, number>>;

/** Limits as the configuration writes them. */
export function written(limits: RateLimits): string {
  return Object.entries(limits)
    .map(([name, number]) => `${name}=${number}`)
    .join(',');
}
