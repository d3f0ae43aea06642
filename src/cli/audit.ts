import { auditCommand } from '../audit/audit-command.js';

/**
 * `npm run audit [-- --json]` judges the database at DATABASE_URL by every invariant and changes nothing. It exits with
 * 0 when all are kept, 1 with offences, and 2 when it could not run.
 */
const asJson = process.argv.includes('--json');
process.exitCode = await auditCommand(process.env, asJson, (text) => console.log(text));
