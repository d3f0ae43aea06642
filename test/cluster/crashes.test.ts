import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mysql from 'mysql2/promise';
import { auditDatabase } from '../../src/audit/audit-database.js';
import { openDatabase } from '../../src/database/open.js';
import { type Arena, openArena, places, type Racer } from '../invariants/arena.js';
import { type Node, untilItIsIn } from './global-setup.js';

const BIND = `mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) {
  ... on BindDeviceSuccess { device { id } } } }`;
const AWARD = `mutation ($input: AwardDaysInput!) { awardDays(input: $input) {
  __typename ... on AwardDaysSuccess { grant { id } issuedCoupons { id } } } }`;
const REDEEM = `mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) {
  __typename ... on RedeemCouponSuccess { redemption { id } } } }`;

const nodes: readonly Node[] = JSON.parse(process.env.TEST_CLUSTER ?? '[]');

const WRITERS = 32;
const MEMBERS = 480;
const KILLS = Number(process.env.CLUSTER_KILLS ?? 3);

/** A redemption that a writer is to make, and awards that it makes between two of them. */
interface Errand {
  readonly racers: readonly Racer[];
  readonly input: { couponId: string; deviceId: string; idempotencyKey: string };
  readonly userId: string;
}

let arena: Arena;
beforeAll(async () => {
  arena = await openArena(places[0] as (typeof places)[number]);
});
afterAll(() => arena.stop());

