import DataLoader from 'dataloader';

/** Keys that one batch reads at most: a page of entries for each of some fifty requests. */
const BATCH_SIZE_MAX = 512;

/** Batches of one loader that are read at the same time; what arrives meanwhile gathers in the next. */
const BATCHES_IN_FLIGHT_MAX = 3;

/** Loads what belongs to a key. */
export type Loader<Key, Result> = (key: Key) => Promise<Result>;

/**
 * A loader for the whole process: it gathers keys of many requests until the event loop has turned and a place is
 * free, reads them as one set, and remembers nothing. A batch runs outside any request, so a key carries all that its
 * reading needs; keys with the same identity are read once.
 */
export function processLoader<Key, Result>(
  identityOf: (key: Key) => string,
  readSet: (keys: readonly Key[]) => Promise<(key: Key) => Result>,
  batchSizeMax = BATCH_SIZE_MAX,
): Loader<Key, Result> {
  const waiting: (() => void)[] = [];
  let inFlight = 0;

  const readBatch = async (keys: readonly Key[]): Promise<Result[]> => {
    inFlight += 1;
    try {
      const distinct = new Map(keys.map((key) => [identityOf(key), key]));
      const resultOf = await readSet([...distinct.values()]);
      return keys.map(resultOf);
    } finally {
      inFlight -= 1;
      waiting.shift()?.();
    }
  };

  const loader = new DataLoader<Key, Result>(readBatch, {
    cache: false,
    maxBatchSize: batchSizeMax,
    batchScheduleFn: (dispatch) => {
      setImmediate(() => {
        if (inFlight < BATCHES_IN_FLIGHT_MAX) dispatch();
        else waiting.push(dispatch);
      });
    },
  });
  return (key) => loader.load(key);
}

/** What an account has on a date. */
export interface AccountKey {
  readonly userId: string;
  readonly today: string;
}

/** A loader of what accounts have on a date. Requests around midnight may ask for two dates; each is read by itself. */
export function accountLoader<Row, Result>(
  read: (userIds: readonly string[], today: string) => Promise<Map<string, Row>>,
  resultOf: (row: Row | undefined) => Result,
): Loader<AccountKey, Result> {
  return processLoader<AccountKey, Result>(
    ({ userId, today }) => `${userId} ${today}`,
    (keys) =>
      readByDate(keys, async (onDate, today) => {
        const rows = await read(
          onDate.map(({ userId }) => userId),
          today,
        );
        return ({ userId }) => resultOf(rows.get(userId));
      }),
  );
}

/** Reads keys of one date together. */
export async function readByDate<Key extends { today: string }, Result>(
  keys: readonly Key[],
  read: (keys: readonly Key[], today: string) => Promise<(key: Key) => Result>,
): Promise<(key: Key) => Result> {
  const dates = [...new Set(keys.map(({ today }) => today))];
  const results = new Map<string, (key: Key) => Result>();
  for (const today of dates) {
    results.set(
      today,
      await read(
        keys.filter((key) => key.today === today),
        today,
      ),
    );
  }
  return (key) => (results.get(key.today) as (key: Key) => Result)(key);
}
