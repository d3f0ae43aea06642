import type { Account } from './accounts/account.js';
import { readAccounts, readAccountsBySubject } from './accounts/account.store.js';
import type { Coupon } from './coupons/coupon.js';
import { couponHistory, readCoupons, readOpenCoupons } from './coupons/coupon.store.js';
import type { Database } from './database/database.js';
import { type AccountKey, accountLoader, type Loader, processLoader, readByDate } from './database/loader.js';
import { type PagedTable, type PageRequest, readPages, readTotals } from './database/page.js';
import type { Device, Machine } from './devices/machine.js';
import { readDevices, readMachines, readOwners } from './devices/machine.store.js';
import type { CheckIn } from './earning/check-in.js';
import { readLatestCheckIns } from './earning/check-in.store.js';
import type { Grant } from './earning/grant.js';
import { grantHistory, grantOf, readGrants, readYearOfEarning, type YearOfEarning } from './earning/grant.store.js';
import type { Lot } from './earning/lot.js';
import { readDrawnDays, readGrantUse, readUsableLots } from './earning/lot.store.js';
import { type Programme, readProgramme } from './policy/policy.store.js';
import { type AccountFacts, readFacts } from './redemption/read-facts.js';
import type { Redemption } from './redemption/redemption.js';
import { readRedemptions, redemptionHistory, redemptionOf } from './redemption/redemption.store.js';

/** Pages that one statement reads; SQLite joins at most 500. */
const PAGES_PER_BATCH_MAX = 64;

/** Loads a page of an account's history. */
export type PageLoader<Row> = Loader<PageRequest, Row[]>;

/** Everything that requests read, gathered over all requests of the process. */
export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request: what was read once in it is not read again, until the request writes. */
export interface RequestLoaders {
  readonly loaders: Loaders;
  forget(): void;
}

export function requestLoaders(all: Loaders): RequestLoaders {
  const remembered = new Map<string, Promise<unknown>>();
  const remembering = ([name, load]: [string, Loader<never, unknown>]) => [
    name,
    (key: never) => {
      const identity = `${name} ${JSON.stringify(key)}`;
      let read = remembered.get(identity);
      if (read === undefined) {
        read = load(key);
        remembered.set(identity, read);
      }
      return read;
    },
  ];
  const entries = Object.entries(all) as [string, Loader<never, unknown>][];
  return { loaders: Object.fromEntries(entries.map(remembering)), forget: () => remembered.clear() };
}

export function createLoaders(database: Database) {
  const { reader } = database;
  return {
    programme: processLoader<'all', Programme>(
      (key) => key,
      async () => {
        const programme = await readProgramme(reader);
        return () => programme;
      },
    ),
    account: processLoader<string, Account | null>(
      (userId) => userId,
      async (userIds) => {
        const accounts = await readAccounts(reader, userIds);
        return (userId) => accounts.get(userId) ?? null;
      },
    ),
    accountBySubject: processLoader<string, Account | null>(
      (subject) => subject,
      async (subjects) => {
        const accounts = await readAccountsBySubject(reader, subjects);
        return (subject) => accounts.get(subject) ?? null;
      },
    ),
    devices: accountLoader<Device[], readonly Device[]>(
      (userIds, today) => readDevices(reader, userIds, today),
      (devices) => devices ?? [],
    ),
    lots: accountLoader<Lot[], readonly Lot[]>(
      (userIds, today) => readUsableLots(reader, userIds, today),
      (lots) => lots ?? [],
    ),
    openCoupons: accountLoader<Coupon[], readonly Coupon[]>(
      (userIds) => readOpenCoupons(reader, userIds),
      (coupons) => coupons ?? [],
    ),
    latestCheckIn: accountLoader<CheckIn, CheckIn | null>(
      (userIds, today) => readLatestCheckIns(reader, userIds, today),
      (checkIn) => checkIn ?? null,
    ),
    redemptions: accountLoader<Redemption[], readonly Redemption[]>(
      (userIds, today) => readRedemptions(reader, userIds, today),
      (redemptions) => redemptions ?? [],
    ),
    yearOfEarning: yearOfEarningLoader(database),
    machine: machineLoader(database),
    owner: processLoader<string, { deviceId: string; userId: string } | null>(
      (serialNumber) => serialNumber,
      async (serialNumbers) => {
        const owners = await readOwners(reader, serialNumbers);
        return (serialNumber) => owners.get(serialNumber) ?? null;
      },
    ),
    coupon: couponLoader(database),
    grant: processLoader<{ userId: string; id: string }, Grant | null>(
      ({ id }) => id,
      async (keys) => {
        const grants = await readGrants(reader, keys);
        return ({ userId, id }) => ownedBy(userId, grants.get(id));
      },
    ),
    grantUse: processLoader<{ userId: string; grantId: string }, { openDays: number; drawnDays: number }>(
      ({ grantId }) => grantId,
      async (keys) => {
        const uses = await readGrantUse(reader, keys);
        return ({ grantId }) => uses.get(grantId) ?? { openDays: 0, drawnDays: 0 };
      },
    ),
    drawnDays: processLoader<{ userId: string; redemptionId: string }, readonly { grantId: string; days: number }[]>(
      ({ redemptionId }) => redemptionId,
      async (keys) => {
        const drawn = await readDrawnDays(reader, keys);
        return ({ redemptionId }) => drawn.get(redemptionId) ?? [];
      },
    ),
    facts: factsLoader(database),
    grantPage: pageLoader<Grant>(database, grantHistory, grantOf),
    grantTotal: totalLoader(database, grantHistory),
    couponPage: pageLoader<Coupon>(database, couponHistory, (coupon) => coupon),
    couponTotal: totalLoader(database, couponHistory),
    redemptionPage: pageLoader<Redemption>(database, redemptionHistory, redemptionOf),
    redemptionTotal: totalLoader(database, redemptionHistory),
  };
}

