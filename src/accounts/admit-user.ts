import type { Database } from '../database/database.js';
import type { Clock } from '../shared/clock.js';
import { idBeside, newId } from '../shared/ids.js';
import type { Identity } from './account.js';
import { insertAccount, readIdentities } from './account.store.js';

/** Makes the account of a subject that is seen for the first time, as a real user of its own (rules D3a and R5). */
export function admitUser(database: Database, subject: string, clock: Clock): Promise<Identity> {
  return database.transaction(async (transaction) => {
    // Two first requests at once: the unique key refuses the later insert, and the transaction, run again, reads.
    const known = (await readIdentities(transaction, [subject])).get(subject);
    if (known !== undefined) return known;
    const userId = newId('usr');
    const identity = { userId, realUserId: idBeside(userId, 'rlu') };
    await insertAccount(transaction, { subject, createdAt: clock.now().at, ...identity });
    return identity;
  });
}
