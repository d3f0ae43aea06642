import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Connection from 'libsql';
import { auditDatabase } from '../../src/audit/audit-database.js';
import type { Offence } from '../../src/audit/invariant.js';
import { openDatabase, sqlitePath } from '../../src/database/open.js';
import { type Api, startApi } from '../support/api.js';
import { createEmptyDatabase, type Engine, engines } from '../support/database.js';

const AWARD = `mutation ($userId: ID!, $key: String!) { awardDays(input: { userId: $userId, days: 9, source: CAMPAIGN,
  reason: "Front page pick", idempotencyKey: $key }) { ... on AwardDaysSuccess { grant { id } } } }`;

const WRITERS = 16;

/** Writes without a pause until it is stopped, and remembers what was acknowledged. */
class Load {
  private readonly acknowledged = new Map<string, string>();
  private goesOn = true;
  private writing: Promise<unknown> = Promise.resolve();

  static async on(api: Api): Promise<Load> {
    const load = new Load();
    const moderator = await api.as('moderator', { roles: ['MODERATOR'] });
    const write = async (writer: number) => {
      for (let count = 0; load.goesOn; count += 1) {
        // A few awards each reach a coupon, so that grants, lots and coupons are written.
        const userId = await api.userId(`member-${writer}-${Math.floor(count / 12)}`);
        const key = `award-${writer}-${count}`;
        const { awardDays } = await moderator.data(AWARD, { userId, key });
        load.acknowledged.set(key, awardDays.grant.id);
      }
    };
    load.writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    return load;
  }

  /** What is acknowledged by now, once there is something to be lost. */
  async sofar(least: number): Promise<ReadonlyMap<string, string>> {
    while (this.acknowledged.size < least) await sleep(10);
    return new Map(this.acknowledged);
  }

  async stop(): Promise<void> {
    this.goesOn = false;
    await this.writing;
  }
}

/** What the audit says of a database, and which of the awards it does not have. */
async function judge(
  url: string,
  awards: ReadonlyMap<string, string>,
): Promise<{ offences: Offence[]; lost: string[] }> {
  const database = await openDatabase(url, 1);
  try {
    const rows = await database.reader.rows<{ key: string; id: string }>(
      'SELECT award_key AS `key`, id FROM grants WHERE award_key IS NOT NULL',
    );
    const kept = new Map(rows.map(({ key, id }) => [key, id]));
    const lost = [...awards].filter(([key, id]) => kept.get(key) !== id).map(([key]) => key);
    return { offences: await auditDatabase(database), lost };
  } finally {
    await database.close();
  }
}

const KEPT = { offences: [], lost: [] };

describe('a backup of the embedded database under load', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi('sqlite');
  });
  afterAll(() => api.stop());

  test('by VACUUM INTO is a database that the audit accepts, with all that was acknowledged before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'warranty-coupons-backup-'));
    const load = await Load.on(api);
    try {
      const awards = await load.sofar(100);
      const copy = join(folder, 'copy.sqlite');
      const connection = new Connection(sqlitePath(api.databaseUrl) as string);
      connection.prepare('VACUUM INTO ?').run(copy);
      connection.close();
      expect(await judge(`sqlite:${copy}`, awards)).toEqual(KEPT);
    } finally {
      await load.stop();
      await rm(folder, { recursive: true });
    }
  });
});

const server = process.env.TEST_DUMP ? engines.find((engine) => engine !== 'sqlite') : undefined;

(server === undefined ? describe.skip : describe)('a dump of the server under load', () => {
  const ONE_MOMENT = ['--single-transaction'];
  const TABLE_BY_TABLE = ['--skip-lock-tables'];
  let api: Api;
  let load: Load;
  beforeAll(async () => {
    api = await startApi(server as Engine);
    load = await Load.on(api);
  });
  afterAll(async () => {
    await load.stop();
    await api.stop();
  });

  /** Dumps the database, restores the dump into an empty one, and judges that. */
  async function restored(options: readonly string[], least: number) {
    const awards = await load.sofar(least);
    const copy = await createEmptyDatabase(server as Engine);
    try {
      await dumpInto(api.databaseUrl, copy.url, options);
      return await judge(copy.url, awards);
    } finally {
      await copy.remove();
    }
  }

  test('with --single-transaction restores to a database that the audit accepts, with all that was acknowledged', async () => {
    expect(await restored(ONE_MOMENT, 200)).toEqual(KEPT);
  });

  test('table by table does not: the audit tells', async () => {
    const DUMPS_MAX = 20;
    for (let dump = 1; ; dump += 1) {
      const { offences } = await restored(TABLE_BY_TABLE, 300);
      if (offences.length > 0) return;
      expect(dump).toBeLessThan(DUMPS_MAX);
    }
  });
});

async function dumpInto(from: string, to: string, options: readonly string[]): Promise<void> {
  const { dump, client } = JSON.parse(process.env.TEST_DUMP as string);
  const dumping = spawn(dump, [...connectionTo(from), ...options, databaseOf(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const restoring = spawn(client, [...connectionTo(to), databaseOf(to)], { stdio: ['pipe', 'ignore', 'inherit'] });
  dumping.stdout.pipe(restoring.stdin);
  await Promise.all([untilDone(dumping), untilDone(restoring)]);
}

function connectionTo(url: string): string[] {
  const { hostname, port, username, password } = new URL(url);
  const secret = password === '' ? [] : [`--password=${decodeURIComponent(password)}`];
  const place = ['--protocol=TCP', `--host=${hostname}`, `--port=${port || 3306}`];
  return ['--no-defaults', ...place, `--user=${decodeURIComponent(username)}`, ...secret];
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function untilDone(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}.`);
}
