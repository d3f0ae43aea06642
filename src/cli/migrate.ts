import { readConfig } from '../config.js';
import { migrate } from '../database/migrate.js';

/**
 * `npm run migrate` brings the tables at DATABASE_URL up to date and prints the migrations it ran. The address is all
 * that counts of the configuration, so it is read as the sandbox's, which needs no secret.
 */
try {
  const { databaseUrl } = readConfig({ DATABASE_URL: process.env.DATABASE_URL, SANDBOX: '1' });
  const names = await migrate(databaseUrl);
  console.log(names.length === 0 ? 'The tables were up to date.' : names.map((name) => `Ran ${name}.`).join('\n'));
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  console.error(`The tables could not be brought up to date: ${reason}`);
  process.exitCode = 1;
}
