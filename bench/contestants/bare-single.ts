import { readConfig } from '../../src/config.js';
import { openPool } from '../bare/connection.js';
import { bareServer } from '../bare/server.js';
import { listen } from './ready.js';

/** Without GraphQL, each request by itself: as many at a time as the pool has connections. */
const { databaseUrl, jwtSecret, timeZone, poolSize } = readConfig(process.env);
listen(bareServer({ pool: openPool(databaseUrl), jwtSecret, timeZone, setSize: 1, setsInFlight: poolSize }));
