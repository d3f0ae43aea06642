import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../../src/accounts/account.js';
import { Identities } from '../../src/accounts/identities.js';
import { BoundedMap } from '../../src/shared/bounded-map.js';

const ann: Identity = { userId: 'usr_ann', realUserId: 'rlu_ann' };

describe('the identities of subjects', () => {
  test('are read once, and again once they are forgotten', async () => {
    const asked: string[] = [];
    const identities = new Identities(
      async (subject) => {
        asked.push(subject);
        return ann;
      },
      () => Promise.reject(new Error('No subject is new.')),
    );
    expect(await identities.of('ann')).toBe(ann);
    expect(await identities.of('ann')).toBe(ann);
    expect(asked).toEqual(['ann']);
    identities.forget();
    expect(await identities.of('ann')).toBe(ann);
    expect(asked).toEqual(['ann', 'ann']);
  });

  test('are made for a subject that is new, and asked for again where that fails', async () => {
    let fails = true;
    const identities = new Identities(
      async () => null,
      async () => {
        if (fails) throw new Error('The database is away.');
        return ann;
      },
    );
    await expect(identities.of('ann')).rejects.toThrow('The database is away.');
    fails = false;
    expect(await identities.of('ann')).toBe(ann);
  });
});

describe('a bounded map', () => {
  test('forgets what was set first, and holds what was set again as the latest', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4]);
    map.delete('a');
    map.set('d', 5);
    expect([map.get('a'), map.get('c'), map.get('d')]).toEqual([undefined, 4, 5]);
    map.clear();
    expect(map.get('d')).toBeUndefined();
  });

  test('deletes what was set first, up to the first that is to stay', () => {
    const map = new BoundedMap<string, number>(4);
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) map.set(key, [1, 2, 9, 3][index] as number);
    map.deleteFirstWhile((value) => value < 5);
    expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual([undefined, undefined, 9, 3]);
  });
});
