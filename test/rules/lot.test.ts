import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  coveredUntil,
  type Draw,
  isUsable,
  type Lot,
  lapsingDays,
  lotsAfter,
  planDraw,
  usableDays,
} from '../../src/earning/lot.js';
import { DAY_SOURCES } from '../../src/policy/policy.js';
import { addDays } from '../../src/shared/calendar.js';
import { checkedIn, earned } from './harness.js';

describe('E5: days lapse one year after they were earned', () => {
  test('30 days earned on 2017-01-01 are usable on 2017-12-31, and not on 2018-01-01', () => {
    const lots = [earned(30, 'CHECK_IN', '2017-01-01')];
    expect(usableDays(lots, '2017-12-31')).toBe(30);
    expect(usableDays(lots, '2018-01-01')).toBe(0);
    expect(usableDays(lots, '2018-01-02')).toBe(0);
  });

  test('T2: days earned on 29 February lapse on 28 February', () => {
    const lots = [earned(30, 'CHECK_IN', '2016-02-29')];
    expect(usableDays(lots, '2017-02-27')).toBe(30);
    expect(usableDays(lots, '2017-02-28')).toBe(0);
  });

  test('each check-in lapses on its own date', () => {
    const lots = checkedIn(3, '2017-01-01');
    expect(['2017-12-31', '2018-01-01', '2018-01-02', '2018-01-03'].map((on) => usableDays(lots, on))).toEqual([
      3, 2, 1, 0,
    ]);
    expect(lapsingDays(lots, '2017-12-31')).toEqual([
      { on: '2018-01-01', days: 1 },
      { on: '2018-01-02', days: 1 },
      { on: '2018-01-03', days: 1 },
    ]);
  });

  test('days that lapse on one date are told together, those that have lapsed not at all', () => {
    const lots = [
      earned(30, 'SHOWCASE', '2017-03-01'),
      earned(5, 'CHECK_IN', '2017-03-01'),
      earned(9, 'CAMPAIGN', '2017-01-01'),
    ];
    expect(lapsingDays(lots, '2018-01-15')).toEqual([{ on: '2018-03-01', days: 35 }]);
  });

  test('days are covered until the first lapse that leaves too few', () => {
    const lots = [earned(10, 'CHECK_IN', '2017-01-01'), earned(85, 'CHECK_IN', '2017-06-01')];
    expect(coveredUntil(lapsingDays(lots, '2017-06-01'), 90)).toBe('2018-01-01');
    expect(coveredUntil(lapsingDays(lots, '2017-06-01'), 85)).toBe('2018-06-01');
    expect(coveredUntil(lapsingDays(lots, '2017-06-01'), 95)).toBe('2018-01-01');
    expect(coveredUntil(lapsingDays(lots, '2017-06-01'), 96)).toBeNull();
    expect(coveredUntil(lapsingDays(lots, '2018-01-01'), 90)).toBeNull();
    expect(coveredUntil(lapsingDays([], '2017-06-01'), 90)).toBeNull();
  });
});

