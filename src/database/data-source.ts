import Connection from 'libsql';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { Initial1764000000001 } from './migrations/1-initial.js';
import { FirstPolicy1764000000002 } from './migrations/2-first-policy.js';
import { LotsByTheirKey1764000000003 } from './migrations/3-lots-by-their-key.js';
import { engineAt } from './mysql.js';
import { sqlitePath } from './open.js';

const SCHEMA = {
  entities,
  migrations: [Initial1764000000001, FirstPolicy1764000000002, LotsByTheirKey1764000000003],
  migrationsTableName: 'migrations',
  synchronize: false,
};

/**
 * TypeORM's view of the database at an address. It keeps the tables: entities say what they are, migrations
 * make them, and a test holds the two against each other. What a request causes goes through `Database`.
 */
export async function dataSourceAt(url: string): Promise<DataSource> {
  const path = sqlitePath(url);
  const options: DataSourceOptions =
    path === null
      ? { ...SCHEMA, type: await engineAt(url), url, charset: 'utf8mb4' }
      : { ...SCHEMA, type: 'better-sqlite3', database: path, driver: Connection };
  return new DataSource(options);
}
