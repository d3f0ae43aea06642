import { auditCommand } from '../audit/audit-command.js';

/**
 * `npm run audit [-- --json]` judges the database at DATABASE_URL by every invariant and changes nothing. It exits with
 * 0 when all are kept, 1 with offences, and 2 when it could not run.
 */
const url = process.env.DATABASE_URL?.trim() || 'sqlite:.data/coupons.sqlite';
process.exitCode = await auditCommand(url, process.argv.includes('--json'), (text) => console.log(text));
