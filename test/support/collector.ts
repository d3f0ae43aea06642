import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP carries it in JSON, in the parts that tests read. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly links?: readonly { readonly traceId: string }[];
}

/** A collector of traces on this machine, as OpenTelemetry's own takes them at `/v1/traces`. */
export class Collector {
  readonly spans: Span[] = [];
  private readonly server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === '/v1/traces') {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString());
      for (const { scopeSpans } of resourceSpans) for (const { spans } of scopeSpans) this.spans.push(...spans);
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });

  static async start(): Promise<Collector> {
    const collector = new Collector();
    await new Promise<void>((resolve) => collector.server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  find(name: string, { traceId }: { traceId?: string } = {}): Span {
    const span = this.spans.find((one) => one.name === name && (traceId === undefined || one.traceId === traceId));
    if (span === undefined) throw new Error(`No span ${name} among ${this.spans.map((one) => one.name).join(', ')}.`);
    return span;
  }

  below(span: Span): Span[] {
    return this.spans.filter(({ traceId, parentSpanId }) => traceId === span.traceId && parentSpanId === span.spanId);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
