import { readConfig } from '../../src/config.js';
import { createLog } from '../../src/server/observability/log.js';
import { startServer } from '../../src/start.js';
import { ready } from './ready.js';

/** The service as it is started in production. */
const config = readConfig(process.env);
const { url } = await startServer(config, createLog(config.logLevel));
ready(Number(new URL(url).port));
