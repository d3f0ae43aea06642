import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { insertRows } from '../../src/database/insert-rows.js';
import type { Session } from '../../src/database/session.js';
import { engines, openTestDatabase, type TestDatabase } from '../support/database.js';

const WRITERS = 40;

describe.each(engines)('the database on %s', (engine) => {
  let opened: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    opened = await openTestDatabase(engine);
    database = opened.database;
  });

  afterEach(() => opened.close());

  const insertPerson = (id: string) =>
    database.transaction((transaction) => insertRows(transaction, 'real_users', [{ id, version: 0 }]));

  async function idsSeenBy(session: Session): Promise<string[]> {
    const rows = await session.rows<{ id: string }>('SELECT id FROM real_users ORDER BY id');
    return rows.map(({ id }) => id);
  }

  async function versionOf(session: Session, id: string): Promise<number> {
    const rows = await session.rows<{ version: number }>('SELECT version FROM real_users WHERE id = ?', [id]);
    return rows[0]?.version as number;
  }

  /** Reads a counter, waits, and writes one more; each writer by itself, all at once. */
  async function countAllAtOnce(lock: boolean): Promise<number> {
    await insertPerson('owner');
    await insertPerson('counter');
    const countOnce = () =>
      database.transaction(async (transaction) => {
        if (lock) await transaction.run("UPDATE real_users SET version = version + 1 WHERE id = 'owner'");
        const counted = await versionOf(transaction, 'counter');
        await sleep(1);
        await transaction.run("UPDATE real_users SET version = ? WHERE id = 'counter'", [counted + 1]);
      });
    await Promise.all(Array.from({ length: WRITERS }, countOnce));
    return versionOf(database.reader, 'counter');
  }

  test('a transaction that fails leaves nothing of itself', async () => {
    const failing = database.transaction(async (transaction) => {
      await insertRows(transaction, 'real_users', [{ id: 'gone', version: 0 }]);
      throw new Error('Decided otherwise.');
    });
    await expect(failing).rejects.toThrow('Decided otherwise.');
    expect(await idsSeenBy(database.reader)).toEqual([]);
    await insertPerson('kept');
    expect(await idsSeenBy(database.reader)).toEqual(['kept']);
  });

  test('a reader sees a row once it is committed, and not before', async () => {
    await database.transaction(async (transaction) => {
      await insertRows(transaction, 'real_users', [{ id: 'new', version: 0 }]);
      expect(await idsSeenBy(transaction)).toEqual(['new']);
      expect(await idsSeenBy(database.reader)).toEqual([]);
      expect(await database.snapshot(idsSeenBy)).toEqual([]);
    });
    expect(await idsSeenBy(database.reader)).toEqual(['new']);
  });

  test('a snapshot sees one moment, whatever is committed meanwhile', async () => {
    await insertPerson('a');
    await database.snapshot(async (session) => {
      expect(await idsSeenBy(session)).toEqual(['a']);
      await insertPerson('b');
      expect(await idsSeenBy(session)).toEqual(['a']);
    });
    expect(await database.snapshot(idsSeenBy)).toEqual(['a', 'b']);
  });

  test('only a transaction writes', async () => {
    await expect(database.reader.run("DELETE FROM real_users WHERE id = 'a'")).rejects.toThrow();
    await expect(
      database.snapshot((session) => session.run("DELETE FROM real_users WHERE id = 'a'")),
    ).rejects.toThrow();
  });

  test(`${WRITERS} writers that lock first and then read lose no count`, async () => {
    expect(await countAllAtOnce(true)).toBe(WRITERS);
  });

  if (engine === 'sqlite') {
    test('a commit is on disk before it is acknowledged, and readers do not wait for writers', async () => {
      const [journal, flush] = await database.transaction(async (transaction) => [
        await transaction.rows('PRAGMA journal_mode'),
        await transaction.rows('PRAGMA synchronous'),
      ]);
      expect(journal).toEqual([{ journal_mode: 'wal' }]);
      expect(flush).toEqual([{ synchronous: 2 }]);
    });
  } else {
    test('without the lock the same writers lose counts, so that the test above can fail', async () => {
      expect(await countAllAtOnce(false)).toBeLessThan(WRITERS);
    });
  }

  test.each(['ŜN', 'sn', 'Sn', 'S\u200bN', 'ＳＮ', 'SN\u0000'])('the key SN is not found by %j', async (other) => {
    await insertPerson('SN');
    const found = await database.reader
      .rows('SELECT id FROM real_users WHERE id = ?', [other])
      .catch(() => 'refused' as const);
    expect(found === 'refused' || found.length === 0).toBe(true);
    await insertPerson(other).catch(() => undefined);
    expect(await database.reader.rows("SELECT id FROM real_users WHERE id = 'SN'")).toHaveLength(1);
  });
});
