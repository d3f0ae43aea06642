import type { Database } from '../database/database.js';
import { type AccountKey, accountLoader, processLoader, readByDate } from '../database/loader.js';
import { pageLoader, totalLoader } from '../database/page.loaders.js';
import { ownedBy } from '../shared/ids.js';
import type { CheckIn } from './check-in.js';
import { readLatestCheckIns } from './check-in.store.js';
import type { Grant, GrantEntry } from './grant.js';
import { entryOf, grantHistory, readGrants, readYearOfEarning, type YearOfEarning } from './grant.store.js';
import { type DaysBySource, type Lapse, NO_DAYS } from './lot.js';
import { type DrawKey, type GrantKey, readDrawnDays, readGrantUse, readLapses, readUsableDays } from './lot.store.js';

export function earningLoaders(database: Database) {
  const { reader } = database;
  return {
    usableDays: accountLoader<DaysBySource, DaysBySource>(
      (userIds, today) => readUsableDays(reader, userIds, today),
      (days) => days ?? NO_DAYS,
    ),
    lapses: accountLoader<Lapse[], readonly Lapse[]>(
      (userIds, today) => readLapses(reader, userIds, today),
      (lapses) => lapses ?? [],
    ),
    latestCheckIn: accountLoader<CheckIn, CheckIn | null>(
      (userIds, today) => readLatestCheckIns(reader, userIds, today),
      (checkIn) => checkIn ?? null,
    ),
    yearOfEarning: processLoader<AccountKey & { year: number }, YearOfEarning>((keys) =>
      readByDate(keys, async (onDate, today) => {
        const years = new Map<number, (userId: string) => YearOfEarning>();
        for (const year of new Set(onDate.map((key) => key.year))) {
          const userIds = onDate.filter((key) => key.year === year).map(({ userId }) => userId);
          years.set(year, await readYearOfEarning(reader, userIds, year, today));
        }
        return ({ userId, year }) => (years.get(year) as (userId: string) => YearOfEarning)(userId);
      }),
    ),
    grant: processLoader<{ userId: string; id: string }, Grant | null>(async (keys) => {
      const grants = await readGrants(reader, keys);
      return ({ userId, id }) => ownedBy(userId, grants.get(id));
    }),
    grantUse: processLoader<GrantKey, { openDays: number; drawnDays: number }>(async (keys) => {
      const uses = await readGrantUse(reader, keys);
      return ({ id }) => uses.get(id) ?? { openDays: 0, drawnDays: 0 };
    }),
    drawnDays: processLoader<DrawKey, readonly { grantId: string; days: number }[]>(async (keys) => {
      const drawn = await readDrawnDays(reader, keys);
      return ({ redemptionId }) => drawn.get(redemptionId) ?? [];
    }),
    grantPage: pageLoader<GrantEntry>(database, grantHistory, entryOf),
    grantTotal: totalLoader(database, grantHistory),
  };
}
