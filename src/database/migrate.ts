import { dataSourceAt } from './data-source.js';
import { oneServerAtATime } from './one-server.js';

/** Brings the tables at an address up to date, once for all servers. Returns the names of the migrations it ran. */
export function migrate(url: string): Promise<string[]> {
  return oneServerAtATime(url, () => runMigrations(url));
}

async function runMigrations(url: string): Promise<string[]> {
  const dataSource = await (await dataSourceAt(url)).initialize();
  try {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
