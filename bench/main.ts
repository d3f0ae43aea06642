import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { AUDIT_STATEMENT_SECONDS_MAX, auditDatabase } from '../src/audit/audit-database.js';
import type { Offence } from '../src/audit/invariant.js';
import { migrate } from '../src/database/migrate.js';
import { openDatabase } from '../src/database/open.js';
import { type BenchOptions, HELP, readArguments } from './arguments.js';
import { type PrivateDatabase, startDatabase } from './database.js';
import { type Contestant, startContestant, startLoad } from './processes.js';
import { progress, progressEnds } from './progress.js';
import { machineOf, type Report, tables } from './report.js';
import { writeFiles } from './results.js';
import { type Course, type Measurement, Members, runRounds } from './rounds.js';
import { SeedDates, todayIn, zoneOfEarlyMorning } from './seed/dates.js';
import { seed } from './seed/seed.js';
import { summarize } from './summary.js';

const options = readArguments(process.argv.slice(2));
if (options === null) {
  console.log(HELP);
} else {
  const database = await startDatabase();
  try {
    await run(options, database);
  } finally {
    progressEnds();
    await database.stop();
  }
}

async function run(options: BenchOptions, database: PrivateDatabase): Promise<void> {
  const startedAt = new Date().toISOString();
  const timeZone = zoneOfEarlyMorning();
  const today = todayIn(timeZone);
  const seeded = await prepare(options, database, today);
  const measurements = await race(options, database, timeZone, today);
  progressEnds();
  const results = summarize(measurements);
  console.log(`${tables(results)}\n`);
  progress('Auditing the ledger');
  const { audit, offences } = await judge(database, measurements, today);
  progressEnds();
  const report: Report = { startedAt, machine: machineOf(database.version), options, seeded, results, audit };
  console.log(`Seeded in ${seeded.seconds.toFixed(0)} s. Every answer was the expected one.`);
  const { acknowledged, recorded } = audit;
  const counts = `${recorded.redemptions} redemptions and ${recorded.checkIns} check-ins recorded`;
  console.log(`${counts}, ${acknowledged.redemptions} and ${acknowledged.checkIns} acknowledged.`);
  console.log(`The audit of the ledger found ${audit.offences} offences.`);
  for (const { invariant, id, because } of offences.slice(0, 10)) console.log(`  ${invariant} ${id}: ${because}`);
  const isKept = audit.offences === 0 && JSON.stringify(acknowledged) === JSON.stringify(recorded);
  if (!isKept) process.exitCode = 1;
  else if (options.writesFiles) console.log(`Written: ${writeFiles(report).join(', ')}`);
}

async function prepare(
  { users: readers, savers, starters }: BenchOptions,
  { url }: PrivateDatabase,
  today: string,
): Promise<Report['seeded']> {
  await migrate(url);
  const startedAt = performance.now();
  const rows = await seed(url, { readers, savers, starters }, new SeedDates(today), (count) => {
    progress(`Seeding ${readers} users, ${savers} savers and ${starters} starters: ${count.toLocaleString('en')} rows`);
  });
  return { rows, seconds: (performance.now() - startedAt) / 1000 };
}

/** Lets the contestants take turns, in as many starts as are asked for. */
async function race(
  options: BenchOptions,
  { url, processId }: PrivateDatabase,
  timeZone: string,
  today: string,
): Promise<Measurement[]> {
  const jwtSecret = randomBytes(32).toString('hex');
  const environment = {
    ...{ DATABASE_URL: url, JWT_SECRET: jwtSecret, TIME_ZONE: timeZone, CLIENT_CHANNELS: 'APP=APP' },
    // Counted as in production, and never reached.
    RATE_LIMITS: 'requests=999999999,queries=999999999,mutations=999999999',
  };
  const { users: readers, savers, starters, connections } = options;
  const load = startLoad({ today, jwtSecret, connections, population: { readers, savers, starters } });
  const connection = await mysql.createConnection({ uri: url });
  const database = { processId, connection };
  const members = new Members(options);
  const measurements: Measurement[] = [];
  try {
    for (let start = 0; start < options.starts; start += 1) {
      measurements.push(...(await raceOnce({ options, start, members, load, database }, environment)));
    }
    return measurements;
  } finally {
    await Promise.all([load.stop(), connection.end()]);
  }
}

/** Starts every contestant, has the rounds of this start run, and stops them. */
async function raceOnce(
  course: Omit<Course, 'contestants'>,
  environment: Readonly<Record<string, string>>,
): Promise<Measurement[]> {
  const contestants: Contestant[] = [];
  try {
    for (const name of course.options.contestants) {
      progress(`Starting ${name}`);
      contestants.push(await startContestant(name, environment));
    }
    return await runRounds({ contestants, ...course });
  } finally {
    await Promise.all(contestants.map((one) => one.stop()));
  }
}

/** Whether all that was answered is on record, nothing else is, and the ledger keeps its laws. */
async function judge(
  { url }: PrivateDatabase,
  measurements: readonly Measurement[],
  today: string,
): Promise<{ audit: Report['audit']; offences: Offence[] }> {
  const answered = (workload: string) =>
    measurements.filter((one) => one.workload === workload).reduce((sum, { operations }) => sum + operations, 0);
  const database = await openDatabase(url, 1, AUDIT_STATEMENT_SECONDS_MAX);
  try {
    const countOn = async (table: string, column: string) => {
      const sql = `SELECT COUNT(*) AS count FROM ${table} WHERE ${column} = ?`;
      const [row] = await database.reader.rows<{ count: number }>(sql, [today]);
      return row?.count ?? 0;
    };
    const recorded = {
      redemptions: await countOn('redemptions', 'redeemed_on'),
      checkIns: await countOn('check_ins', 'checked_in_on'),
    };
    const acknowledged = { redemptions: answered('W'), checkIns: answered('C') };
    const offences = await auditDatabase(database);
    return { audit: { acknowledged, recorded, offences: offences.length }, offences };
  } finally {
    await database.close();
  }
}
