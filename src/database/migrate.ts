import { MIGRATIONS_TABLE, migrations } from './migrations/index.js';
import { oneServerAtATime } from './one-server.js';
import { openDatabase } from './open.js';

/** Brings the tables at an address up to date, once for all servers. Returns the names of the migrations it ran. */
export function migrate(url: string): Promise<string[]> {
  return oneServerAtATime(url, async () => ((await isUpToDate(url)) ? [] : runMigrations(url)));
}

/** Whether every migration has run; not where that can't be told. */
async function isUpToDate(url: string): Promise<boolean> {
  const database = await openDatabase(url, 1);
  try {
    const rows = await database.reader.rows<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE}`);
    const done = new Set(rows.map(({ name }) => name));
    return migrations.every(({ name }) => done.has(name));
  } catch {
    return false;
  } finally {
    await database.close();
  }
}

/** TypeORM is loaded where there is something to run: it takes as long as the rest of a start. */
async function runMigrations(url: string): Promise<string[]> {
  const { dataSourceAt } = await import('./data-source.js');
  const dataSource = await (await dataSourceAt(url)).initialize();
  try {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
