import { constants } from 'node:os';
import { ConfigError } from './config/environment.js';
import { variablesTable } from './config/variables.js';
import { readConfig } from './config.js';
import { isOutage } from './database/faults.js';
import { createLog, type Log } from './server/observability/log.js';
import type { RunningServer } from './start.js';

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
    // Before the address is told: whoever waits for that line may send a signal.
    stopOnSignal(server, log);
    console.log(`The programme is served at ${server.url}/graphql`);
    if (config.sandbox) console.log('This is the sandbox: demo people, a movable date, tokens for the asking.');
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : (databaseFault(error) ?? error));
    process.exit(1);
  }
}

/** What keeps the database at DATABASE_URL from being used, in one line; null where something else failed. */
function databaseFault(error: unknown): string | null {
  const { code = '', message } = error as { code?: string; message?: string };
  const refused = /^(ER_|SQLITE_)/.test(code) || isOutage(error);
  return refused ? `The database at DATABASE_URL can't be used: ${message || code}.` : null;
}

/**
 * Ends the process once the server has stopped, whatever is still open; a second signal, whichever, ends it at once. That is
 * said here, since a signal that a container's first process does not handle does nothing to it.
 */
function stopOnSignal(server: RunningServer, log: Log): void {
  let isStopping = false;
  const stop = async (signal: 'SIGTERM' | 'SIGINT') => {
    if (isStopping) process.exit(128 + constants.signals[signal]);
    isStopping = true;
    log('stopping', { signal }, 'info');
    process.exit((await server.stop()) ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}
