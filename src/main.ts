import { ConfigError } from './config/environment.js';
import { variablesTable } from './config/variables.js';
import { readConfig } from './config.js';
import { createLog, errorDetails } from './server/log.js';

if (process.argv.includes('--help')) {
  console.log(variablesTable());
} else {
  await run();
}

async function run(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel);
    // Loaded once the configuration is sound: everything behind it takes its time.
    const { startServer } = await import('./start.js');
    const server = await startServer(config, log);
    console.log(`The programme is served at ${server.url}/graphql`);
    if (config.sandbox) console.log('This is the sandbox: demo people, a movable date, tokens for the asking.');
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void server.stop().catch((error) => log('stop', errorDetails(error), 'error')));
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}
