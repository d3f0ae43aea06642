import { describe, expect, test } from '@jest/globals';
import { violationsOf } from '../../src/redemption/judge.js';
import { rules } from '../../src/redemption/rules/index.js';
import { coupon, device, earned, played, redeemed, type Situation } from './harness.js';

const violationsIn = (situation: Situation) => {
  const { facts, attempt } = played(situation);
  return violationsOf(facts, attempt);
};

/** A ThinkPad tablet built to order, sold overseas, with check-in days only: all that can be broken at once. */
const hopeless: Situation = {
  today: '2023-06-15',
  suspension: { since: '2023-05-01T02:00:00.000Z', on: '2023-05-01', reason: 'Checked in by a third-party tool.' },
  coupon: coupon('THREE_MONTHS', { status: 'REDEEMED', closedOn: '2023-02-01' }),
  lots: [earned(90, 'CHECK_IN', '2023-01-10')],
  redemptions: [redeemed(90, '2023-02-01'), redeemed(90, '2023-03-01'), redeemed(180, '2023-04-01')],
  device: device({
    boundOn: '2023-06-01',
    product: {
      brand: 'ThinkPad',
      modelName: 'X12 Detachable',
      category: 'TWO_IN_ONE',
      customBuild: true,
      salesRegion: 'US',
    },
    shippedOn: '2018-06-14',
    baseWarrantyMonths: 57,
    extensions: [{ kind: 'REDEEMED', months: 3, extendedOn: '2023-02-01' }],
  }),
};

describe('Every refusal tells all that stands in the way', () => {
  test('all laws that are broken, in the order of the programme', () => {
    const possible = rules.map(({ violation }) => violation);
    const alone = ['DeviceNotFound', 'InsufficientDays'];
    expect(violationsIn(hopeless).map(({ violation }) => violation)).toEqual(
      possible.filter((violation) => !alone.includes(violation)),
    );
  });

  test('each with what helps, and from which date it no longer stands in the way', () => {
    const told = violationsIn(hopeless).map(({ violation, rule, remedy, eligibleOn }) => [
      violation,
      rule,
      remedy,
      eligibleOn,
    ]);
    expect(told).toEqual([
      ['AccountSuspended', 'R6', 'ACT', null],
      ['CouponNotOpen', 'E6', 'ACT', null],
      ['ModelNotSupported', 'M3', 'NONE', null],
      ['CustomBuildNotSupported', 'M6', 'NONE', null],
      ['OverseasModelNotSupported', 'M7', 'NONE', null],
      ['DaySourceNotAccepted', 'M8', 'ACT', null],
      ['DeviceNotBoundLongEnough', 'D6', 'WAIT', '2023-07-01'],
      ['DeviceOutOfWarranty', 'W3', 'ACT', null],
      ['WarrantyCeilingReached', 'W4', 'NONE', null],
      ['DeviceRedeemedWithinYear', 'R2', 'WAIT', '2024-02-02'],
      ['AnnualRedemptionLimitReached', 'R3', 'WAIT', '2024-02-02'],
      ['AnnualCapReached', 'R4', 'WAIT', '2024-01-01'],
    ]);
  });

  test('R1 comes last, after what only time mends', () => {
    const situation = { ...hopeless, suspension: null, coupon: coupon('SIX_MONTHS') };
    const told = violationsIn(situation).map(({ violation }) => violation);
    expect(told.at(-1)).toBe('InsufficientDays');
    expect(told).not.toContain('DaySourceNotAccepted');
    expect(told).not.toContain('CouponNotOpen');
  });

  test('a member who may redeem is told nothing', () => {
    expect(violationsIn({})).toEqual([]);
  });

  test('judging changes none of the facts', () => {
    const { facts, attempt } = played(hopeless);
    const before = structuredClone({ facts, attempt });
    violationsOf(facts, attempt);
    expect({ facts, attempt }).toEqual(before);
  });
});
