import { readdirSync, readFileSync } from 'node:fs';

/** What the service holds at a moment. */
export interface Sample {
  readonly seconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly handles: number;
  /** Open files and sockets. */
  readonly descriptors: number;
  readonly databaseConnections: number;
}

export type Quantity = Exclude<keyof Sample, 'seconds'>;

/** Memory that a process has resident, and files and sockets that it has open, as Linux tells them. */
export function ofProcess(processId: number): Pick<Sample, 'residentBytes' | 'descriptors'> {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { residentBytes: kibibytes * 1024, descriptors: readdirSync(`/proc/${processId}/fd`).length };
}

/** The soak in six parts: the first warms up, the second and the last are compared. */
const PARTS = 6;

/** Memory that the last part may hold more than the second. */
const DRIFT_MAX = 0.1;

/** What the service may ever have resident. */
const RESIDENT_BYTES_MAX = 300 * 2 ** 20;

export interface Comparison {
  readonly quantity: Quantity;
  readonly warm: number;
  readonly last: number;
  readonly most: number;
  /** Why this is not steady; null when it is. */
  readonly fault: string | null;
}

/**
 * Holds the last part of the samples against the first warm one: memory by their medians. Handles, among them the timers of
 * requests that run, go up and down with the load: what leaks is there even when they are fewest.
 */
export function compare(samples: readonly Sample[], seconds: number): Comparison[] {
  const part = (number: number) =>
    samples.filter((sample) => Math.min(PARTS - 1, Math.floor((sample.seconds / seconds) * PARTS)) === number);
  const of = (quantity: Quantity): Comparison => {
    const values = (some: readonly Sample[]) => some.map((sample) => sample[quantity]);
    const [warm, last] = [median(values(part(1))), median(values(part(PARTS - 1)))];
    const most = Math.max(...values(samples));
    const leastAtLast = Math.min(...values(part(PARTS - 1)));
    return { quantity, warm, last, most, fault: faultOf(quantity, { warm, last, most, leastAtLast }) };
  };
  return (['residentBytes', 'heapBytes', 'handles', 'descriptors', 'databaseConnections'] as const).map(of);
}

function faultOf(
  quantity: Quantity,
  { warm, last, most, leastAtLast }: Record<'warm' | 'last' | 'most' | 'leastAtLast', number>,
): string | null {
  if (quantity === 'residentBytes' && most > RESIDENT_BYTES_MAX) return 'more than 300 MiB';
  const isMemory = quantity === 'residentBytes' || quantity === 'heapBytes';
  if (isMemory) return last > warm * (1 + DRIFT_MAX) ? 'drifts by more than 10 %' : null;
  return leastAtLast > warm ? 'leaks' : null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