function yearOfEarningLoader(database: Database): Loader<AccountKey & { year: number }, YearOfEarning> {
  return processLoader(
    ({ userId, year, today }) => `${userId} ${year} ${today}`,
    (keys) =>
      readByDate(keys, async (onDate, today) => {
        const years = new Map<number, (userId: string) => YearOfEarning>();
        for (const year of new Set(onDate.map((key) => key.year))) {
          const userIds = onDate.filter((key) => key.year === year).map(({ userId }) => userId);
          years.set(year, await readYearOfEarning(database.reader, userIds, year, today));
        }
        return ({ userId, year }) => (years.get(year) as (userId: string) => YearOfEarning)(userId);
      }),
  );
}

function machineLoader(database: Database): Loader<{ serialNumber: string; today: string }, Machine | null> {
  return processLoader(
    ({ serialNumber, today }) => `${serialNumber} ${today}`,
    (keys) =>
      readByDate(keys, async (onDate, today) => {
        const serialNumbers = onDate.map(({ serialNumber }) => serialNumber);
        const machines = await readMachines(database.reader, serialNumbers, today);
        return ({ serialNumber }) => machines.get(serialNumber) ?? null;
      }),
  );
}

function couponLoader(database: Database): Loader<AccountKey & { id: string }, Coupon | null> {
  return processLoader(
    ({ id, today }) => `${id} ${today}`,
    (keys) =>
      readByDate(keys, async (onDate, today) => {
        const coupons = await readCoupons(database.reader, onDate, today);
        return ({ userId, id }) => ownedBy(userId, coupons.get(id));
      }),
  );
}

/** What a redemption is judged on, of accounts and of a coupon that is asked for; all of one moment. */
function factsLoader(
  database: Database,
): Loader<AccountKey & { couponId: string; deviceId: string }, AccountFacts | null> {
  return processLoader(
    ({ userId, today, couponId }) => `${userId} ${today} ${couponId}`,
    (keys) =>
      readByDate(keys, (onDate, today) =>
        database.snapshot(async (session) => {
          const accounts = await readAccounts(session, [...new Set(onDate.map(({ userId }) => userId))]);
          const facts = await readFacts(session, [...accounts.values()], onDate, today);
          return ({ userId }) => facts.get(userId) ?? null;
        }),
      ),
  );
}

function pageLoader<Row extends object>(
  database: Database,
  paged: PagedTable,
  recordOf: (row: Row) => Row,
): PageLoader<Row> {
  return processLoader(
    ({ userId, today, first, after }) => `${userId} ${today} ${first} ${after?.date} ${after?.id}`,
    async (requests) => {
      const pageOf = await readPages<Row>(database.reader, paged, requests);
      const identity = new Map(requests.map((request) => [JSON.stringify(request), request]));
      return (request) => pageOf(identity.get(JSON.stringify(request)) ?? request).map(recordOf);
    },
    PAGES_PER_BATCH_MAX,
  );
}

function totalLoader(database: Database, paged: PagedTable): Loader<AccountKey, number> {
  return accountLoader<number, number>(
    (userIds, today) => readTotals(database.reader, paged, userIds, today),
    (total) => total ?? 0,
  );
}

/** Another account's id is answered as one that does not exist. */
function ownedBy<T extends { userId: string }>(userId: string, found: T | undefined): T | null {
  return found !== undefined && found.userId === userId ? found : null;
}
