import { readConfig } from '../../src/config.js';
import { logJson } from '../../src/server/log.js';
import { startServer } from '../../src/start.js';
import { ready } from './ready.js';

/** The service as it is started in production. */
const { url } = await startServer(readConfig(process.env), logJson);
ready(Number(new URL(url).port));
