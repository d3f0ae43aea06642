import { type ContestantName, type WorkloadName, YARDSTICK } from './arguments.js';
import type { Measurement } from './rounds.js';

/** The middle of some rounds, and the least and the most. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** What a contestant did in a workload, over all rounds that count. */
export interface Summary {
  readonly workload: WorkloadName;
  readonly contestant: ContestantName;
  readonly operations: number;
  /** Operations a second, by round. */
  readonly rates: readonly number[];
  readonly rate: Spread;
  /** Rates divided by those of the yardstick in the same round; null where it did not run. */
  readonly ratio: Spread | null;
  /** The same against the bare server that takes each request by itself. */
  readonly ratioToSingle: Spread | null;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Processor time an operation, medians of the rounds. */
  readonly serverMicroseconds: number | null;
  readonly databaseMicroseconds: number | null;
}

export function summarize(measurements: readonly Measurement[]): Summary[] {
  const counted = measurements.filter(({ round }) => round > 0);
  const keys = [...new Set(counted.map(({ workload, contestant }) => `${workload} ${contestant}`))];
  const summaries = keys.map((key) => {
    const own = counted.filter(({ workload, contestant }) => `${workload} ${contestant}` === key);
    return summaryOf(own, counted);
  });
  return summaries;
}

function summaryOf(own: readonly Measurement[], all: readonly Measurement[]): Summary {
  const [first] = own;
  if (first === undefined) throw new Error('A summary needs a round.');
  const { workload, contestant } = first;
  const rates = own.map(rateOf);
  const latencies = Float64Array.from(own.flatMap((one) => [...one.latencies])).sort();
  return {
    workload,
    contestant,
    operations: own.reduce((sum, { operations }) => sum + operations, 0),
    rates,
    rate: spreadOf(rates),
    ratio: ratioTo(YARDSTICK, own, all),
    ratioToSingle: ratioTo('bare-single', own, all),
    p50Milliseconds: quantile(latencies, 0.5) / 1000,
    p99Milliseconds: quantile(latencies, 0.99) / 1000,
    serverMicroseconds: medianOf(own.map(({ serverMicroseconds }) => serverMicroseconds)),
    databaseMicroseconds: medianOf(own.map(({ databaseMicroseconds }) => databaseMicroseconds)),
  };
}

/** Only ratios within a round mean anything: what else the machine did, it did to both. */
function ratioTo(name: ContestantName, own: readonly Measurement[], all: readonly Measurement[]): Spread | null {
  const ratios = own.flatMap((one) => {
    const other = all.find(
      ({ workload, round, contestant }) => workload === one.workload && round === one.round && contestant === name,
    );
    return other === undefined ? [] : [rateOf(one) / rateOf(other)];
  });
  return ratios.length === 0 ? null : spreadOf(ratios);
}

function rateOf({ operations, seconds }: Measurement): number {
  return operations / seconds;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  return { median: median(sorted), least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(Float64Array.from(known).sort());
}

function median(sorted: Float64Array): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
