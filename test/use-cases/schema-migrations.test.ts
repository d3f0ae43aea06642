import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { dataSourceAt } from '../../src/database/data-source.js';
import { createEmptyDatabase, type EmptyDatabase, engines } from '../support/database.js';

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

  test('the entities say nothing else than the migrations made', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
