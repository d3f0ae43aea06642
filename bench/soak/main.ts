import { parseArgs } from 'node:util';
import { startDatabase } from '../database.js';
import { progressEnds } from '../progress.js';
import { isSteady, reportOf } from './report.js';
import { soak } from './soak.js';

const HELP = `npm run test:soak -- [options]

  --minutes 30     how long the service is under load
  --connections 64 connections, each with one request at a time: 70 reads and 30 changes of a hundred
  --control        leaks memory and descriptors on purpose: the soak must fail

It starts a MariaDB and the service, moves the programme's date forward once a minute, and fails if an answer has an
error, if memory drifts by more than 10 %, if handles, descriptors or connections grow, if anything acknowledged is not
on record, or if the audit finds an offence.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    connections: { type: 'string', default: '64' },
    control: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
} else {
  const database = await startDatabase();
  try {
    const order = { seconds: Number(values.minutes) * 60, connections: Number(values.connections) };
    const result = await soak(database.url, { ...order, control: values.control });
    progressEnds();
    console.log(reportOf(result));
    if (!isSteady(result)) process.exitCode = 1;
  } finally {
    progressEnds();
    await database.stop();
  }
}
