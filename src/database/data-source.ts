import Connection from 'libsql';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { MIGRATIONS_TABLE, migrations } from './migrations/index.js';
import { engineAt } from './mysql.js';
import { sqlitePath } from './open.js';

const SCHEMA = {
  entities,
  migrations,
  migrationsTableName: MIGRATIONS_TABLE,
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
