import { expect, test } from '@jest/globals';
import { closeAll } from '../../src/server/closing.js';

test('what fails to close, or never does, is logged and keeps nothing else open', async () => {
  const logged: object[] = [];
  const log = (event: string, details: object, level?: string) => void logged.push({ event, level, ...details });
  const closed: string[] = [];
  const close = (part: string) => async () => void closed.push(part);
  const parts = {
    first: close('first'),
    throwing: () => {
      throw new Error('not open');
    },
    failing: () => Promise.reject(new Error('already closed')),
    hanging: () => new Promise<void>(() => undefined),
    last: close('last'),
  };
  expect(await closeAll(parts, log, 20)).toBe(false);
  expect(closed).toEqual(['first', 'last']);
  expect(logged).toMatchObject([
    { event: 'stop', level: 'error', part: 'throwing', error: 'not open' },
    { event: 'stop', level: 'error', part: 'failing', error: 'already closed' },
    { event: 'stop', level: 'error', part: 'hanging', error: 'Not closed within 20 ms.' },
  ]);
  expect(await closeAll({ first: close('first') }, log, 60_000)).toBe(true);
});
