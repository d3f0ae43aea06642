import type { Config } from '../../config.js';
import type { Database } from '../../database/database.js';
import { observeWork } from '../../shared/observed.js';
import type { Route } from '../http/answer.js';
import { errorDetails, type Log } from './log.js';
import { createMetrics } from './metrics.js';
import { metricsRoute } from './metrics-route.js';
import { promisedOperations } from './promised-operations.js';
import { requestLog } from './request-log.js';
import type { RequestObserver } from './request-observer.js';

/** What those who run a service see of it. */
export interface Observability {
  readonly observers: readonly RequestObserver[];
  readonly metrics: Route;
  /** Looks no longer, and gives away what is still to be sent. */
  stop(): Promise<void>;
}

/** Begins to watch: metrics always, a line for each request where the log wants it, traces where they are sent. */
export async function startObservability(config: Config, log: Log, database: Database): Promise<Observability> {
  const metrics = createMetrics({ operations: promisedOperations(), pools: () => database.pools() });
  const observers = [metrics.requests];
  if (config.logLevel === 'info' || config.logLevel === 'debug') {
    observers.push(requestLog(log, config.logRequestsPercent));
  }
  const stopped = [observeWork(metrics.work)];
  const tracing = await tracingOf(config, log, database);
  if (tracing !== null) {
    observers.push(tracing.requests);
    stopped.push(observeWork(tracing.work));
  }
  return {
    observers,
    metrics: metricsRoute(metrics, config.metricsToken),
    stop: async () => {
      for (const stop of stopped) stop();
      await tracing?.stop();
    },
  };
}

/** OpenTelemetry is loaded where traces are wanted, so that nobody else waits for it. */
async function tracingOf({ tracesUrl, tracesPercent }: Config, log: Log, { engine }: Database) {
  if (tracesUrl === null) return null;
  const { startTracing } = await import('./tracing.js');
  const lost = (error: unknown) => log('traces-lost', errorDetails(error));
  return startTracing({ url: tracesUrl, percent: tracesPercent, engine, lost });
}
