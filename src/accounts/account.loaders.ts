import type { Database } from '../database/database.js';
import { processLoader } from '../database/loader.js';
import type { Account } from './account.js';
import { readAccounts, readAccountsBySubject } from './account.store.js';

export function accountLoaders({ reader }: Database) {
  return {
    account: processLoader<string, Account | null>(async (userIds) => {
      const accounts = await readAccounts(reader, userIds);
      return (userId) => accounts.get(userId) ?? null;
    }),
    accountBySubject: processLoader<string, Account | null>(async (subjects) => {
      const accounts = await readAccountsBySubject(reader, subjects);
      return (subject) => accounts.get(subject) ?? null;
    }),
  };
}
