import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What becomes of a request and of its reply. */
export type Fate =
  | 'PASSES'
  /** Both sides are cut off before the request arrives. */
  | 'REQUEST_CUT'
  /** The request arrives; both sides are cut off when the reply comes, and nobody gets it. */
  | 'REPLY_CUT'
  /** The request arrives; its reply, and all that follows, never does, and the connection stays open. */
  | 'REPLY_DROPPED'
  /** The request arrives late. */
  | 'DELAYED';

const DELAY_MILLISECONDS = 30;

/** Decides for each request that passes; the request as it was sent. */
export type Fates = (request: Buffer) => Fate;

export const NO_FAULTS: Fates = () => 'PASSES';

/**
 * Stands between a client and a server whose connections take turns: a request, then its reply, as HTTP without
 * pipelining and MySQL's protocol do. It loses what it is told to lose, and counts it.
 */
export class FaultProxy {
  private readonly sockets = new Set<Socket>();
  readonly counts = new Map<Fate, number>();
  fates: Fates = NO_FAULTS;

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    server.on('connection', (client) => this.pair(client));
  }

  static async open(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, target);
  }

  /** Another address, at which what is behind this one is reached through the proxy. */
  through(url: string): string {
    const address = new URL(url);
    address.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return address.href;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private pair(client: Socket): void {
    const upstream = connect(this.target);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      this.sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        this.sockets.delete(socket);
        end();
      });
    }
    let fate: Fate = 'PASSES';
    client.on('data', (request: Buffer) => {
      if (fate === 'REPLY_DROPPED') return;
      fate = this.fates(request);
      this.counts.set(fate, (this.counts.get(fate) ?? 0) + 1);
      if (fate === 'REQUEST_CUT') end();
      else if (fate === 'DELAYED') void sleep(DELAY_MILLISECONDS).then(() => upstream.write(request));
      else upstream.write(request);
    });
    upstream.on('data', (reply: Buffer) => {
      if (fate === 'REPLY_CUT') end();
      else if (fate !== 'REPLY_DROPPED') client.write(reply);
    });
  }
}

/** Whether a request of MySQL's protocol is COMMIT. */
export function isCommit(request: Buffer): boolean {
  return request.includes('COMMIT');
}
