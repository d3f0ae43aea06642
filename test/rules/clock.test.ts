import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { instantOf, MovableClock, SystemClock, storedInstant } from '../../src/shared/clock.js';

const clockAt = (instant: string, timeZone = 'Asia/Shanghai') => new SystemClock(timeZone, () => Date.parse(instant));

describe("T1: the dates are those of the programme's time zone", () => {
  test('2023-12-31T16:00Z is 2024-01-01 in Shanghai; one millisecond before is still 2023', () => {
    expect(clockAt('2023-12-31T15:59:59.999Z').now()).toEqual({ at: '2023-12-31T15:59:59.999Z', today: '2023-12-31' });
    expect(clockAt('2023-12-31T16:00:00.000Z').now()).toEqual({ at: '2023-12-31T16:00:00.000Z', today: '2024-01-01' });
    expect(clockAt('2023-12-31T16:00:00.001Z').now()).toEqual({ at: '2023-12-31T16:00:00.001Z', today: '2024-01-01' });
  });

  test('the zone is configuration', () => {
    expect(clockAt('2023-12-31T16:00:00Z', 'UTC').now().today).toBe('2023-12-31');
    expect(clockAt('2023-12-31T16:00:00Z', 'America/New_York').now().today).toBe('2023-12-31');
    expect(clockAt('2023-12-31T16:00:00Z', 'Pacific/Auckland').now().today).toBe('2024-01-01');
  });

  test('an instant is stored in UTC and read as it was', () => {
    expect(storedInstant('2023-12-31T16:00:00.000Z')).toBe('2023-12-31 16:00:00.000');
    expect(instantOf('2023-12-31 16:00:00.000')).toBe('2023-12-31T16:00:00.000Z');
  });
});

describe('T3: today comes from one clock', () => {
  test("the sandbox's clock tells the system's time until it is moved, and again once it is set back", () => {
    const clock = new MovableClock('Asia/Shanghai');
    const systemToday = () => new SystemClock('Asia/Shanghai').now().today;
    const before = systemToday();
    const unmoved = clock.now().today;
    expect([before, systemToday()]).toContain(unmoved);
    clock.moveTo('2017-04-30');
    expect(clock.now().today).toBe('2017-04-30');
    clock.moveTo('2018-05-01');
    expect(clock.now().today).toBe('2018-05-01');
    clock.moveTo(null);
    expect([before, systemToday()]).toContain(clock.now().today);
  });

  test("the instant of a moved clock lies on its date, in the programme's zone", () => {
    for (const timeZone of ['Asia/Shanghai', 'UTC', 'Pacific/Auckland']) {
      const clock = new MovableClock(timeZone);
      clock.moveTo('2017-04-30');
      const { at, today } = clock.now();
      expect(at).toMatch(/^2017-0\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(clockAt(at, timeZone).now()).toEqual({ at, today });
    }
  });

  test("no rule reads the system's clock", () => {
    const source = new URL('../../src/', import.meta.url);
    const readsClock = /\bDate\.now\b|\bnew Date\b|\bDate\(\)|\bTemporal\.Now\b|\bhrtime\b|\bperformance\b/;
    const readersIn = (folder: string) =>
      readdirSync(new URL(folder, source), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .filter((name) => readsClock.test(readFileSync(new URL(`${folder}/${name}`, source), 'utf8')))
        .map((name) => `${folder}/${name}`);
    const folders = ['redemption', 'earning', 'coupons', 'warranty', 'devices', 'policy'];
    expect(folders.flatMap(readersIn)).toEqual([]);
    // The record of a request measures how long it takes, which no rule knows.
    expect(readersIn('shared').sort()).toEqual(['shared/clock.ts', 'shared/request-record.ts']);
  });
});

test('an instant is told with its milliseconds, also where the driver leaves them out', () => {
  expect(instantOf('2026-11-25 03:55:06')).toBe('2026-11-25T03:55:06.000Z');
  expect(instantOf('2026-11-25 03:55:06.010')).toBe('2026-11-25T03:55:06.010Z');
});
