import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getMetadataArgsStorage } from 'typeorm';
import { dataSourceAt } from '../../src/database/data-source.js';
import { entities } from '../../src/database/entities.js';
import { isDuplicateKey } from '../../src/database/faults.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { engines, openTestDatabase, type TestDatabase } from '../support/database.js';
import { SAMPLE_ROWS, type SampleRow } from '../support/sample-rows.js';

/** For each CHECK, what it must refuse: the sample row of its table with these columns. */
const REFUSED_BY_CHECK: Readonly<Record<string, { table: string; rows: readonly SampleRow[] }>> = {
  machines_base_warranty: { table: 'machines', rows: [{ base_warranty_months: 0 }, { base_warranty_months: -1 }] },
  devices_slot_counts_from_one: { table: 'devices', rows: [{ slot: 0 }, { slot: -1 }] },
  warranty_extensions_months: { table: 'warranty_extensions', rows: [{ months: 0 }, { months: -1 }] },
  check_ins_streak: { table: 'check_ins', rows: [{ streak: 0 }, { streak: -1 }] },
  grants_days: {
    table: 'grants',
    rows: [{ requested_days: 0, granted_days: 0 }, { granted_days: -1 }, { requested_days: 30, granted_days: 31 }],
  },
  lots_days: { table: 'lots', rows: [{ days: 0 }, { days: -1 }] },
  coupons_open_key: {
    table: 'coupons',
    rows: [
      { open_key: null },
      { closed_on: '2024-01-02' },
      { status: 'REDEEMED', closed_on: '2024-01-02' },
      { status: 'REDEEMED', open_key: null },
    ],
  },
  coupons_cost: { table: 'coupons', rows: [{ cost_days: 0 }, { months: 0 }] },
  redemptions_cost: { table: 'redemptions', rows: [{ cost_days: 0 }, { months: 0 }] },
};

interface UniqueKey {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Every primary key and unique index, as the entities declare them. */
async function uniqueKeys(): Promise<UniqueKey[]> {
  const dataSource = await (await dataSourceAt('sqlite::memory:')).initialize();
  const keys = dataSource.entityMetadatas.flatMap(({ tableName, primaryColumns, indices }) => [
    {
      table: tableName,
      name: `${tableName} (primary key)`,
      columns: primaryColumns.map(({ databaseName }) => databaseName),
    },
    ...indices
      .filter(({ isUnique }) => isUnique)
      .map(({ name, columns }) => ({
        table: tableName,
        name,
        columns: columns.map(({ databaseName }) => databaseName),
      })),
  ]);
  await dataSource.destroy();
  return keys;
}

const KEYS = await uniqueKeys();

function sampleRow(table: string): SampleRow {
  const row = SAMPLE_ROWS[table];
  if (row === undefined) throw new Error(`There is no sample row of ${table}.`);
  return row;
}

/** The sample row again, with another value in each column of a key that is not kept. */
function rowKeeping(table: string, kept: readonly string[]): SampleRow {
  const keyed = KEYS.filter((key) => key.table === table).flatMap(({ columns }) => columns);
  const row = sampleRow(table);
  const changed = keyed.filter((column) => !kept.includes(column));
  return { ...row, ...Object.fromEntries(changed.map((column) => [column, another(column, row[column])])) };
}

function another(column: string, value: unknown): string | number {
  if (typeof value === 'number') return value + 1;
  if (column === 'open_key') return 'OPE2';
  return column.endsWith('_on') ? '2024-01-02' : `${value}2`;
}

test('every CHECK of the tables is tried, and every table has a sample row', () => {
  const declared = getMetadataArgsStorage().checks.map(({ name }) => name);
  expect(Object.keys(REFUSED_BY_CHECK).sort()).toEqual(declared.sort());
  expect(Object.keys(SAMPLE_ROWS)).toHaveLength(entities.length);
});

/** Whether a CHECK refused the row: 3819 on MySQL, 4025 on MariaDB, SQLITE_CONSTRAINT_CHECK. */
function isCheckViolation(fault: unknown): boolean {
  const { errno, code } = fault as { errno?: number; code?: string };
  return errno === 3819 || errno === 4025 || code === 'SQLITE_CONSTRAINT_CHECK';
}

class TriedEnough extends Error {}

describe.each(engines)('constraints on %s', (engine) => {
  let opened: TestDatabase;

  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });

  afterAll(() => opened.close());

  /** What the database answers to each of some rows, null when it takes the row. Nothing of them is kept. */
  async function faultsOf(table: string, ...rows: SampleRow[]): Promise<unknown[]> {
    const faults: unknown[] = [];
    const trying = opened.database.transaction(async (transaction) => {
      for (const row of rows) {
        const fault = insertRows(transaction, table, [row]).then(() => null);
        faults.push(await fault.catch((error: unknown) => error));
      }
      throw new TriedEnough();
    });
    await expect(trying).rejects.toThrow(TriedEnough);
    return faults;
  }

  test.each(Object.keys(SAMPLE_ROWS))('%s takes two rows that differ in every key', async (table) => {
    expect(await faultsOf(table, sampleRow(table), rowKeeping(table, []))).toEqual([null, null]);
  });

  test.each(KEYS)('$name refuses a row with the same key and nothing else in common', async ({ table, columns }) => {
    const [first, fault] = await faultsOf(table, sampleRow(table), rowKeeping(table, columns));
    expect(first).toBeNull();
    expect(isDuplicateKey(fault)).toBe(true);
  });

  test.each(Object.entries(REFUSED_BY_CHECK))('%s refuses what it forbids', async (_name, { table, rows }) => {
    const forbidden = rows.map((columns) => ({ ...sampleRow(table), ...columns }));
    const faults = await faultsOf(table, ...forbidden, sampleRow(table));
    expect(faults.pop()).toBeNull();
    expect(faults.map(isCheckViolation)).toEqual(forbidden.map(() => true));
    expect(faults.map(isDuplicateKey)).toEqual(forbidden.map(() => false));
  });
});
