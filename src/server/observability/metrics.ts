import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PoolState } from '../../database/database.js';
import type { Work, WorkObserver } from '../../shared/observed.js';
import type { RequestRecord } from '../../shared/request-record.js';
import { outcomeOf, type RequestEnd, type RequestObserver } from './request-observer.js';

export interface MetricsOptions {
  /** The operations that are counted by their names; every other is `other`, for names are the clients' to choose. */
  readonly operations: ReadonlySet<string>;
  pools(): readonly PoolState[];
}

export interface Metrics {
  readonly requests: RequestObserver;
  readonly work: WorkObserver;
  readonly contentType: string;
  /** All of them in the text format of Prometheus. */
  text(): Promise<string>;
}

const DURATION_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SIZE_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** What a platform's monitoring reads of this service: counts, durations and sizes, and nothing of a person. */
export function createMetrics({ operations, pools }: MetricsOptions): Metrics {
  const registry = new Registry();
  gaugePools(registry, pools);
  let watched = false;
  // Whoever never asks does not pay for the event loop's delay, memory and garbage collection being watched.
  const watchProcess = () => {
    if (!watched) collectDefaultMetrics({ register: registry });
    watched = true;
  };
  return {
    requests: requestMetrics(registry, operations),
    work: workMetrics(registry),
    contentType: registry.contentType,
    text: () => {
      watchProcess();
      return registry.metrics();
    },
  };
}

function requestMetrics(registry: Registry, operations: ReadonlySet<string>): RequestObserver {
  const registers = [registry];
  const requests = new Counter({
    name: 'coupons_requests_total',
    help: 'Requests by path, operation, outcome (data, refused, error, gone) and code of the first error.',
    labelNames: ['path', 'operation', 'outcome', 'code'],
    registers,
  });
  const seconds = new Histogram({
    name: 'coupons_operation_seconds',
    help: 'How long GraphQL operations took, from the head of the request to its answer.',
    labelNames: ['operation'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'coupons_refusals_total',
    help: 'Expected failures that operations were answered, by rule of the programme and type of the error.',
    labelNames: ['rule', 'error'],
    registers,
  });
  const nameOf = ({ operation, executed }: RequestRecord) => {
    if (!executed) return '';
    return operation !== null && operations.has(operation) ? operation : 'other';
  };
  return {
    ended(record: RequestRecord, end: RequestEnd) {
      const operation = nameOf(record);
      requests.inc({ path: end.path ?? 'other', operation, outcome: outcomeOf(record, end), code: end.code ?? '' });
      if (record.executed) seconds.observe({ operation }, end.milliseconds / 1000);
      for (const { rule, error } of record.expectedFailures) refusals.inc({ rule: rule ?? '', error });
    },
  };
}

function workMetrics(registry: Registry): WorkObserver {
  const registers = [registry];
  const batches = new Histogram({
    name: 'coupons_batch_keys',
    help: 'Keys that a loader read together, for all requests that asked in the same moment.',
    buckets: SIZE_BUCKETS,
    registers,
  });
  const sets = new Histogram({
    name: 'coupons_set_commands',
    help: 'Commands that one transaction decided together, by kind of set.',
    labelNames: ['set'],
    buckets: SIZE_BUCKETS,
    registers,
  });
  const decisions = new Counter({
    name: 'coupons_decisions_total',
    help: 'What became of commands, once committed: redemptions that are REDEEMED, check-ins that are CHECKED_IN.',
    labelNames: ['set', 'outcome'],
    registers,
  });
  return {
    around(work: Work, run) {
      if (work.kind === 'BATCH') batches.observe(work.size);
      if (work.kind !== 'SET') return run();
      const { name: set, size } = work;
      sets.observe({ set }, size);
      return run().then((outcomes) => {
        for (const { kind } of outcomes as readonly { kind: string }[]) decisions.inc({ set, outcome: kind });
        return outcomes;
      });
    },
  };
}

function gaugePools(registry: Registry, pools: () => readonly PoolState[]): void {
  const gauge = (name: string, help: string, value: (pool: PoolState) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['pool'],
      registers: [registry],
      collect() {
        for (const pool of pools()) this.set({ pool: pool.name }, value(pool));
      },
    });
  gauge(
    'coupons_pool_connections_max',
    'Connections that a pool opens at most.',
    ({ connectionsMax }) => connectionsMax,
  );
  gauge('coupons_pool_connections_in_use', 'Connections of a pool that are in use.', ({ inUse }) => inUse);
  gauge('coupons_pool_waiting', 'Pieces of work that wait for a connection of a pool.', ({ waiting }) => waiting);
}
