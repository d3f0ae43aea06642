import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { LostAtCommit, LostBeforeCommit } from '../../src/database/faults.js';
import type { Transaction } from '../../src/database/session.js';
import { type Command, SetWriter } from '../../src/database/set-writer.js';

interface Named extends Command {
  readonly name: string;
}

const KEYED: Named[] = ['a', 'b', 'c'].map((name) => ({ name, turns: [name], idempotencyKey: `key of ${name}` }));
const KEYLESS: Named[] = ['a', 'b', 'c'].map((name) => ({ name, turns: [name] }));
const REFUSED = new Error('A row is refused.');

/** How transactions end, one after the other: by a fault where there is one. */
let faults: (Error | null)[];
/** The commands of each transaction, by their names. */
let sets: string[];

const database = {
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const result = await work({} as Transaction);
    const fault = faults.shift();
    if (fault) throw fault;
    return result;
  },
} as Database;

beforeEach(() => {
  [faults, sets] = [[], []];
});

/** What commands that are submitted at once are answered. */
async function answered(commands: readonly Named[]): Promise<unknown[]> {
  const decide = async (_: Transaction, set: readonly Named[]) => {
    sets.push(set.map(({ name }) => name).join(''));
    return set.map(({ name }) => `${name} is done`);
  };
  const limits = { setSizeMax: 3, setsInFlightMax: 1, waitingMax: 9, waitingForTurnMax: 9 };
  const writer = new SetWriter('tests', database, decide, limits);
  const settled = await Promise.allSettled(commands.map((command) => writer.submit(command)));
  return settled.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason));
}

describe('a set that fails', () => {
  test('falls apart, so that who is to blame fails alone', async () => {
    faults = [REFUSED, null, REFUSED, null];
    expect(await answered(KEYED)).toEqual(['a is done', REFUSED, 'c is done']);
    expect(sets).toEqual(['abc', 'a', 'b', 'c']);
  });

  test('by an outage fails at once', async () => {
    const outage = new LostBeforeCommit();
    faults = [outage];
    expect(await answered(KEYED)).toEqual([outage, outage, outage]);
    expect(sets).toEqual(['abc']);
  });

  test('by a lost answer to COMMIT is run once more where its commands have keys', async () => {
    const lost = new LostAtCommit();
    faults = [lost];
    expect(await answered(KEYED)).toEqual(['a is done', 'b is done', 'c is done']);
    faults = [lost];
    expect(await answered(KEYLESS)).toEqual([lost, lost, lost]);
    expect(sets).toEqual(['abc', 'abc', 'abc']);
  });
});

describe('of a set that fell apart', () => {
  test('a command with a key whose answer to COMMIT is lost is run once more', async () => {
    faults = [REFUSED, null, new LostAtCommit()];
    expect(await answered(KEYED)).toEqual(['a is done', 'b is done', 'c is done']);
    expect(sets).toEqual(['abc', 'a', 'b', 'b', 'c']);
  });

  test('all that are left fail at once where the database can no longer serve', async () => {
    const outage = new LostBeforeCommit();
    faults = [REFUSED, null, outage];
    expect(await answered(KEYED)).toEqual(['a is done', outage, outage]);
    expect(sets).toEqual(['abc', 'a', 'b']);
  });
});
