import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Database } from '../../database/database.js';
import type { Work, WorkObserver } from '../../shared/observed.js';
import type { RequestRecord } from '../../shared/request-record.js';
import { firstExpectedFailure, outcomeOf, PROBES, type RequestEnd, type RequestObserver } from './request-observer.js';

export interface TracingOptions {
  /** Where spans are sent, by OTLP over HTTP in JSON. */
  readonly url: string;
  /** Of requests whose caller did not decide whether they are traced, how many in a hundred are. */
  readonly percent: number;
  readonly engine: Database['engine'];
  /** Told that the collector did not take spans: they are lost, and no request waits for them. */
  lost(error: unknown): void;
}

export interface Tracing {
  readonly requests: RequestObserver;
  readonly work: WorkObserver;
  /** Sends what is still to be sent; what the collector does not take is lost. */
  stop(): Promise<void>;
}

/** How long a collector may take to answer: a stop waits no longer. */
const EXPORT_MILLISECONDS_MAX = 3000;

/** A collector that is away loses spans every few seconds; so often it is told. */
const TELL_LOSS_MILLISECONDS = 60_000;

/**
 * Traces of requests by OpenTelemetry: a request, the sets and batches that it was first to ask for, and their statements.
 * A set links to every other request that it decides. Spans hold SQL without its values, and nothing of a person.
 */
export function startTracing({ url, percent, engine, lost }: TracingOptions): Tracing {
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (error: unknown) => {
    if (performance.now() - toldAt < TELL_LOSS_MILLISECONDS) return;
    toldAt = performance.now();
    lost(error);
  };
  setGlobalErrorHandler(tell);
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'warranty-coupons' }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(percent / 100) }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MILLISECONDS_MAX }))],
  });
  const tracer = new Tracer(provider, new AsyncLocalStorageContextManager().enable(), engine);
  return { requests: tracer.requests(), work: tracer.work(), stop: () => provider.shutdown().catch(tell) };
}

class Tracer {
  private readonly tracer;
  private readonly propagator = new W3CTraceContextPropagator();
  private readonly spans = new WeakMap<RequestRecord, Span>();

  constructor(
    provider: BasicTracerProvider,
    private readonly contexts: AsyncLocalStorageContextManager,
    private readonly engine: Database['engine'],
  ) {
    this.tracer = provider.getTracer('warranty-coupons');
  }

  requests(): RequestObserver {
    return {
      around: (request, record, answer) => {
        if (PROBES.has(request.url ?? '')) return answer();
        const caller = this.propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
        const attributes = { 'http.request.method': request.method ?? '', 'request.id': record.id };
        const span = this.tracer.startSpan('request', { kind: SpanKind.SERVER, attributes }, caller);
        this.spans.set(record, span);
        return this.contexts.with(trace.setSpan(caller, span), answer);
      },
      ended: (record, end) => {
        const span = this.spans.get(record);
        if (span !== undefined) endRequest(span, record, end);
      },
    };
  }

  work(): WorkObserver {
    return {
      place: () => this.contexts.active(),
      around: (work, run, places) => {
        const asked = places.length === 0 ? [this.contexts.active()] : (places as Context[]);
        const [parent, ...others] = asked.filter((place) => trace.getSpan(place)?.isRecording());
        if (parent === undefined) return run();
        const links = others.flatMap((place) => trace.getSpanContext(place) ?? []).map((context) => ({ context }));
        const span = this.tracer.startSpan(nameOf(work), { links, ...this.descriptionOf(work) }, parent);
        return this.contexts.with(trace.setSpan(parent, span), () => ending(span, run()));
      },
    };
  }

  private descriptionOf(work: Work) {
    if (work.kind !== 'STATEMENT') return { attributes: { 'coupons.size': work.size } };
    const attributes = { 'db.system.name': this.engine, 'db.query.text': work.sql.slice(0, SQL_LENGTH_MAX) };
    return { kind: SpanKind.CLIENT, attributes };
  }
}

/** A statement on a set has a placeholder for each: its beginning tells it. */
const SQL_LENGTH_MAX = 1000;

function nameOf(work: Work): string {
  switch (work.kind) {
    case 'SET':
      return `decide ${work.name}`;
    case 'BATCH':
      return 'read batch';
    case 'STATEMENT': {
      const [verb = 'SQL'] = /^\w+/.exec(work.sql) ?? [];
      const table = /\b(?:FROM|INTO|UPDATE) (\w+)/.exec(work.sql)?.[1];
      return table === undefined ? verb : `${verb} ${table}`;
    }
  }
}

/** The span ends with the work. What it failed with may quote what was stored, so that only the failure is told. */
async function ending<T>(span: Span, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

function endRequest(span: Span, record: RequestRecord, end: RequestEnd): void {
  const { status, code, path } = end;
  const failure = firstExpectedFailure(record);
  span.updateName(record.operation?.slice(0, 64) ?? `${end.method} ${path ?? 'other'}`);
  span.setAttributes({
    'coupons.outcome': outcomeOf(record, end),
    ...(path === null ? {} : { 'url.path': path }),
    ...(status === null ? {} : { 'http.response.status_code': status }),
    ...(code === null ? {} : { 'error.type': code }),
    ...(failure === null ? {} : { 'coupons.refusal': failure.error, 'coupons.rule': failure.rule ?? '' }),
  });
  if (status === null || status >= 500 || code === 'INTERNAL_SERVER_ERROR')
    span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
