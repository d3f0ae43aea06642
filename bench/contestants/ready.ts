import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Tells the bench where this contestant listens; it ends with the bench. */
export function ready(port: number): void {
  process.once('disconnect', () => process.exit());
  process.send?.({ port });
}

export function listen(server: Server): void {
  // As long as the service keeps a connection that is idle.
  server.keepAliveTimeout = 65_000;
  server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port));
}
