import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditDatabase } from '../../src/audit/audit-database.js';
import type { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import { freePort } from '../support/global-setup.js';
import { type Build, buildService, type ServerProcess } from '../support/server-process.js';
import { CrashingDatabase, canCrash } from './crashing-database.js';
import { populate } from './population.js';
import { environmentOf } from './tokens.js';
import { differencesFrom, Stock, Writers } from './writers.js';

/** `npm run test:crashes` asks for more. */
const { CRASHES_OF_DATABASE = '2', CRASHES_OF_SERVICE = '2', CRASHES_MEMBERS = '100' } = process.env;
const isLong = process.env.CRASHES_OF_DATABASE !== undefined;
const MEMBERS = Number(CRASHES_MEMBERS);

/** Within which a service answers changes again once its database does. In the short form it only ends the waiting. */
const SERVING_AGAIN_MILLISECONDS_MAX = isLong ? 10_000 : 120_000;
/** Only a hang should end the test. */
const MILLISECONDS_MAX = 3_600_000;
/** Changes that are answered between two crashes, and for how long at least. */
const CHANGES_BETWEEN = 60;
const BETWEEN_MILLISECONDS_MAX = isLong ? 700 : 300;

(canCrash() ? describe : describe.skip)('killed under 32 writers,', () => {
  let build: Build;
  let database: CrashingDatabase;
  let ledger: Database;
  let stock: Stock;

  beforeAll(async () => {
    build = buildService();
    database = await CrashingDatabase.create();
    await migrate(database.url);
    const { members, unbound } = await populate(database.url, MEMBERS, MEMBERS);
    stock = new Stock(members, unbound);
    ledger = await openDatabase(database.url, 2);
  }, MILLISECONDS_MAX);

  afterAll(async () => {
    await ledger.close();
    await database.remove();
    build.remove();
  });

  /** Lets writers write by services that can be killed. */
  const underWriters = async (
    from: Build,
    count: number,
    torment: (writers: Writers, services: Service[]) => Promise<void>,
  ) => {
    const services: Service[] = [];
    let writers: Writers | null = null;
    try {
      while (services.length < count) services.push(await Service.open(from, database.url));
      writers = new Writers(
        services.map(({ url }) => url),
        stock,
      );
      await torment(writers, services);
    } finally {
      writers?.abandon();
      await Promise.all(services.map((service) => service.kill()));
    }
  };

  /** All that was acknowledged is there, once, and nothing else, and the ledger is in order. */
  const expectAllThere = async () => {
    expect(await differencesFrom(stock.acknowledged, ledger)).toEqual({ lost: [], unknown: [] });
    expect(await auditDatabase(ledger)).toEqual([]);
  };

  test(
    'a database loses nothing that was acknowledged, and the services serve again by themselves',
    () =>
      underWriters(build, 1, async (writers) => {
        const waits: number[] = [];
        while (waits.length < Number(CRASHES_OF_DATABASE)) {
          await untilWritten(writers);
          await database.kill();
          await database.start(1);
          waits.push(await untilAnswered(writers));
        }
        await writers.finish();
        await expectAllThere();
        tell('database killed', waits, stock);
      }),
    MILLISECONDS_MAX,
  );

  test(
    'a service loses nothing that was acknowledged, and leaves nothing half-written',
    () =>
      underWriters(build, 2, async (writers, services) => {
        const waits: number[] = [];
        while (waits.length < Number(CRASHES_OF_SERVICE)) {
          await untilWritten(writers);
          const service = services[waits.length % services.length] as Service;
          await service.kill();
          await service.start();
          waits.push(await untilAnswered(writers));
        }
        await writers.finish();
        await expectAllThere();
        tell('service killed', waits, stock);
      }),
    MILLISECONDS_MAX,
  );

  test(
    'a service without transactions leaves halves of changes: the audit would not miss them',
    async () => {
      const damaged = build.damaged({ file: 'src/database/mysql.js', from: "'START TRANSACTION'", to: "'DO 0'" });
      try {
        for (let offences = 0; offences === 0; ) {
          await underWriters(damaged, 1, untilWritten);
          offences = (await auditDatabase(ledger)).length;
          if (isLong) process.stdout.write(`${JSON.stringify({ offencesWithoutTransactions: offences })}\n`);
        }
      } finally {
        damaged.remove();
      }
    },
    MILLISECONDS_MAX,
  );

  test(
    'a database that does not flush at COMMIT loses what was acknowledged: the crashes are real',
    async () => {
      expect((await differencesFrom(stock.acknowledged, ledger)).lost).toEqual([]);
      await database.kill();
      await database.start(0);
      for (let lost = 0; lost === 0; ) {
        await underWriters(build, 1, async (writers) => {
          await untilWritten(writers);
          await database.kill();
        });
        await database.start(0);
        lost = (await differencesFrom(stock.acknowledged, ledger)).lost.length;
        if (isLong) process.stdout.write(`${JSON.stringify({ lostWithoutFlush: lost })}\n`);
      }
    },
    MILLISECONDS_MAX,
  );
});

/** A service at an address of its own, that can be killed and started there again. */
class Service {
  private process: ServerProcess | null = null;

  private constructor(
    private readonly build: Build,
    private readonly databaseUrl: string,
    private readonly port: number,
  ) {}

  static async open(build: Build, databaseUrl: string): Promise<Service> {
    const service = new Service(build, databaseUrl, await freePort());
    await service.start();
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.process = await this.build.start(environmentOf(this.databaseUrl, { PORT: String(this.port) }));
  }

  async kill(): Promise<void> {
    await this.process?.kill();
  }
}

/** What the long form prints of a test. */
function tell(what: string, waits: readonly number[], { acknowledged }: Stock): void {
  if (!isLong) return;
  const counts = Object.fromEntries(Object.entries(acknowledged).map(([kind, ids]) => [kind, ids.length]));
  const servingAgainMillisecondsMax = Math.round(Math.max(...waits));
  process.stdout.write(`${JSON.stringify({ what, times: waits.length, servingAgainMillisecondsMax, counts })}\n`);
}

/** Waits until the writers are in full swing. */
async function untilWritten(writers: Writers): Promise<void> {
  const began = writers.count;
  await sleep(BETWEEN_MILLISECONDS_MAX);
  while (writers.count < began + CHANGES_BETWEEN) await sleep(5);
}

/** Waits until a change is answered, and tells how long that took. */
async function untilAnswered(writers: Writers): Promise<number> {
  const began = performance.now();
  while (writers.answeredAt < began) {
    if (performance.now() - began > SERVING_AGAIN_MILLISECONDS_MAX) throw new Error('Not served again in time.');
    writers.check();
    await sleep(5);
  }
  return writers.answeredAt - began;
}
