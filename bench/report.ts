import { cpus, totalmem } from 'node:os';
import type { BenchOptions, WorkloadName } from './arguments.js';
import type { Spread, Summary } from './summary.js';

/** Everything that a run found, as it is written. */
export interface Report {
  readonly startedAt: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly options: BenchOptions;
  /** Rows by table, and how long it took to fill them. */
  readonly seeded: { readonly rows: Readonly<Record<string, number>>; readonly seconds: number };
  readonly results: readonly Summary[];
  readonly audit: {
    readonly acknowledged: Readonly<Record<'redemptions' | 'checkIns', number>>;
    readonly recorded: Readonly<Record<'redemptions' | 'checkIns', number>>;
    readonly offences: number;
  };
}

const WORKLOAD_TITLES: Readonly<Record<WorkloadName, string>> = {
  R: 'R: an account with balance, devices and warranties, ten grants, redemptions and their devices',
  W: 'W: a redemption by all rules, one durable commit',
  C: 'C: a check-in, one durable commit',
};

export function machineOf(databaseVersion: string): Report['machine'] {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    processors: processors.length,
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    database: databaseVersion,
  };
}

const COLUMNS = [
  'rate/s',
  '× batched (spread)',
  '× single (spread)',
  'p50 ms',
  'p99 ms',
  'server µs',
  'database µs',
] as const;

/** A table for each workload. */
export function tables(results: readonly Summary[]): string {
  const workloads = [...new Set(results.map(({ workload }) => workload))];
  return workloads
    .map((workload) => {
      const rows = results.filter((result) => result.workload === workload).map(rowOf);
      return `${WORKLOAD_TITLES[workload]}\n${aligned([['', ...COLUMNS], ...rows])}`;
    })
    .join('\n\n');
}

function rowOf(result: Summary): string[] {
  return [
    result.contestant,
    Math.round(result.rate.median).toLocaleString('en'),
    told(result.ratio),
    told(result.ratioToSingle),
    result.p50Milliseconds.toFixed(1),
    result.p99Milliseconds.toFixed(1),
    result.serverMicroseconds?.toFixed(0) ?? '',
    result.databaseMicroseconds?.toFixed(0) ?? '',
  ];
}

function told(spread: Spread | null): string {
  if (spread === null) return '';
  const { median, least, most } = spread;
  return `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map((cells) => `  ${cells.join('  ')}`)
    .join('\n');
}
