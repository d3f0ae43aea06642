import type { Database } from '../database/database.js';
import { processLoader } from '../database/loader.js';
import type { Account, Identity } from './account.js';
import { readAccounts, readIdentities } from './account.store.js';

export function accountLoaders({ reader }: Database) {
  return {
    account: processLoader<string, Account | null>(async (userIds) => {
      const accounts = await readAccounts(reader, userIds);
      return (userId) => accounts.get(userId) ?? null;
    }),
    identityBySubject: processLoader<string, Identity | null>(async (subjects) => {
      const identities = await readIdentities(reader, subjects);
      return (subject) => identities.get(subject) ?? null;
    }),
  };
}
