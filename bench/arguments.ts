import { parseArgs } from 'node:util';

/** The workloads: R reads an account, W redeems, C checks in. */
export const WORKLOADS = ['R', 'W', 'C'] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

export const CONTESTANTS = ['this-service', 'mercurius', 'yoga', 'bare-batched', 'bare-single', 'typeorm'] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** What every other is measured against. */
export const YARDSTICK: ContestantName = 'bare-batched';

export interface BenchOptions {
  /** Accounts that are read, each with some ten grants and a redemption. */
  readonly users: number;
  /** Members who redeem, each once, and members who check in, each once. */
  readonly savers: number;
  readonly starters: number;
  /** Operations of each workload that each contestant answers before what counts, so that its code is compiled by then. */
  readonly warmUp: number;
  /** How often each contestant is started and warmed up: one start differs from the next by a tenth. */
  readonly starts: number;
  /** Rounds that count, of each start. */
  readonly rounds: number;
  /** How long a round loads one contestant. */
  readonly seconds: number;
  readonly connections: number;
  readonly contestants: readonly ContestantName[];
  readonly workloads: readonly WorkloadName[];
  /** Whether results and the chart are written. */
  readonly writesFiles: boolean;
}

export const HELP = `npm run bench -- [options]

  --users 10000        accounts in the database, each with some ten grants and a redemption
  --savers N           members who redeem, each once; by default enough for the rounds
  --starters N         members who check in, each once; by default enough for the rounds
  --warm-up 10000      operations that each contestant answers before what counts, for 20 seconds at most
  --starts 1           times that each contestant is started anew, with rounds of its own
  --rounds 3           rounds that count, of each start
  --seconds 2          how long a round loads one contestant
  --connections 48     connections, each with one request at a time
  --contestants a,b    some of ${CONTESTANTS.join(', ')}
  --workloads R,W,C    R reads an account, W redeems, C checks in
  --dry                writes no files

It prints a table, writes bench/results/*.json, and draws docs/performance.svg.`;

/**
 * How long a contestant is loaded before a round of its own: while others had their turns, V8 let go of its code, and a
 * server takes a second and a half to be as fast as it was.
 */
export const LEAD_IN_SECONDS = 2;

/** Redemptions, and check-ins, that all contestants together make in a second of each, with some to spare. */
const SAVERS_PER_SECOND = 4_500;
const STARTERS_PER_SECOND = 13_000;

/** Reads the command line; null asks for help. */
export function readArguments(words: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...words],
    options: {
      users: { type: 'string', default: '10000' },
      savers: { type: 'string' },
      starters: { type: 'string' },
      'warm-up': { type: 'string', default: '10000' },
      starts: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      connections: { type: 'string', default: '48' },
      contestants: { type: 'string', default: CONTESTANTS.join(',') },
      workloads: { type: 'string', default: WORKLOADS.join(',') },
      dry: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const starts = count('starts', values.starts);
  const rounds = count('rounds', values.rounds);
  const seconds = count('seconds', values.seconds);
  const warmUp = count('warm-up', values['warm-up']);
  const contestants = some('contestants', values.contestants, CONTESTANTS);
  const workloads = some('workloads', values.workloads, WORKLOADS);
  const enoughFor = (workload: WorkloadName, perSecond: number) => {
    const ofStart = contestants.length * warmUp + rounds * (LEAD_IN_SECONDS + seconds) * perSecond;
    return workloads.includes(workload) ? starts * ofStart : 1;
  };
  return {
    users: count('users', values.users),
    savers: count('savers', values.savers ?? String(enoughFor('W', SAVERS_PER_SECOND))),
    starters: count('starters', values.starters ?? String(enoughFor('C', STARTERS_PER_SECOND))),
    warmUp,
    starts,
    rounds,
    seconds,
    connections: count('connections', values.connections),
    contestants,
    workloads,
    writesFiles: !values.dry,
  };
}

function count(name: string, text: string): number {
  const value = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new Error(`--${name} must be a whole number from 1.`);
  return value;
}

function some<Name extends string>(option: string, text: string, names: readonly Name[]): Name[] {
  const asked = text.split(',');
  const unknown = asked.find((name) => !names.includes(name as Name));
  if (unknown !== undefined) throw new Error(`--${option} knows ${names.join(', ')}, and not ${unknown}.`);
  return names.filter((name) => asked.includes(name));
}
