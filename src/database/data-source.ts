import Connection from 'libsql';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { MIGRATIONS_TABLE, migrations } from './migrations/index.js';
import { engineAt } from './mysql.js';
import { sqlitePath } from './open.js';

/** Where a server listens whose address names no port. */
const MYSQL_PORT = 3306;

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
      ? { ...SCHEMA, type: await engineAt(url), ...serverOptions(url), charset: 'utf8mb4' }
      : { ...SCHEMA, type: 'better-sqlite3', database: path, driver: Connection };
  return new DataSource(options);
}

/**
 * The parts of a server's address, decoded as the driver decodes them. TypeORM's own parser of a `url` would drop `ssl`
 * and speak without encryption, split an IPv6 address, and keep the escapes of the database's name.
 */
export function serverOptions(url: string) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const ssl = searchParams.get('ssl');
  return {
    host: decodeURIComponent(hostname.replace(/^\[(.*)\]$/, '$1')),
    port: port === '' ? MYSQL_PORT : Number(port),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: ssl === null ? undefined : JSON.parse(ssl),
  };
}
