import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog, errorDetails } from '../../src/server/observability/log.js';
import { requestLog } from '../../src/server/observability/request-log.js';
import { RequestRecord } from '../../src/shared/request-record.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warranty-coupons-log-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines of a log, once it holds so many. */
async function linesOf(path: string, count: number): Promise<Record<string, unknown>[]> {
  for (;;) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const lines = text.split('\n').filter(Boolean);
    if (lines.length >= count) return lines.map((line) => JSON.parse(line));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the log', () => {
  test('is one JSON object a line, with its level, its instant and its event', async () => {
    const path = join(folder, 'lines');
    const log = createLog('info', path);
    log('request', { status: 200, operation: 'a "name"\nof two lines' }, 'info');
    log('durability', { fault: 'Set it to 1.' });
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);
    expect(await linesOf(path, 2)).toEqual([
      { level: 'info', at, event: 'request', status: 200, operation: 'a "name"\nof two lines' },
      { level: 'warn', at, event: 'durability', fault: 'Set it to 1.' },
    ]);
  });

  test('holds nothing below its level', async () => {
    const path = join(folder, 'levels');
    const log = createLog('error', path);
    log('request', {}, 'info');
    log('durability', {});
    log('unexpected-error', {}, 'error');
    expect((await linesOf(path, 1)).map(({ event }) => event)).toEqual(['unexpected-error']);
  });

  test('tells of an error of the database its code, and not the values that it quotes', () => {
    const error = Object.assign(new Error("Duplicate entry 'ann' for key"), { errno: 1062, code: 'ER_DUP_ENTRY' });
    const details = errorDetails(new Error('No binding.', { cause: error }));
    expect(details).toMatchObject({ error: 'No binding.', cause: { errno: 1062, code: 'ER_DUP_ENTRY' } });
    expect(JSON.stringify(details)).not.toContain('ann');
  });

  test('does not take what a call of the system failed with for the database', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:4318'), {
      errno: -111,
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    expect(errorDetails(error)).toMatchObject({ error: "The system's connect failed.", code: 'ECONNREFUSED' });
  });
});

describe('lines of requests', () => {
  const DATA = { method: 'POST', path: '/graphql', status: 200, milliseconds: 1, code: null, reference: null } as const;

  /** How many of these requests have a line. */
  function linesAt(
    percent: number,
    requests: number,
    end: Parameters<NonNullable<ReturnType<typeof requestLog>['ended']>>[1],
  ) {
    let lines = 0;
    const { ended } = requestLog(() => {
      lines += 1;
    }, percent);
    for (let request = 0; request < requests; request += 1) ended?.(new RequestRecord('id'), end);
    return lines;
  }

  test.each([
    [100, 1000],
    [10, 100],
    [1, 10],
    [0, 0],
  ])('at %i in a hundred, are so many of a thousand answered with data: %i', (percent, lines) => {
    expect(linesAt(percent, 1000, DATA)).toBe(lines);
  });

  test('are there for every request that failed or found nobody, whatever the share', () => {
    expect(linesAt(0, 10, { ...DATA, code: 'BAD_USER_INPUT' })).toBe(10);
    expect(linesAt(0, 10, { ...DATA, status: 500 })).toBe(10);
    expect(linesAt(0, 10, { ...DATA, status: null })).toBe(10);
  });
});
