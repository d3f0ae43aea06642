import { setImmediate as endOfTurn } from 'node:timers/promises';
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

describe('while a set is decided', () => {
  /** Begins sets of at most three, two at a time, and ends each when it is told to. */
  function writerOnHold() {
    const ends: (() => void)[] = [];
    const held = {
      async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
        const result = await work({} as Transaction);
        await new Promise<void>((end) => ends.push(end));
        return result;
      },
    } as Database;
    const decide = async (_: Transaction, set: readonly Named[]) => {
      sets.push(set.map(({ name }) => name).join(''));
      return set.map(() => null);
    };
    const limits = { setSizeMax: 3, setsInFlightMax: 2, waitingMax: 99, waitingForTurnMax: 99 };
    const writer = new SetWriter('tests', held, decide, limits);
    return {
      async submit(names: string, turn?: string): Promise<void> {
        for (const name of names) void writer.submit({ name, turns: [turn ?? name] });
        await endOfTurn();
        await endOfTurn();
      },
      async endFirst(): Promise<void> {
        ends.shift()?.();
        await endOfTurn();
        await endOfTurn();
      },
    };
  }

  test('another begins once half of all wait for it', async () => {
    const writer = writerOnHold();
    await writer.submit('abcdef');
    await writer.submit('g');
    await writer.endFirst();
    expect(sets).toEqual(['abc', 'def']);
    await writer.submit('h');
    expect(sets).toEqual(['abc', 'def', 'gh']);
  });

  test('fewer begin when none is decided any more', async () => {
    const writer = writerOnHold();
    await writer.submit('abcdefg');
    await writer.endFirst();
    expect(sets).toEqual(['abc', 'def']);
    await writer.endFirst();
    expect(sets).toEqual(['abc', 'def', 'g']);
  });

  test('one that comes alone waits for no other that came alone', async () => {
    const writer = writerOnHold();
    await writer.submit('a');
    await writer.submit('b');
    expect(sets).toEqual(['a', 'b']);
  });

  test('what comes at once when none is decided is one', async () => {
    const writer = writerOnHold();
    await writer.submit('ab');
    expect(sets).toEqual(['ab']);
  });

  test('another has the same share of what there is, up to a whole one', async () => {
    const writer = writerOnHold();
    await writer.submit('a');
    await writer.submit('bcd');
    expect(sets).toEqual(['a', 'bc']);
    await writer.submit('efghijk');
    await writer.endFirst();
    expect(sets).toEqual(['a', 'bc', 'def']);
  });

  test('who takes turns with it waits, counts for no share, and is passed by', async () => {
    const writer = writerOnHold();
    await writer.submit('abc', 'one person');
    await writer.submit('d');
    expect(sets).toEqual(['a', 'd']);
    await writer.endFirst();
    expect(sets).toEqual(['a', 'd', 'b']);
  });
});
