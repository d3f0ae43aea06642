import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import mysql from 'mysql2/promise';
import { auditDatabase } from '../../src/audit/audit-database.js';
import type { Offence } from '../../src/audit/invariant.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import { addDays } from '../../src/shared/calendar.js';
import { tokenSigner } from '../load/tokens.js';
import { NODE_OPTIONS } from '../node-options.js';
import { progress } from '../progress.js';
import { SeedDates, todayIn, zoneOfEarlyMorning } from '../seed/dates.js';
import { type Population, seed } from '../seed/seed.js';
import { type Comparison, compare, ofProcess, type Sample } from './measure.js';
import type { Holding } from './server.js';
import { Site } from './site.js';
import { askUntil, type Cast, Tally } from './workload.js';

export interface SoakOrder {
  readonly seconds: number;
  readonly connections: number;
  /** Leaks on purpose. */
  readonly control: boolean;
}

export interface SoakResult {
  readonly seconds: number;
  readonly daysPassed: number;
  readonly tally: Tally;
  readonly comparisons: readonly Comparison[];
  /** Once every client has gone. */
  readonly afterwards: { readonly descriptors: number; readonly descriptorsExpected: number };
  readonly records: readonly { readonly what: string; readonly acknowledged: number; readonly recorded: number }[];
  readonly offences: readonly Offence[];
}

const POPULATION: Population = { readers: 2_000, savers: 4_000, starters: 0 };

const SAMPLE_SECONDS = 5;
/** The programme's date moves once in so many seconds, so that members may check in anew. */
const DAY_SECONDS = 60;
/** Machines that are registered for each date. */
const MACHINES_PER_DAY = 1_000;

/** Both pools of the service. */
const DATABASE_CONNECTIONS = 24;

/** Loads the service for a while, and tells what it did and what it held. */
export async function soak(url: string, order: SoakOrder): Promise<SoakResult> {
  const timeZone = zoneOfEarlyMorning();
  const dates = new SeedDates(todayIn(timeZone));
  await migrate(url);
  await seed(url, POPULATION, dates, (rows) => progress(`Seeding: ${rows} rows`));
  const jwtSecret = randomBytes(32).toString('hex');
  const service = await startService({ DATABASE_URL: url, JWT_SECRET: jwtSecret, TIME_ZONE: timeZone }, order.control);
  const site = new Site(service.port);
  const serialNumbers: string[] = [];
  const cast: Cast = {
    population: POPULATION,
    dates,
    tokenOf: tokenSigner(jwtSecret),
    moderator: await site.token('moderator', 'MODERATOR'),
    nextSerialNumber: () => serialNumbers.pop(),
  };
  let daysPassed = 0;
  const nextDay = async () => {
    daysPassed += 1;
    await site.moveTo(addDays(dates.today, daysPassed));
    serialNumbers.push(...(await site.registerMachines(MACHINES_PER_DAY, daysPassed, dates.on(60))));
  };

  await nextDay();
  const idle = ofProcess(service.processId).descriptors;
  const tally = new Tally();
  const samples = await load(order, service, { url, cast, tally, nextDay });
  await sleep(2_000);
  const afterwards = {
    descriptors: ofProcess(service.processId).descriptors,
    descriptorsExpected: idle + DATABASE_CONNECTIONS,
  };
  await service.stop();
  progress('Auditing the ledger');
  const { records, offences } = await judge(url, tally, dates.today);
  const { seconds } = order;
  return { seconds, daysPassed, tally, comparisons: compare(samples, seconds), afterwards, records, offences };
}

interface Stage {
  readonly url: string;
  readonly cast: Cast;
  readonly tally: Tally;
  nextDay(): Promise<void>;
}

/** Lets all connections ask until it is time, moves the date, and takes samples meanwhile. */
async function load(order: SoakOrder, service: Service, { url, cast, tally, nextDay }: Stage): Promise<Sample[]> {
  const database = await mysql.createConnection({ uri: url });
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const isOver = () => seconds() >= order.seconds;
  const asking = Promise.all(
    Array.from({ length: order.connections }, () => askUntil(isOver, service.port, cast, tally)),
  );
  const samples: Sample[] = [];
  const watching = (async () => {
    for (let nextDayAt = DAY_SECONDS; !isOver(); ) {
      await sleep(SAMPLE_SECONDS * 1000);
      samples.push({ seconds: seconds(), ...(await sampleOf(service, database)) });
      progress(`${seconds().toFixed(0)} s, ${tally.requests} requests, ${tally.faultsCounted} faults`);
      if (seconds() < nextDayAt) continue;
      nextDayAt += DAY_SECONDS;
      await nextDay();
    }
  })();
  try {
    await Promise.all([asking, watching]);
  } finally {
    await database.end();
  }
  return samples;
}

async function sampleOf(service: Service, database: mysql.Connection): Promise<Omit<Sample, 'seconds'>> {
  const [rows] = await database.query<mysql.RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Threads_connected'");
  const { heapBytes, handles } = await service.holding();
  // One of the connections is this one.
  const databaseConnections = Number(rows[0]?.Value) - 1;
  return { ...ofProcess(service.processId), heapBytes, handles, databaseConnections };
}

/** Whether what was acknowledged is on record, nothing else is, and the ledger keeps its laws. */
async function judge(url: string, tally: Tally, since: string): Promise<Pick<SoakResult, 'records' | 'offences'>> {
  const database = await openDatabase(url, 1);
  try {
    const countOf = async (table: string, column: string) => {
      const sql = `SELECT COUNT(*) AS count FROM ${table} WHERE ${column} > ?`;
      const [row] = await database.reader.rows<{ count: number }>(sql, [since]);
      return row?.count ?? 0;
    };
    const record = async (what: string, outcome: string, table: string, column: string) => {
      return { what, acknowledged: tally.of(outcome), recorded: await countOf(table, column) };
    };
    const records = [
      await record('check-ins', 'check-in CheckInSuccess', 'check_ins', 'checked_in_on'),
      {
        what: 'redemptions',
        acknowledged: tally.redemptionIds.size,
        recorded: await countOf('redemptions', 'redeemed_on'),
      },
      await record('bindings', 'bind-device BindDeviceSuccess', 'devices', 'bound_on'),
    ];
    return { records, offences: await auditDatabase(database) };
  } finally {
    await database.close();
  }
}

/** The service in a process of its own. */
interface Service {
  readonly port: number;
  readonly processId: number;
  holding(): Promise<Holding>;
  stop(): Promise<void>;
}

async function startService(environment: Readonly<Record<string, string>>, control: boolean): Promise<Service> {
  const child = fork(fileURLToPath(new URL('./server.js', import.meta.url)), {
    execArgv: [...NODE_OPTIONS],
    env: {
      PATH: process.env.PATH,
      TZ: 'UTC',
      SANDBOX: '1',
      PORT: '0',
      SOAK_CONTROL: control ? '1' : '0',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { port } = (await message(child)) as { port: number };
  return {
    port,
    processId: child.pid ?? 0,
    holding: async () => {
      const answer = message(child) as Promise<{ holding: Holding }>;
      child.send('holding');
      return (await answer).holding;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function message(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', { signal: ended.signal }).then(([value]) => value),
      once(child, 'exit', { signal: ended.signal }).then(([code]) => {
        throw new Error(`The service ended with ${code}.`);
      }),
    ]);
  } finally {
    ended.abort();
  }
}
