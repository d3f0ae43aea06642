import { readDatabaseUrl } from '../config/database.js';
import { migrate } from '../database/migrate.js';

/** `npm run migrate` brings the tables at DATABASE_URL up to date and prints the migrations it ran. */
try {
  const names = await migrate(readDatabaseUrl(process.env));
  console.log(names.length === 0 ? 'The tables were up to date.' : names.map((name) => `Ran ${name}.`).join('\n'));
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  console.error(`The tables could not be brought up to date: ${reason}`);
  process.exitCode = 1;
}