describe('R1: days are drawn from the grant that lapses first', () => {
  const on = '2023-06-15';
  const drawn = (lots: readonly Lot[], costDays: number, sources: readonly Lot['source'][] = DAY_SOURCES) =>
    planDraw(lots, costDays, sources, on)?.byGrant.map(({ grantId, days }) => [grantId, days]);

  test('what lapses first goes first, in whatever order the lots come', () => {
    const early = earned(50, 'SHOWCASE', '2023-01-01');
    const late = earned(50, 'CHECK_IN', '2023-01-02');
    const expected = [
      [early.grantId, 50],
      [late.grantId, 40],
    ];
    expect(drawn([late, early], 90)).toEqual(expected);
    expect(drawn([early, late], 90)).toEqual(expected);
  });

  test('of days that lapse on one date, check-in days go before others', () => {
    const showcase = earned(90, 'SHOWCASE', '2023-01-01');
    const checkIn = earned(90, 'CHECK_IN', '2023-01-01');
    expect(drawn([showcase, checkIn], 90)).toEqual([[checkIn.grantId, 90]]);
  });

  test('of others that lapse on one date, the older grant goes first', () => {
    const older = earned(90, 'SHOWCASE', '2023-01-01');
    const newer = earned(90, 'CAMPAIGN', '2023-01-01');
    expect(drawn([newer, older], 90)).toEqual([[older.grantId, 90]]);
  });

  test('lapsed days are not drawn', () => {
    const lapsed = earned(90, 'CHECK_IN', '2022-06-15');
    const usable = earned(90, 'CHECK_IN', '2022-06-16');
    expect(drawn([lapsed, usable], 90)).toEqual([[usable.grantId, 90]]);
    expect(drawn([lapsed, usable], 91)).toBeUndefined();
  });

  test('days of a source that the device does not take are passed over', () => {
    const checkIn = earned(90, 'CHECK_IN', '2023-01-01');
    const showcase = earned(90, 'SHOWCASE', '2023-03-01');
    expect(drawn([checkIn, showcase], 90, ['SHOWCASE'])).toEqual([[showcase.grantId, 90]]);
    const draw = planDraw([checkIn, showcase], 90, ['SHOWCASE'], on) as Draw;
    expect(lotsAfter([checkIn, showcase], draw)).toEqual([checkIn]);
  });

  test('90 of 90 check-ins are drawn whole', () => {
    const lots = checkedIn(90, '2023-01-01');
    const draw = planDraw(lots, 90, DAY_SOURCES, on) as Draw;
    expect(draw).toMatchObject({ lotCount: 90, split: null });
    expect(lotsAfter(lots, draw)).toEqual([]);
  });

  test('a lot of which only a part is needed is split: the rest keeps its grant, its dates and its place', () => {
    const showcase = earned(360, 'SHOWCASE', '2023-01-01');
    const later = earned(90, 'CHECK_IN', '2023-02-01');
    const draw = planDraw([later, showcase], 90, DAY_SOURCES, on) as Draw;
    expect(draw.split).toMatchObject({
      lot: showcase,
      drawnDays: 90,
      rest: { ...showcase, days: 270, drawOrder: expect.any(String) },
    });
    const left = lotsAfter([later, showcase], draw);
    expect(usableDays(left, on)).toBe(360);
    const next = planDraw(left, 300, DAY_SOURCES, on) as Draw;
    expect(next.byGrant).toEqual([
      { grantId: showcase.grantId, days: 270 },
      { grantId: later.grantId, days: 30 },
    ]);
  });
});

describe('R1: drawing conserves days', () => {
  const on = '2023-06-15';
  const lots = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom(...DAY_SOURCES), fc.integer({ min: 0, max: 370 }))
      .map(([days, source, ago]) => earned(days, source, addDays(on, -ago))),
    { maxLength: 8 },
  );
  const costs = fc.array(fc.constantFrom(1, 90, 180, 360), { minLength: 1, maxLength: 5 });
  const accepted = fc.subarray([...DAY_SOURCES], { minLength: 1 });
  const daysOf = (some: readonly Lot[], grantId: string) =>
    some.filter((lot) => lot.grantId === grantId).reduce((sum, lot) => sum + lot.days, 0);

  /** Draws, and asserts what every draw keeps; the lots left, or the same where the days do not cover the cost. */
  function drawChecked(before: readonly Lot[], cost: number, sources: readonly Lot['source'][]): readonly Lot[] {
    const draw = planDraw(before, cost, sources, on);
    expect(draw === null).toBe(usableDays(before, on, sources) < cost);
    if (draw === null) return before;
    const after = lotsAfter(before, draw);
    expect(draw.byGrant.reduce((sum, { days }) => sum + days, 0)).toBe(cost);
    expect(usableDays(after, on)).toBe(usableDays(before, on) - cost);
    for (const { grantId, days } of draw.byGrant) expect(daysOf(after, grantId)).toBe(daysOf(before, grantId) - days);
    const untouched = before.filter(({ grantId }) => !draw.byGrant.some((taken) => taken.grantId === grantId));
    expect(after).toEqual(expect.arrayContaining(untouched));
    expect(after.every(({ days }) => days > 0)).toBe(true);
    expect(new Set(after.map(({ drawOrder }) => drawOrder)).size).toBe(after.length);
    expectNothingPassedOver(before, after, sources, draw);
    return after;
  }

  function expectNothingPassedOver(
    before: readonly Lot[],
    after: readonly Lot[],
    sources: readonly Lot['source'][],
    draw: Draw,
  ) {
    const lapses = draw.byGrant.map(({ grantId }) => before.find((lot) => lot.grantId === grantId)?.expiresOn ?? '');
    expect(lapses).toEqual([...lapses].sort());
    const left = after.filter((lot) => isUsable(lot, on) && sources.includes(lot.source));
    for (const { expiresOn } of left) expect(expiresOn >= (lapses.at(-1) as string)).toBe(true);
  }

  test('however often and from whatever sources: each day is drawn once or is left, and what lapses first is drawn first', () => {
    fc.assert(
      fc.property(lots, costs, accepted, (some, wanted, sources) => {
        let left: readonly Lot[] = some;
        for (const [index, cost] of wanted.entries())
          left = drawChecked(left, cost, index % 2 === 0 ? sources : DAY_SOURCES);
      }),
      { seed: 20170101, numRuns: 500 },
    );
  });
});
