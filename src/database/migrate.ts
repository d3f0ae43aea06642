import { dataSourceAt } from './data-source.js';

/** Brings the tables at an address up to date. Returns the names of the migrations it ran. */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = await (await dataSourceAt(url)).initialize();
  try {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
