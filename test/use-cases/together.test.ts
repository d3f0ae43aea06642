import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { together } from '../../src/shared/together.js';

test('what comes in one turn of the event loop begins together at its end, in its order', async () => {
  const begun: string[] = [];
  const begin = together((item: string) => begun.push(item));
  begin('first');
  await null;
  begin('second');
  expect(begun).toEqual([]);
  await turn();
  expect(begun).toEqual(['first', 'second']);
});

test('what comes while others begin waits for the next turn', async () => {
  const begun: string[] = [];
  const begin = together((item: string) => {
    begun.push(item);
    if (item === 'first') begin('of the first');
  });
  begin('first');
  begin('second');
  await turn();
  expect(begun).toEqual(['first', 'second']);
  await turn();
  expect(begun).toEqual(['first', 'second', 'of the first']);
});

test('of many a dozen begins in a turn, in their order, and none waits longer than it must', async () => {
  const begun: number[] = [];
  const begin = together((item: number) => begun.push(item));
  const items = Array.from({ length: 30 }, (_, item) => item);
  for (const item of items) begin(item);
  await turn();
  expect(begun).toEqual(items.slice(0, 12));
  begin(30);
  await turn();
  expect(begun).toEqual(items.slice(0, 24));
  await turn();
  expect(begun).toEqual([...items, 30]);
});
