import { readAccounts } from '../accounts/account.store.js';
import type { Database } from '../database/database.js';
import { type AccountKey, accountLoader, processLoader, readByDate } from '../database/loader.js';
import type { AccountFacts } from './judge-redemption.js';
import { readFacts } from './read-facts.js';
import type { Redemption } from './redemption.js';
import { readRedemptions } from './redemption.store.js';

/** Accounts whose facts one batch reads at most. */
const FACTS_PER_BATCH_MAX = 64;

export function redemptionLoaders(database: Database) {
  return {
    redemptions: accountLoader<Redemption[], readonly Redemption[]>(
      (userIds, today) => readRedemptions(database.reader, userIds, today),
      (redemptions) => redemptions ?? [],
    ),
    /** What a redemption is judged on, with a coupon that is asked for; null for an account that is not there. */
    facts: processLoader<AccountKey & { couponId: string | null }, AccountFacts | null>(
      (keys) =>
        readByDate(keys, (onDate, today) =>
          database.snapshot(async (session) => {
            const accounts = await readAccounts(session, [...new Set(onDate.map(({ userId }) => userId))]);
            const facts = await readFacts(session, [...accounts.values()], onDate, today);
            return ({ userId }) => facts.get(userId) ?? null;
          }),
        ),
      FACTS_PER_BATCH_MAX,
    ),
  };
}
