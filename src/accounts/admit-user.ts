import type { Database } from '../database/database.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { Account } from './account.js';
import { insertAccount, readAccountsBySubject } from './account.store.js';

/** Makes the account of a subject that is seen for the first time, as a real user of its own (rules D3a and R5). */
export function admitUser(database: Database, subject: string, clock: Clock): Promise<Account> {
  return database.transaction(async (transaction) => {
    // Two first requests at once: the unique key refuses the later insert, and the transaction, run again, reads.
    const known = (await readAccountsBySubject(transaction, [subject])).get(subject);
    if (known !== undefined) return known;
    const account = { userId: newId('usr'), realUserId: newId('rlu'), createdAt: clock.now().at };
    await insertAccount(transaction, { ...account, subject });
    return { ...account, suspension: null };
  });
}