test('a node that is killed and comes back loses nothing, doubles nothing, and agrees with the others', async () => {
  const errands = await prepare();
  const moderators = await arena.everywhere('moderator', ['MODERATOR']);
  const acknowledged = new Acknowledged();
  let killing = true;
  const write = async (writer: number) => {
    for (let turn = writer; killing || turn < errands.length; turn += WRITERS) {
      const errand = errands[turn];
      if (errand !== undefined) {
        // The same click arrives at two of the servers: it is one redemption.
        const clicks = [turn, turn + 1].map((first) =>
          untilAnswered(errand.racers, first, REDEEM, { input: errand.input }),
        );
        for (const { redeemCoupon } of await Promise.all(clicks)) {
          acknowledged.add(redeemCoupon.__typename, errand.input.idempotencyKey, redeemCoupon.redemption?.id);
        }
      }
      const { userId } = errands[turn % errands.length] as Errand;
      const idempotencyKey = `award-number-${turn}`;
      const input = { userId, days: 1, source: 'CAMPAIGN', reason: 'Front page pick', idempotencyKey };
      const { awardDays } = await untilAnswered(moderators, turn, AWARD, { input });
      acknowledged.add(awardDays.__typename, idempotencyKey, awardDays.grant?.id);
    }
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  for (let kill = 0; kill < KILLS; kill += 1) await killAndRejoin(nodes[kill % nodes.length] as Node, acknowledged);
  killing = false;
  await writing;

  expect(acknowledged.outcomes()).toEqual(['AwardDaysSuccess', 'RedeemCouponSuccess']);
  expect(acknowledged.doubled).toEqual([]);
  const { pathname } = new URL(arena.api.databaseUrl);
  const databases = nodes.map(({ url }) => new URL(pathname, url).href);
  for (const url of databases) {
    const records = await recordsAt(url);
    expect(records.redemptions.size).toBe(MEMBERS);
    expect(acknowledged.missingFrom(records)).toEqual([]);
    expect(records.beyond(acknowledged.keys())).toEqual([]);
    expect(await offencesAt(url)).toEqual([]);
  }
  const checksums = await Promise.all(databases.map(checksumsAt));
  expect(Object.keys(checksums[0] ?? {}).length).toBeGreaterThan(10);
  for (const checksum of checksums) expect(checksum).toEqual(checksums[0]);
  const { redemptions, awards, repeats } = acknowledged.counts();
  process.stdout.write(
    `${KILLS} nodes killed and back, ${redemptions} redemptions and ${awards} awards acknowledged, ${repeats} asked again\n`,
  );
});

/** Members with a coupon of 90 days and a device that may redeem it. */
async function prepare(): Promise<Errand[]> {
  await arena.moveTo('2023-11-01');
  const serialNumbers = await arena.newMachines(MEMBERS);
  const [moderator] = await arena.everywhere('moderator', ['MODERATOR']);
  const errands: Errand[] = [];
  for (let start = 0; start < MEMBERS; start += WRITERS) {
    const some = serialNumbers.slice(start, start + WRITERS).map(async (serialNumber) => {
      const subject = arena.newSubject();
      const racers = await arena.everywhere(subject);
      const userId = await arena.api.userId(subject);
      const bound = await untilAnswered(racers, 0, BIND, { serialNumber });
      const input = { userId, days: 90, source: 'CAMPAIGN', reason: 'Front page pick' };
      const awarded = await untilAnswered([moderator as Racer], 0, AWARD, { input });
      const couponId: string = awarded.awardDays.issuedCoupons[0].id;
      const deviceId: string = bound.bindDevice.device.id;
      return { racers, userId, input: { couponId, deviceId, idempotencyKey: `click-of-${subject}` } };
    });
    errands.push(...(await Promise.all(some)));
  }
  await arena.moveTo('2023-12-10');
  return errands;
}

let asked = 0;

const PATIENCE_MILLISECONDS = 60_000;

/** Asks one server after the other until one answers with data: what a client does that repeats by its key. */
async function untilAnswered(racers: readonly Racer[], first: number, query: string, variables: object) {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (let attempt = first; ; attempt += 1) {
    asked += 1;
    const answer = await (racers[attempt % racers.length] as Racer).send(query, variables);
    if (answer.errors === undefined) return answer.data;
    const code = answer.errors[0]?.extensions.code;
    if (code !== 'SERVICE_UNAVAILABLE' && code !== 'TOO_MANY_REQUESTS') throw new Error(JSON.stringify(answer.errors));
    if (performance.now() > deadline) throw new Error('No server answered for a minute.');
    await sleep(100);
  }
}

/** Kills a node while all write, lets the others go on without it, and waits until it and its server serve again. */
async function killAndRejoin(node: Node, acknowledged: Acknowledged): Promise<void> {
  await sleep(2_000);
  process.kill(Number(readFileSync(join(node.folder, 'pid'), 'utf8')), 'SIGKILL');
  const before = acknowledged.size;
  await sleep(8_000);
  expect(acknowledged.size).toBeGreaterThan(before);
  writeFileSync(join(node.folder, 'again'), '');
  await untilItIsIn(node);
  const atNode = (await arena.everywhere(arena.newSubject()))[nodes.indexOf(node)] as Racer;
  const { errors } = await atNode.send('{ me { status } }');
  expect(errors).toBeUndefined();
}

/** What clients were told of, by their keys. */
class Acknowledged {
  private readonly ids = new Map<string, string>();
  private readonly types = new Set<string>();
  /** Keys under which two things were told. */
  readonly doubled: string[] = [];

  add(type: string, key: string, id: string): void {
    this.types.add(type);
    const earlier = this.ids.get(key);
    if (earlier !== undefined && earlier !== id) this.doubled.push(key);
    this.ids.set(key, id);
  }

  get size(): number {
    return this.ids.size;
  }

  keys(): ReadonlySet<string> {
    return new Set(this.ids.keys());
  }

  outcomes(): string[] {
    return [...this.types].sort();
  }

  missingFrom(records: Records): string[] {
    return [...this.ids].filter(([key, id]) => records.idOf(key) !== id).map(([key]) => key);
  }

  counts() {
    const redemptions = [...this.ids.keys()].filter((key) => key.startsWith('click')).length;
    const awards = this.ids.size - redemptions;
    return { redemptions, awards, repeats: asked - awards - 2 * redemptions };
  }
}

/** What a node has on record, by the keys of clients. */
class Records {
  constructor(
    readonly redemptions: ReadonlyMap<string, string>,
    readonly awards: ReadonlyMap<string, string>,
  ) {}

  idOf(key: string): string | undefined {
    return this.redemptions.get(key) ?? this.awards.get(key);
  }

  beyond(keys: ReadonlySet<string>): string[] {
    return [...this.redemptions.keys(), ...this.awards.keys()].filter((key) => !keys.has(key));
  }
}

async function recordsAt(url: string): Promise<Records> {
  const connection = await mysql.createConnection({ uri: url });
  const read = async (sql: string) => {
    const [rows] = await connection.query<mysql.RowDataPacket[]>(sql);
    return new Map(rows.map(({ key, id }) => [String(key), String(id)]));
  };
  try {
    return new Records(
      await read('SELECT idempotency_key AS `key`, id FROM redemptions'),
      await read("SELECT award_key AS `key`, id FROM grants WHERE award_key LIKE 'award-number-%'"),
    );
  } finally {
    await connection.end();
  }
}

async function offencesAt(url: string) {
  const database = await openDatabase(url, 1, 60);
  try {
    return await auditDatabase(database);
  } finally {
    await database.close();
  }
}

async function checksumsAt(url: string): Promise<Record<string, number>> {
  const connection = await mysql.createConnection({ uri: url });
  try {
    const [tables] = await connection.query<mysql.RowDataPacket[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
    );
    const names = tables.map(({ name }) => mysql.escapeId(name)).join(', ');
    const [rows] = await connection.query<mysql.RowDataPacket[]>(`CHECKSUM TABLE ${names}`);
    return Object.fromEntries(rows.map((row) => [row.Table, row.Checksum]));
  } finally {
    await connection.end();
  }
}
