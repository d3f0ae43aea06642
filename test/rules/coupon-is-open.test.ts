import { describe, expect, test } from '@jest/globals';
import { violationsOf } from '../../src/redemption/judge.js';
import { couponIsOpen } from '../../src/redemption/rules/coupon-is-open.js';
import { coupon, earned, expectBroken, expectKept, played, type Situation } from './harness.js';

const namesIn = (situation: Situation) => {
  const { facts, attempt } = played(situation);
  return violationsOf(facts, attempt).map(({ violation }) => violation);
};

describe('E6: only an open coupon is redeemed', () => {
  const told = { rule: 'E6', remedy: 'ACT', eligibleOn: null } as const;
  const covering = [earned(90, 'SHOWCASE', '2023-01-10')];
  const short = [earned(89, 'SHOWCASE', '2023-01-10')];

  test('an open coupon may be redeemed', () => {
    expectKept(couponIsOpen, { coupon: coupon('THREE_MONTHS'), lots: covering });
  });

  test("a coupon that is unknown, or another's, has no status to tell", () => {
    expectBroken(couponIsOpen, { coupon: null }, { ...told, status: null });
    expect(namesIn({ coupon: null, lots: [] })).toEqual(['CouponNotOpen']);
  });

  test('a redeemed coupon is not open, whether or not the days cover its term', () => {
    const used = coupon('THREE_MONTHS', { status: 'REDEEMED', closedOn: '2023-05-01' });
    expectBroken(couponIsOpen, { coupon: used, lots: covering }, { ...told, status: 'REDEEMED' });
    expectBroken(couponIsOpen, { coupon: used, lots: short }, { ...told, status: 'REDEEMED' });
  });

  test.each(['WITHDRAWN', 'EXPIRED'] as const)(
    'a %s coupon is refused where a newer one stands in its place',
    (status) => {
      const replaced = coupon('THREE_MONTHS', { status, closedOn: '2023-05-01' });
      expectBroken(couponIsOpen, { coupon: replaced, lots: covering }, { ...told, status });
      expect(namesIn({ coupon: replaced, lots: covering })).toEqual(['CouponNotOpen']);
    },
  );

  test.each(['WITHDRAWN', 'EXPIRED'] as const)(
    'a %s coupon whose term the days do not cover is judged by R1',
    (status) => {
      const closed = coupon('THREE_MONTHS', { status, closedOn: '2023-05-01' });
      expectKept(couponIsOpen, { coupon: closed, lots: short });
      expect(namesIn({ coupon: closed, lots: short })).toEqual(['InsufficientDays']);
    },
  );

  test('an open coupon expires on the date its days lapse, written or not', () => {
    const lapsing = coupon('THREE_MONTHS', { expiresOn: '2024-01-10' });
    const on = (today: string, lots = covering) => namesIn({ today, coupon: lapsing, lots });
    expect(on('2024-01-09')).toEqual([]);
    expect(on('2024-01-10')).toEqual(['InsufficientDays']);
    expect(on('2024-01-11')).toEqual(['InsufficientDays']);
    const earnedAnew = [...covering, earned(90, 'SHOWCASE', '2024-01-10')];
    expect(on('2024-01-10', earnedAnew)).toEqual(['CouponNotOpen']);
  });

  test('a term that the days do not cover is insufficient, never a coupon that is not open', () => {
    expect(namesIn({ term: 'SIX_MONTHS', lots: covering })).toEqual(['InsufficientDays']);
  });
});
