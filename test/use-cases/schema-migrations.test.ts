import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { dataSourceAt } from '../../src/database/data-source.js';
import { createEmptyDatabase, type EmptyDatabase, engines } from '../support/database.js';
import { SAMPLE_ROWS, type SampleRow } from '../support/sample-rows.js';

/** Migrations that a release came with: its tables are brought up to date with what they hold. */
const RELEASES = { '0.1.0': 2, '0.2.0': 4 } as const;

test('every release says how many migrations it came with', () => {
  const released = readdirSync('releases').map((name) => name.replace('.graphql', ''));
  expect(Object.keys(RELEASES).sort()).toEqual(released.sort());
});

describe.each(engines)('the tables on %s', (engine) => {
  let empty: EmptyDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    empty = await createEmptyDatabase(engine);
    dataSource = await (await dataSourceAt(empty.url)).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    await empty.remove();
  });

  async function tableNames(): Promise<string[]> {
    const rows: { name: string }[] = await dataSource.query(
      engine === 'sqlite'
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    return rows
      .map(({ name }) => name)
      .filter((name) => name !== 'migrations')
      .sort();
  }

  /** The sample rows, without the tables and the columns that are not there yet. */
  async function rowsThatFit(): Promise<[string, SampleRow][]> {
    const runner = dataSource.createQueryRunner();
    const rows: [string, SampleRow][] = [];
    for (const [table, row] of Object.entries(SAMPLE_ROWS)) {
      const there = (await runner.getTable(table))?.columns.map(({ name }) => name);
      if (there === undefined) continue;
      rows.push([table, Object.fromEntries(Object.entries(row).filter(([column]) => there.includes(column)))]);
    }
    await runner.release();
    return rows;
  }

  test('the migrations make every table from nothing, and undo all they made', async () => {
    expect(await tableNames()).toEqual([]);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    expect(await tableNames()).toEqual(dataSource.entityMetadatas.map(({ tableName }) => tableName).sort());
    for (const _ of done) await dataSource.undoLastMigration({ transaction: 'each' });
    expect(await tableNames()).toEqual([]);
  });

  test('the migrations can be made again after they were undone', async () => {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    for (const _ of done) await dataSource.undoLastMigration({ transaction: 'each' });
    expect(await dataSource.runMigrations({ transaction: 'each' })).toHaveLength(done.length);
  });

  test.each(Object.entries(RELEASES))(
    'the tables of %s are brought up to date and keep their rows',
    async (_, count) => {
      const all = dataSource.migrations;
      Object.assign(dataSource, { migrations: all.slice(0, count) });
      await dataSource.runMigrations({ transaction: 'each' });
      const rows = await rowsThatFit();
      expect(rows.length).toBeGreaterThanOrEqual(14);
      for (const [table, row] of rows) {
        const columns = Object.keys(row);
        const places = columns.map(() => '?').join(', ');
        await dataSource.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, Object.values(row));
      }

      Object.assign(dataSource, { migrations: all });
      expect(await dataSource.runMigrations({ transaction: 'each' })).toHaveLength(all.length - count);
      for (const [table, row] of rows) {
        const known = Object.entries(row).filter(([, value]) => value !== null);
        const found = await dataSource.query(
          `SELECT COUNT(*) AS count FROM ${table} WHERE ${known.map(([column]) => `${column} = ?`).join(' AND ')}`,
          known.map(([, value]) => value),
        );
        expect([table, Number(found[0].count)]).toEqual([table, 1]);
      }
    },
  );

  test('the entities say nothing else than the migrations made', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  if (engine !== 'sqlite') {
    test('lots that are drawn take no more room, so that no page is split (decision 21)', async () => {
      await dataSource.runMigrations({ transaction: 'each' });
      const columns = 'user_id, draw_order, grant_id, source, days, earned_on, expires_on';
      await dataSource.query(
        `INSERT INTO lots (${columns}) WITH RECURSIVE counted AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM counted WHERE n < 900)
         SELECT 'usr_1', LPAD(n, 47, '0'), LPAD(n, 30, '0'), 'CHECK_IN', 1, '2024-01-01', '2025-01-01' FROM counted`,
      );
      const pages = async () => {
        await dataSource.query('ANALYZE TABLE lots');
        const [table] = await dataSource.query(
          `SELECT DATA_LENGTH / @@innodb_page_size AS pages FROM information_schema.tables
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'lots'`,
        );
        return Number(table.pages);
      };
      const filled = await pages();
      expect(filled).toBeGreaterThan(5);
      await dataSource.query("UPDATE lots SET redemption_id = 'rdm_01ARZ3NDEKTSV4RRFFQ69G5FAV'");
      expect(await pages()).toBe(filled);
    });
  }
});
