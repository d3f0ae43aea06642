import DataLoader from 'dataloader';
import { observed, placeOfCaller } from '../shared/observed.js';
import { isLostConnection, isOutage, isTransientFault } from './faults.js';

/** Keys that one batch reads at most: a page of entries for each of some fifty requests. */
const BATCH_SIZE_MAX = 512;

/** Accounts that one batch reads at most: each may have hundreds of rows. */
const ACCOUNTS_PER_BATCH_MAX = 64;

/** Batches of one loader that are read at the same time; what arrives meanwhile gathers in the next. */
const BATCHES_IN_FLIGHT_MAX = 1;

/** Loads what belongs to a key. */
export type Loader<Key, Result> = (key: Key) => Promise<Result>;

/** Reads what belongs to each key of a set, in which a key may come again. */
type ReadSet<Key, Result> = (keys: readonly Key[]) => Promise<(key: Key) => Result>;

/**
 * A loader for the whole process: it gathers keys of many requests until the event loop has turned and a place is
 * free, reads them as one set, and remembers nothing. A batch runs outside any request, so a key carries all that its
 * reading needs, the account it reads for included.
 */
export function processLoader<Key extends string | object, Result>(
  readSet: ReadSet<Key, Result>,
  batchSizeMax = BATCH_SIZE_MAX,
): Loader<Key, Result> {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  /** Where the batch that is dispatched next was first asked for. */
  let place: unknown;

  const readBatch = async (keys: readonly Key[]): Promise<(Result | Error)[]> => {
    inFlight += 1;
    try {
      const work = { kind: 'BATCH', size: keys.length } as const;
      return await observed(work, () => readOrSplit(keys, readSet), [place]);
    } finally {
      inFlight -= 1;
      waiting.shift()?.();
    }
  };

  const loader = new DataLoader<Key, Result>(readBatch, {
    cache: false,
    maxBatchSize: batchSizeMax,
    batchScheduleFn: (dispatch) => {
      const asked = placeOfCaller();
      const dispatchAtPlace = () => {
        place = asked;
        dispatch();
      };
      setImmediate(() => {
        if (inFlight < BATCHES_IN_FLIGHT_MAX) dispatchAtPlace();
        else waiting.push(dispatchAtPlace);
      });
    },
  });
  return (key) => loader.load(key);
}

/**
 * Reads a set; where that fails by a transient fault, once more; and then in halves, so that what can't be read
 * fails alone. While the database can't serve, a smaller set fails as well.
 */
async function readOrSplit<Key, Result>(
  keys: readonly Key[],
  readSet: ReadSet<Key, Result>,
  retries = 1,
): Promise<(Result | Error)[]> {
  try {
    const resultOf = await readSet(keys);
    return keys.map(resultOf);
  } catch (error) {
    const isTransient = isTransientFault(error) || isLostConnection(error);
    if (isTransient && retries > 0) return readOrSplit(keys, readSet, retries - 1);
    if (keys.length === 1 || isOutage(error)) return keys.map(() => asError(error));
    const middle = Math.ceil(keys.length / 2);
    const [first, second] = await Promise.all([
      readOrSplit(keys.slice(0, middle), readSet, retries),
      readOrSplit(keys.slice(middle), readSet, retries),
    ]);
    return [...first, ...second];
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** What an account has on a date. */
export interface AccountKey {
  readonly userId: string;
  readonly today: string;
}

/** A loader of what accounts have on a date. */
export function accountLoader<Row, Result>(
  read: (userIds: readonly string[], today: string) => Promise<Map<string, Row>>,
  resultOf: (row: Row | undefined) => Result,
): Loader<AccountKey, Result> {
  return processLoader<AccountKey, Result>(
    (keys) =>
      readByDate(keys, async (onDate, today) => {
        const userIds = onDate.map(({ userId }) => userId);
        const rows = await read(userIds, today);
        return ({ userId }) => resultOf(rows.get(userId));
      }),
    ACCOUNTS_PER_BATCH_MAX,
  );
}

/** Reads keys of one date together: requests around midnight may ask for two. */
export async function readByDate<Key extends { today: string }, Result>(
  keys: readonly Key[],
  read: (keys: readonly Key[], today: string) => Promise<(key: Key) => Result>,
): Promise<(key: Key) => Result> {
  const dates = [...new Set(keys.map(({ today }) => today))];
  const results = new Map<string, (key: Key) => Result>();
  for (const today of dates) {
    const onDate = keys.filter((key) => key.today === today);
    results.set(today, await read(onDate, today));
  }
  return (key) => (results.get(key.today) as (key: Key) => Result)(key);
}
