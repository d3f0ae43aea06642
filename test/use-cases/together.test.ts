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
