import { describe, expect, test } from '@jest/globals';
import { daysCoverTheCost } from '../../src/redemption/rules/days-cover-the-cost.js';
import { coupon, earned, expectBroken, expectKept, laterPolicy, policy, tier } from './harness.js';

describe('R1: a coupon costs 90, 180 or 360 usable days', () => {
  const told = { rule: 'R1', remedy: 'ACT', eligibleOn: null } as const;

  test.each([
    ['THREE_MONTHS', 3, 90],
    ['SIX_MONTHS', 6, 180],
    ['TWELVE_MONTHS', 12, 360],
  ] as const)(
    'a coupon of %s adds %i months; %i days cover it, one fewer do not, one more do',
    (term, months, costDays) => {
      expect(tier(term)).toEqual({ term, months, costDays });
      const withDays = (days: number) => ({
        term,
        lots: [earned(60, 'CHECK_IN', '2022-12-20'), earned(days - 60, 'SHOWCASE', '2023-01-10')],
      });
      const availableDays = costDays - 1;
      expectBroken(daysCoverTheCost, withDays(availableDays), { ...told, requiredDays: costDays, availableDays });
      expectKept(daysCoverTheCost, withDays(costDays));
      expectKept(daysCoverTheCost, withDays(costDays + 1));
    },
  );

  test('days earned on 2017-01-01 cover it on 2017-12-31, and not on 2018-01-01', () => {
    const lots = [earned(90, 'CHECK_IN', '2017-01-01')];
    expectKept(daysCoverTheCost, { today: '2017-12-31', lots });
    expectBroken(daysCoverTheCost, { today: '2018-01-01', lots }, { ...told, requiredDays: 90, availableDays: 0 });
    expectBroken(daysCoverTheCost, { today: '2018-01-02', lots }, { ...told, requiredDays: 90, availableDays: 0 });
  });

  test('one that another redemption or lapsing left uncovered says how many days are left', () => {
    const open = coupon('SIX_MONTHS');
    const lots = [earned(95, 'CHECK_IN', '2023-01-10')];
    expectBroken(daysCoverTheCost, { coupon: open, lots }, { ...told, requiredDays: 180, availableDays: 95 });
  });

  test('a member without any days has 0', () => {
    expectBroken(daysCoverTheCost, { lots: [] }, { ...told, requiredDays: 90, availableDays: 0 });
  });

  test("P2: a redemption is judged under the policy of its date, not of the coupon's", () => {
    const tiers = [{ ...tier('THREE_MONTHS'), costDays: 100 }, tier('SIX_MONTHS'), tier('TWELVE_MONTHS')];
    const policies = [policy, laterPolicy('2023-06-15', { tiers })];
    const situation = { coupon: coupon('THREE_MONTHS'), lots: [earned(95, 'CHECK_IN', '2023-01-10')], policies };
    expectKept(daysCoverTheCost, { ...situation, today: '2023-06-14' });
    expectBroken(
      daysCoverTheCost,
      { ...situation, today: '2023-06-15' },
      { ...told, requiredDays: 100, availableDays: 95 },
    );
  });
});
