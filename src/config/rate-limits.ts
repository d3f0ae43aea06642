import { BlockList, isIP } from 'node:net';
import { RATE_LIMITS, type RateLimits, written } from './allowed-rates.js';
import type { Variables } from './environment.js';

/** How much one client may ask for, and how it is told from others. */
export interface RateLimitConfig {
  /** What is allowed a minute; null where nothing is limited. */
  readonly rateLimits: RateLimits | null;
  /** Where processes count together; null where each counts by itself. */
  readonly redisUrl: string | null;
  /** Proxies whose `X-Forwarded-For` is believed; null where there is none. */
  readonly trustedProxies: BlockList | null;
}

export function rateLimitConfig(variables: Variables, sandbox: boolean): RateLimitConfig {
  const redisUrl = variables.text('REDIS_URL');
  if (redisUrl !== null && !/^rediss?:$/.test(URL.canParse(redisUrl) ? new URL(redisUrl).protocol : '')) {
    variables.fault('REDIS_URL', 'must be an address such as redis://user:password@host:6379 or rediss://….');
  }
  const proxies = variables.text('TRUSTED_PROXIES');
  const trustedProxies = proxies === null ? null : proxyList(proxies);
  if (proxies !== null && trustedProxies === null) {
    variables.fault('TRUSTED_PROXIES', 'must be addresses and networks, such as 10.0.0.0/8,fd00::/8.');
  }
  return { rateLimits: rateLimits(variables, sandbox), redisUrl, trustedProxies };
}

function rateLimits(variables: Variables, sandbox: boolean): RateLimits | null {
  const text = variables.text('RATE_LIMITS') ?? (sandbox ? 'off' : 'on');
  if (text === 'off') return null;
  const limits: Record<string, number> = { ...RATE_LIMITS };
  for (const entry of text === 'on' ? [] : text.split(',')) {
    const [, name, number] = /^\s*(\w+)\s*=\s*(\d{1,9})\s*$/.exec(entry) ?? [];
    if (name === undefined || !Object.hasOwn(RATE_LIMITS, name) || Number(number) === 0) {
      variables.fault('RATE_LIMITS', `must be on, off, or numbers a minute such as ${written(RATE_LIMITS)}.`);
      break;
    }
    limits[name] = Number(number);
  }
  return limits as RateLimits;
}

/** The list of addresses and networks, such as `10.0.0.0/8, fd00::/8`; null where one is neither. */
function proxyList(text: string): BlockList | null {
  const list = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [address = '', bits, ...more] = entry.split('/');
    const family = isIP(address);
    const length = bits === undefined ? (family === 6 ? 128 : 32) : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (family === 0 || more.length > 0 || length < 0 || length > (family === 6 ? 128 : 32)) return null;
    list.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
