import type { IncomingMessage } from 'node:http';
import { type BlockList, isIP } from 'node:net';

/** Tells the address that a request comes from. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * The address by the socket; where that is a proxy that is trusted, the last in `X-Forwarded-For` that is none: what
 * stands before it, the client may have written itself. An IPv6 address stands for its network of 64 bits, all of which
 * one client may have.
 */
export function clientAddress(trustedProxies: BlockList | null): ClientAddress {
  return ({ socket, headers }) => {
    const peer = withoutMapping(socket.remoteAddress ?? '');
    if (trustedProxies === null) return network(peer);
    const forwarded = headers['x-forwarded-for'];
    const hops = forwarded === undefined ? [] : String(forwarded).split(',');
    let address = peer;
    while (isTrusted(trustedProxies, address)) {
      const next = withoutMapping(hops.pop()?.trim() ?? '');
      if (isIP(next) === 0) break;
      address = next;
    }
    return network(address);
  };
}

function isTrusted(proxies: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** A socket for both families shows an IPv4 address within an IPv6 one. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

function network(address: string): string {
  if (!address.includes(':')) return address;
  const [before = '', after] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = before === '' ? [] : before.split(':');
  const missing = after === undefined ? 0 : 8 - groups.length - (after === '' ? 0 : after.split(':').length);
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...(after ? after.split(':') : [])];
  return all.slice(0, 4).join(':');
}
