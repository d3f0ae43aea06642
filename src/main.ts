import { ConfigError } from './config/environment.js';
import { variablesTable } from './config/variables.js';
import { readConfig } from './config.js';
import { createLog } from './server/log.js';
import type { RunningServer } from './start.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

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
    stopOnSignal(server);
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}

/** Ends the process once the server has stopped, whatever is still open; a second signal ends it at once. */
function stopOnSignal(server: RunningServer): void {
  const stop = async () => {
    for (const signal of SIGNALS) process.off(signal, stop);
    process.exit((await server.stop()) ? 0 : 1);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
}
