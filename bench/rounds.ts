import type mysql from 'mysql2/promise';
import { type BenchOptions, type ContestantName, LEAD_IN_SECONDS, WORKLOADS, type WorkloadName } from './arguments.js';
import { untilSettled } from './database.js';
import type { RoundResult } from './load/round.js';
import { type Contestant, type LoadProcess, processorTime } from './processes.js';
import { progress } from './progress.js';

/** What one round of one contestant gave. */
export interface Measurement {
  readonly workload: WorkloadName;
  readonly contestant: ContestantName;
  /** 0 is left out of what is reported: it warms up or leads in, or some contestant had too few members left for the round. */
  readonly round: number;
  readonly operations: number;
  readonly seconds: number;
  readonly latencies: Uint32Array;
  /** Microseconds an operation; null where the system does not tell. */
  readonly serverMicroseconds: number | null;
  readonly databaseMicroseconds: number | null;
}

/** What the rounds of a start are run with. */
export interface Course {
  readonly options: BenchOptions;
  /** From 0 on. */
  readonly start: number;
  readonly members: Members;
  readonly contestants: readonly Contestant[];
  readonly load: LoadProcess;
  readonly database: { readonly processId: number; readonly connection: mysql.Connection };
}

/** Readers who ask at the same time of day; as many whatever the size of the tables, spread over all of them. */
const READERS_MAX = 10_000;

/** How long warming up takes at most. */
const WARM_UP_SECONDS_MAX = 20;

/** A time under load. */
interface Leg {
  readonly round: number;
  readonly seconds: number;
  readonly operationsMax: number;
}

/** Members made ready for a second of a round, beside what the contestant needed when it warmed up. */
const HEADROOM = 2;

/**
 * Runs every workload in rounds, in each of which the contestants take turns on the same database. They begin with
 * another one each time, so that none always follows the same. A workload ends early where its members have all asked.
 * Throws at the first wrong answer.
 */
export async function runRounds(course: Course): Promise<Measurement[]> {
  const { options, start } = course;
  const measurements: Measurement[] = [];
  for (const workload of WORKLOADS.filter((name) => options.workloads.includes(name))) {
    for (let ofStart = 0; ofStart <= options.rounds; ofStart += 1) {
      const round = ofStart === 0 ? 0 : start * options.rounds + ofStart;
      const ofRound = await measureRound(course, workload, round);
      const isWhole = ofRound.filter((one) => one.round === round).length === course.contestants.length;
      measurements.push(...(isWhole ? ofRound : ofRound.map((one) => ({ ...one, round: 0 }))));
      if (isWhole) continue;
      if (start === 0 && round < 2)
        throw new Error(`Too few members for ${workload}: seed more with --savers or --starters.`);
      break;
    }
  }
  return measurements;
}

/** What contestants gave in a round, until there are too few members left for one of them. */
async function measureRound(course: Course, workload: WorkloadName, round: number): Promise<Measurement[]> {
  const { starts, rounds } = course.options;
  const measurements: Measurement[] = [];
  for (const contestant of inTurn(course.contestants, round)) {
    progress(`${workload}, ${round === 0 ? 'warming up' : `round ${round} of ${starts * rounds}`}: ${contestant.name}`);
    for (const leg of legsOf(round, course.options)) {
      const measurement = await measure(course, contestant, workload, leg);
      if (measurement === null) return measurements;
      measurements.push(measurement);
    }
  }
  return measurements;
}

function legsOf(round: number, { warmUp, seconds }: BenchOptions): Leg[] {
  if (round === 0) return [{ round, seconds: WARM_UP_SECONDS_MAX, operationsMax: warmUp }];
  const operationsMax = Number.MAX_SAFE_INTEGER;
  return [
    { round: 0, seconds: LEAD_IN_SECONDS, operationsMax },
    { round, seconds, operationsMax },
  ];
}

function inTurn(contestants: readonly Contestant[], round: number): Contestant[] {
  const first = round % contestants.length;
  return [...contestants.slice(first), ...contestants.slice(0, first)];
}

async function measure(
  { load, database, members }: Course,
  contestant: Contestant,
  workload: WorkloadName,
  leg: Leg,
): Promise<Measurement | null> {
  const { name, language, port, processId } = contestant;
  const { round, seconds, operationsMax } = leg;
  const asking = members.for(workload, name, leg);
  if (asking === null) return null;
  const before = { server: processorTime(processId), database: processorTime(database.processId) };
  const result = await load.run({ workload, language, port, seconds, operationsMax, members: asking });
  if (result.faults > 0) throw new Error(`${name} answered ${result.faults} wrongly:\n${result.faultsTold.join('\n')}`);
  members.used(workload, name, result);
  const server = processorTime(processId);
  // What the database tidies up afterwards belongs to the round that caused it.
  await untilSettled(database.connection);
  const { operations } = result;
  return {
    workload,
    contestant: name,
    round,
    operations,
    seconds: result.seconds,
    latencies: result.latencies,
    serverMicroseconds: each(before.server, server, operations),
    databaseMicroseconds: each(before.database, processorTime(database.processId), operations),
  };
}

function each(before: number | null, after: number | null, operations: number): number | null {
  return before === null || after === null ? null : (after - before) / operations;
}

/** Hands out members: readers again and again, savers and starters once. */
export class Members {
  private readonly readers: readonly number[];
  private redeemed = 0;
  private checkedIn = 0;
  private readonly rates = new Map<string, number>();

  constructor(private readonly options: BenchOptions) {
    const count = Math.min(options.users, READERS_MAX);
    // A step that has no divisor in common with the number of readers visits each of them once.
    const step = 7_919;
    this.readers = Array.from({ length: count }, (_, place) => {
      return Math.floor((((place * step) % count) * options.users) / count);
    });
  }

  /** Members for a leg at the rate that a contestant has shown; null where there are too few left. */
  for(workload: WorkloadName, name: ContestantName, { seconds, operationsMax }: Leg): readonly number[] | null {
    if (workload === 'R') return this.readers;
    const { users, savers, starters } = this.options;
    const [first, left] =
      workload === 'W'
        ? [users + this.redeemed, savers - this.redeemed]
        : [users + savers + this.checkedIn, starters - this.checkedIn];
    const rate = this.rates.get(`${workload} ${name}`) ?? Number.MAX_SAFE_INTEGER;
    const enough = Math.min(operationsMax, Math.ceil(seconds * rate));
    if (left < enough) return null;
    const wanted = Math.min(operationsMax, enough * HEADROOM, left);
    return Array.from({ length: wanted }, (_, place) => first + place);
  }

  used(workload: WorkloadName, name: ContestantName, { operations, seconds }: RoundResult): void {
    const key = `${workload} ${name}`;
    this.rates.set(key, Math.max(this.rates.get(key) ?? 0, operations / seconds));
    if (workload === 'W') this.redeemed += operations;
    if (workload === 'C') this.checkedIn += operations;
  }
}
