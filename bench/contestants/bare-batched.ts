import { readConfig } from '../../src/config.js';
import { openPool } from '../bare/connection.js';
import { bareServer } from '../bare/server.js';
import { listen } from './ready.js';

/** Without GraphQL and as good as can be: reads and writes of many requests together. */
const { databaseUrl, jwtSecret, timeZone, setSize } = readConfig(process.env);
listen(bareServer({ pool: openPool(databaseUrl), jwtSecret, timeZone, setSize, setsInFlight: 2 }));
