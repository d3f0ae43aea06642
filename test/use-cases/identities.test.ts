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
  test('forgets what was set first, half of what it holds at a time', () => {
    const map = new BoundedMap<string, number | null>(4);
    const held = () => ['a', 'b', 'c', 'd', 'e'].filter((key) => map.get(key) !== undefined).join('');
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) map.set(key, index);
    expect(held()).toBe('abcd');
    map.set('e', 4);
    expect(held()).toBe('cde');
  });

  test('holds what was set again as the latest, and nothing once it is cleared', () => {
    const map = new BoundedMap<string, number | null>(4);
    for (const key of ['a', 'b', 'c', 'd']) map.set(key, 1);
    map.set('d', null);
    map.set('a', 2);
    expect([map.get('a'), map.get('b'), map.get('c'), map.get('d')]).toEqual([2, undefined, 1, null]);
    map.delete('c');
    expect(map.get('c')).toBeUndefined();
    map.clear();
    expect([map.get('a'), map.get('d')]).toEqual([undefined, undefined]);
  });
});
