import { openSync } from 'node:fs';
import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/server/observability/log.js';
import { startServer } from '../../src/start.js';
import { ready } from '../contestants/ready.js';

/** What the service holds, as the process itself tells it. */
export interface Holding {
  readonly heapBytes: number;
  /** Timers, sockets and the like that keep the process alive. */
  readonly handles: number;
}

/** The service as it is started, and a process that can be asked what it holds. */
const config = readConfig(process.env);
const { url } = await startServer(config, createLog(config.logLevel));
process.on('message', () => {
  const holding: Holding = {
    heapBytes: process.memoryUsage().heapUsed,
    handles: process.getActiveResourcesInfo().length,
  };
  process.send?.({ holding });
});
if (process.env.SOAK_CONTROL === '1') leak();
ready(Number(new URL(url).port));

/** The control: a service that keeps what it no longer needs, so that the soak can be seen to tell. */
function leak(): void {
  const kept: object[] = [];
  setInterval(() => {
    for (let count = 0; count < 2_000; count += 1) kept.push({ count, text: `kept ${count} of ${kept.length}` });
    openSync('/dev/null', 'r');
  }, 500);
}
