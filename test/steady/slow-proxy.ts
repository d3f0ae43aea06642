import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a database and lets it answer late, or not at all. */
export class SlowProxy {
  /** How long each piece of an answer takes; null: it never comes. */
  delayMilliseconds: number | null = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async before(url: string): Promise<SlowProxy> {
    const { hostname: host, port } = new URL(url);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new SlowProxy(server);
    server.on('connection', (client) => proxy.pair(client, connect({ host, port: Number(port) })));
    return proxy;
  }

  /** The address at which what is behind this one is reached. */
  through(url: string): string {
    const address = new URL(url);
    address.port = String((this.server.address() as AddressInfo).port);
    return address.href;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private pair(client: Socket, upstream: Socket): void {
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (piece) => upstream.write(piece));
    upstream.on('data', (piece) => {
      if (this.delayMilliseconds === null) return;
      setTimeout(() => client.writable && client.write(piece), this.delayMilliseconds);
    });
  }
}
