import { readDatabaseUrl } from './src/config/database.js';
import { dataSourceAt } from './src/database/data-source.js';

/** The data source of TypeORM's command line: `npx typeorm -d dist/ormconfig.js migration:show`, on DATABASE_URL. */
export default await dataSourceAt(readDatabaseUrl(process.env));
