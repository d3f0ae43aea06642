import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestRecord } from '../../shared/request-record.js';
import { endOf, type RequestObserver, requestIdOf } from '../observability/request-observer.js';
import { type Answer, send, sendAndLinger } from './answer.js';

/** One request and its answer, watched by those who run the service. */
export class Exchange {
  readonly record: RequestRecord;

  constructor(
    readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    readonly path: string,
    /** Whether the path is one of the service's own. */
    private readonly isOwn: boolean,
    private readonly observers: readonly RequestObserver[],
    private readonly server: { readonly stopping: boolean },
  ) {
    this.record = new RequestRecord(requestIdOf(request));
  }

  /** Runs what answers the request, as every observer wants to see it. */
  around(answer: () => Promise<Answer>): Promise<Answer> {
    let running = answer;
    for (const observer of this.observers) {
      if (observer.around === undefined) continue;
      const [around, within] = [observer.around, running];
      running = () => around(this.request, this.record, within);
    }
    return running();
  }

  /** Answers once: what comes after the client was told that it took too long is for nobody. */
  send(answer: Answer): void {
    if (this.response.headersSent) return;
    // Where the server is to stop, an answer is the last of its connection.
    if (this.server.stopping) this.response.shouldKeepAlive = false;
    send(this.response, this.record.id, answer);
    this.end(answer);
  }

  /** Answers a client that is still sending. */
  sendAndLinger(answer: Answer): void {
    if (this.response.headersSent) return;
    sendAndLinger(this.request, this.response, this.record.id, answer);
    this.end(answer);
  }

  /** The client has gone: there is nobody to answer. */
  drop(): void {
    if (this.response.headersSent) return;
    this.response.destroy();
    this.end(null);
  }

  private end(answer: Answer | null): void {
    const end = endOf(this.request, this.isOwn ? this.path : null, this.record, answer);
    for (const observer of this.observers) observer.ended?.(this.record, end);
  }
}
