import { describe, expect, test } from '@jest/globals';
import { type Coupon, type CouponChanges, couponOn, settleCoupons } from '../../src/coupons/coupon.js';
import type { Lot } from '../../src/earning/lot.js';
import { newId } from '../../src/shared/ids.js';
import { checkedIn, coupon, earned, member, policy } from './harness.js';

/** What becomes of the open coupons with these days, after the grant or the redemption `cause`. */
function settled(lots: readonly Lot[], today: string, open: readonly Coupon[] = [], cause = 'cause'): CouponChanges {
  return settleCoupons({ userId: member, tiers: policy.tiers, open, lots, today, cause, newId });
}

const terms = ({ issued }: CouponChanges) => issued.map(({ term }) => term);

describe('E6: the balance reaching 90, 180, 360 days issues the coupon of 3, 6, 12 months', () => {
  test.each([
    [89, []],
    [90, ['THREE_MONTHS']],
    [91, ['THREE_MONTHS']],
    [179, ['THREE_MONTHS']],
    [180, ['THREE_MONTHS', 'SIX_MONTHS']],
    [181, ['THREE_MONTHS', 'SIX_MONTHS']],
    [359, ['THREE_MONTHS', 'SIX_MONTHS']],
    [360, ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS']],
    [361, ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS']],
  ])('%i days: %j', (days, expected) => {
    expect(terms(settled([earned(days, 'SHOWCASE', '2023-01-10')], '2023-01-10'))).toEqual(expected);
  });

  test('a coupon says what it adds and costs, since when it is open, what issued it, and when lapsing ends it', () => {
    const { changed, issued } = settled([earned(90, 'SHOWCASE', '2023-01-10')], '2023-01-15', [], 'grt_1');
    expect(changed).toEqual([]);
    expect(issued).toEqual([
      {
        userId: member,
        id: expect.stringMatching(/^cpn_/),
        term: 'THREE_MONTHS',
        months: 3,
        costDays: 90,
        status: 'OPEN',
        issuedOn: '2023-01-15',
        expiresOn: '2024-01-10',
        issuedBy: 'grt_1',
        closedOn: null,
      },
    ]);
  });

  test('a term has one open coupon: more days issue no second, and leave the first as it is', () => {
    const lots = [earned(90, 'SHOWCASE', '2023-01-10')];
    const open = settled(lots, '2023-01-10').issued;
    expect(settled(lots, '2023-01-11', open)).toEqual({ changed: [], issued: [] });
    const more = [earned(80, 'CHECK_IN', '2023-01-01'), ...lots];
    expect(settled(more, '2023-01-11', open)).toEqual({ changed: [], issued: [] });
  });

  test('with 180 days both are open; after 90 are drawn the 6-month one is withdrawn and a new 3-month one issued', () => {
    const { issued } = settled([earned(180, 'SHOWCASE', '2023-01-10')], '2023-01-10');
    const [three, six] = issued as [Coupon, Coupon];
    const left = [earned(90, 'SHOWCASE', '2023-01-10')];
    const after = settled(left, '2023-03-01', [six], 'rdm_1');
    expect(after.changed).toEqual([{ ...six, status: 'WITHDRAWN', closedOn: '2023-03-01' }]);
    expect(after.issued).toEqual([{ ...three, id: expect.any(String), issuedOn: '2023-03-01', issuedBy: 'rdm_1' }]);
    expect(after.issued[0]?.id).not.toBe(three.id);
  });

  test('after 180 of 180 are drawn both are gone and none is issued', () => {
    const { issued } = settled([earned(180, 'SHOWCASE', '2023-01-10')], '2023-01-10');
    const [three] = issued as [Coupon];
    expect(settled([], '2023-03-01', [three])).toEqual({
      changed: [{ ...three, status: 'WITHDRAWN', closedOn: '2023-03-01' }],
      issued: [],
    });
  });
});

describe('E6: a coupon expires on the first date on which lapsing days leave it uncovered', () => {
  const ten = checkedIn(10, '2023-01-01');
  const rest = earned(85, 'SHOWCASE', '2023-06-01');
  const first = settled([...ten, rest], '2023-06-01').issued[0] as Coupon;

  test('of 95 days the sixth lapse leaves 89', () => {
    expect(first.expiresOn).toBe('2024-01-06');
  });

  test('from then on it reads as expired, written or not: the day before it is open', () => {
    expect(couponOn(first, '2024-01-05')).toBe(first);
    expect(couponOn(first, '2024-01-06')).toEqual({ ...first, status: 'EXPIRED', closedOn: '2024-01-06' });
    expect(couponOn(first, '2024-01-07')).toEqual({ ...first, status: 'EXPIRED', closedOn: '2024-01-06' });
  });

  test('95 days lapse to 85, then 10 are earned: the old one is closed and a new one issued', () => {
    const more = checkedIn(10, '2024-01-11');
    const after = settled([...ten, rest, ...more], '2024-01-20', [first], 'grt_10');
    expect(after.changed).toEqual([{ ...first, status: 'EXPIRED', closedOn: '2024-01-06' }]);
    expect(after.issued).toHaveLength(1);
    expect(after.issued[0]).toMatchObject({
      term: 'THREE_MONTHS',
      issuedOn: '2024-01-20',
      issuedBy: 'grt_10',
      expiresOn: '2024-06-01',
    });
    expect(after.issued[0]?.id).not.toBe(first.id);
  });

  test('10 days earned the day before it expires keep the same coupon open, and move its date', () => {
    const more = earned(10, 'SHOWCASE', '2024-01-05');
    const after = settled([...ten, rest, more], '2024-01-05', [first]);
    expect(after).toEqual({ changed: [{ ...first, expiresOn: '2024-06-01' }], issued: [] });
  });

  test('10 days earned on the date it expires issue a new one', () => {
    const more = earned(10, 'SHOWCASE', '2024-01-06');
    const after = settled([...ten, rest, more], '2024-01-06', [first]);
    expect(after.changed).toEqual([{ ...first, status: 'EXPIRED', closedOn: '2024-01-06' }]);
    expect(terms(after)).toEqual(['THREE_MONTHS']);
  });

  test('a drawing that leaves it covered for less long moves its date', () => {
    const lots = [earned(90, 'SHOWCASE', '2023-06-01'), earned(90, 'SHOWCASE', '2023-01-10')];
    const open = coupon('THREE_MONTHS', { issuedOn: '2023-06-01', expiresOn: '2024-06-01' });
    expect(settled(lots.slice(1), '2023-06-15', [open]).changed).toEqual([{ ...open, expiresOn: '2024-01-10' }]);
  });

  test('a coupon that was redeemed or withdrawn stays so', () => {
    for (const status of ['REDEEMED', 'WITHDRAWN'] as const) {
      const closed = { ...first, status, closedOn: '2023-07-01' };
      expect(couponOn(closed, '2025-01-01')).toBe(closed);
    }
  });

  test('in the sandbox, a coupon dated later counts for nothing, and gives its place to one issued now', () => {
    const later = coupon('THREE_MONTHS', { issuedOn: '2023-09-01', expiresOn: '2024-09-01' });
    expect(settled([], '2023-06-01', [later])).toEqual({ changed: [], issued: [] });
    const after = settled([earned(90, 'SHOWCASE', '2023-06-01')], '2023-06-01', [later]);
    expect(after.changed).toEqual([{ ...later, status: 'WITHDRAWN', closedOn: '2023-09-01' }]);
    expect(terms(after)).toEqual(['THREE_MONTHS']);
  });
});
