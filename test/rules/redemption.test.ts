import { describe, expect, test } from '@jest/globals';
import type { Coupon } from '../../src/coupons/coupon.js';
import type { Device } from '../../src/devices/device.js';
import { isQuoteToken, planRedemption, quoteToken } from '../../src/redemption/redemption.js';
import { newId } from '../../src/shared/ids.js';
import { coupon, device, earned, played, type Situation } from './harness.js';

/** Plans the redemption of the first of the open coupons. */
function planned(situation: Situation & { device: Device }, open: readonly [Coupon, ...Coupon[]]) {
  return planRedemption(played(situation).facts, open, open[0], situation.device, newId);
}

describe("W5: redeeming moves the warranty's end at once", () => {
  test.each([
    ['THREE_MONTHS', '2024-06-01'],
    ['SIX_MONTHS', '2024-09-01'],
    ['TWELVE_MONTHS', '2025-03-01'],
  ] as const)('a coupon of %s moves 2024-03-01 to %s', (term, warrantyEndsOnAfter) => {
    const plan = planned({ device: device() }, [coupon(term)]);
    expect(plan).toMatchObject({ warrantyEndsOnBefore: '2024-03-01', warrantyEndsOnAfter });
  });
});

describe("R1: redeeming draws the days of the coupon's cost", () => {
  const checkIns = earned(100, 'CHECK_IN', '2023-01-10');
  const showcase = earned(100, 'SHOWCASE', '2023-03-01');

  test('what lapses first, and 110 of 200 are left', () => {
    const plan = planned({ device: device(), lots: [showcase, checkIns] }, [coupon('THREE_MONTHS')]);
    expect(plan.draw.byGrant).toEqual([{ grantId: checkIns.grantId, days: 90 }]);
    expect(plan).toMatchObject({ costDays: 90, balanceAfter: 110 });
  });

  test('M8: for a ThinkPad, showcase days only', () => {
    const thinkPad = device({ product: { brand: 'ThinkPad', modelName: 'ThinkPad X250' } });
    const plan = planned({ device: thinkPad, lots: [showcase, checkIns] }, [coupon('THREE_MONTHS')]);
    expect(plan.draw.byGrant).toEqual([{ grantId: showcase.grantId, days: 90 }]);
  });

  test('days that do not cover it are never planned', () => {
    expect(() =>
      planned({ device: device(), lots: [earned(89, 'CHECK_IN', '2023-01-10')] }, [coupon('THREE_MONTHS')]),
    ).toThrow();
  });
});

describe('E6: redeeming settles the other coupons', () => {
  test('with 180 days, the 3-month coupon redeemed: the 6-month one is withdrawn, a new 3-month one issued', () => {
    const three = coupon('THREE_MONTHS');
    const six = coupon('SIX_MONTHS');
    const plan = planned({ today: '2023-06-15', device: device(), lots: [earned(180, 'SHOWCASE', '2023-01-10')] }, [
      three,
      six,
    ]);
    expect(plan.coupons.changed).toEqual([
      { ...three, status: 'REDEEMED', closedOn: '2023-06-15' },
      { ...six, status: 'WITHDRAWN', closedOn: '2023-06-15' },
    ]);
    expect(plan.coupons.issued).toEqual([
      expect.objectContaining({ term: 'THREE_MONTHS', status: 'OPEN', issuedBy: plan.id }),
    ]);
    expect(plan.balanceAfter).toBe(90);
  });
});

describe('R2: the device redeems again a year and a day later', () => {
  test('redeemed on 2017-04-30, next on 2018-05-01', () => {
    const plan = planned({ today: '2017-04-30', device: device(), lots: [earned(90, 'CHECK_IN', '2017-01-01')] }, [
      coupon('THREE_MONTHS'),
    ]);
    expect(plan.deviceNextRedeemableOn).toBe('2018-05-01');
  });
});

describe('R7: a quote names what a redemption would do', () => {
  const situation = { device: device(), lots: [earned(100, 'CHECK_IN', '2023-01-10')] };
  const three = coupon('THREE_MONTHS');

  test('two plans that do the same have one token, whatever else is in the balance', () => {
    const token = quoteToken(planned(situation, [three]));
    expect(isQuoteToken(token)).toBe(true);
    expect(quoteToken(planned(situation, [three]))).toBe(token);
    const richer = { ...situation, lots: [...situation.lots, earned(30, 'SHOWCASE', '2023-06-01')] };
    expect(quoteToken(planned(richer, [three]))).toBe(token);
  });

  test('another coupon, other days or another end of the warranty have another', () => {
    const token = quoteToken(planned(situation, [three]));
    const others = [
      planned(situation, [coupon('THREE_MONTHS')]),
      planned({ ...situation, lots: [earned(100, 'CHECK_IN', '2023-01-10')] }, [three]),
      planned({ ...situation, device: { ...situation.device, id: 'dev_other' } }, [three]),
      planned({ ...situation, today: '2023-06-16' }, [three]),
    ];
    for (const other of others) expect(quoteToken(other)).not.toBe(token);
  });
});
