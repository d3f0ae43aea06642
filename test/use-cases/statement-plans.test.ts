import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { admitUser } from '../../src/accounts/admit-user.js';
import { RequestContext, type Viewer } from '../../src/api/request-context.js';
import { createSchema } from '../../src/api/schema.js';
import { createService, type Service } from '../../src/api/service.js';
import type { Database } from '../../src/database/database.js';
import { insertRows } from '../../src/database/insert-rows.js';
import type { Value } from '../../src/database/session.js';
import { MovableClock } from '../../src/shared/clock.js';
import { ID_KINDS, newId } from '../../src/shared/ids.js';
import { NOTEBOOK } from '../support/api.js';
import { engines, openTestDatabase, type TestDatabase } from '../support/database.js';
import { SAMPLE_ROWS } from '../support/sample-rows.js';

/** Enough rows that a plan which scans them would be the dearer one. */
const ROWS = 3_000;

/** A few rows that every request may read whole: versions of the policy, and exclusions. */
const SMALL_TABLES = ['policies', 'exclusions'];

const operation = (name: string) => parse(readFileSync(`operations/${name}.graphql`, 'utf8'));

describe.each(engines)('on %s', (engine) => {
  let opened: TestDatabase;
  let service: Service;
  let schema: GraphQLSchema;
  const clock = new MovableClock('Asia/Shanghai');
  const sent = new Map<string, readonly Value[]>();

  beforeAll(async () => {
    opened = await openTestDatabase(engine);
    await fill(opened.database);
    service = createService(opened.database, clock, 32);
    schema = await createSchema();
    opened.database.observe((sql, values) => sent.set(sql, values));
    await liveThroughAll();
    opened.database.observe(null);
  });
  afterAll(() => opened.close());

  async function run(viewer: Viewer, name: string, variableValues: Record<string, unknown> = {}) {
    const contextValue = new RequestContext(service, 'en', viewer);
    const result = await execute({ schema, document: operation(name), contextValue, variableValues });
    expect(result.errors).toBeUndefined();
    return JSON.parse(JSON.stringify(result.data));
  }

  /** Runs every operation, with two redemptions of which one splits a lot and one is refused. */
  async function liveThroughAll(): Promise<void> {
    clock.moveTo('2023-01-01');
    const identity = await admitUser(service.database, 'member', clock);
    const staff = await admitUser(service.database, 'staff', clock);
    const member: Viewer = { identity, roles: new Set(), channel: 'APP' };
    const operator: Viewer = { identity: staff, roles: new Set(['MODERATOR', 'OPERATOR']), channel: 'WEB' };
    const { userId } = identity;
    const machine = { ...NOTEBOOK, serialNumber: 'PF0PLANS', shippedOn: '2022-06-01' };
    await run(operator, 'register-machines', { machines: [machine], reason: 'Delivery' });
    await run(operator, 'register-machines', { machines: [machine], reason: 'Correction' });
    await run(operator, 'award-days', { userId, source: 'SHOWCASE', days: 200, reason: 'Showcase' });
    await run(member, 'look-up-device', { serialNumber: 'PF0PLANS' });
    await run(member, 'bind-device', { serialNumber: 'PF0PLANS' });
    clock.moveTo('2023-02-01');
    await run(member, 'check-in');
    await run(operator, 'suspend-user', { userId, reason: 'A mistake' });
    await run(operator, 'reinstate-user', { userId, reason: 'Mended' });
    const { me } = await run(member, 'why-not-yet');
    const ids = { couponId: me.coupons[0].id, deviceId: me.devices[0].id };
    await run(member, 'quote-redemption', ids);
    await run(member, 'redeem-coupon', { ...ids, idempotencyKey: 'the first time' });
    await run(member, 'redeem-coupon', { ...ids, idempotencyKey: 'the second time' });
    for (const name of ['my-account', 'my-history', 'programme']) await run(member, name);
    await run(member, 'warranty', { serialNumber: 'PF0PLANS' });
  }

  test('no statement that a request can cause scans a table that grows', async () => {
    expect(sent.size).toBeGreaterThan(40);
    const scans: string[] = [];
    for (const [sql, values] of sent) {
      for (const step of await plan(opened.database, sql, values)) {
        if (step.scans && !SMALL_TABLES.includes(step.table)) scans.push(`${step.table}: ${sql}`);
      }
    }
    expect(scans).toEqual([]);
  });

  test('a statement that scans would be noticed', async () => {
    const steps = await plan(opened.database, 'SELECT id FROM users WHERE created_at = ?', ['2023-01-01 00:00:00.000']);
    expect(steps).toEqual([{ table: 'users', scans: true }]);
  });
});

interface Step {
  readonly table: string;
  readonly scans: boolean;
}

/** How the engine would run a statement, table by table. */
async function plan(database: Database, sql: string, values: readonly Value[]): Promise<Step[]> {
  if (/^INSERT .* VALUES/s.test(sql)) return [];
  if (database.engine === 'sqlite') {
    const steps = await database.reader.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values);
    return steps.flatMap(({ detail }) => {
      const [, verb, table = ''] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
      return verb === undefined || table.startsWith('page_') ? [] : [{ table, scans: verb === 'SCAN' }];
    });
  }
  // In a transaction, since a reader may not even explain an UPDATE.
  const steps = await database.transaction((transaction) =>
    transaction.rows<{ table: string | null; type: string | null }>(`EXPLAIN ${sql}`, values),
  );
  return steps.flatMap(({ table, type }) =>
    table === null || table.startsWith('<') ? [] : [{ table, scans: type === 'ALL' || type === 'index' }],
  );
}

/** Rows of strangers in every table, made from the sample row of each: each has its own keys. */
async function fill(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const [table, sample] of Object.entries(SAMPLE_ROWS)) {
      if (SMALL_TABLES.includes(table)) continue;
      const rows = Array.from({ length: ROWS }, (_, index) => ownKeys(sample, index));
      await insertRows(transaction, table, rows);
    }
  });
  if (database.engine === 'sqlite') return;
  for (const table of Object.keys(SAMPLE_ROWS)) await database.reader.rows(`ANALYZE TABLE ${table}`);
}

/** The row with every id, serial number and name of its own. */
function ownKeys(sample: object, index: number): Record<string, Value> {
  const own = Object.entries(sample).map(([column, value]: [string, Value]): [string, Value] => {
    if (typeof value === 'string' && value.slice(0, 3) in ID_KINDS) return [column, newId('usr')];
    if (column === 'serial_number') return [column, `ST${String(index).padStart(6, '0')}`];
    if (column === 'subject' || column.endsWith('_key') || column === 'draw_order') {
      return [column, value === null || value === 'OPEN' ? value : `${value}${index}`.slice(-40)];
    }
    return [column, value];
  });
  return Object.fromEntries(own);
}
