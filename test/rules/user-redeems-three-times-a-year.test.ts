import { describe, test } from '@jest/globals';
import { userRedeemsThreeTimesAYear } from '../../src/redemption/rules/user-redeems-three-times-a-year.js';
import { expectBroken, expectKept, laterPolicy, policy, redeemed } from './harness.js';

describe('R3: a real user redeems at most 3 times a year', () => {
  const told = { rule: 'R3', remedy: 'WAIT', limit: 3, used: 3 } as const;
  const three = [redeemed(90, '2023-03-01'), redeemed(90, '2023-06-01'), redeemed(90, '2023-09-01')];

  test('twice is not yet three times', () => {
    expectKept(userRedeemsThreeTimesAYear, { today: '2023-09-01', redemptions: three.slice(0, 2) });
  });

  test('after three the first must be a year and a day past: 2024-03-01 is too soon, 2024-03-02 is not', () => {
    const broken = { ...told, eligibleOn: '2024-03-02' };
    expectBroken(userRedeemsThreeTimesAYear, { today: '2023-09-01', redemptions: three }, broken);
    expectBroken(userRedeemsThreeTimesAYear, { today: '2024-03-01', redemptions: three }, broken);
    expectKept(userRedeemsThreeTimesAYear, { today: '2024-03-02', redemptions: three });
    expectKept(userRedeemsThreeTimesAYear, { today: '2024-03-03', redemptions: three });
  });

  test('the new year changes nothing in a rolling year', () => {
    expectBroken(
      userRedeemsThreeTimesAYear,
      { today: '2024-01-01', redemptions: three },
      { ...told, eligibleOn: '2024-03-02' },
    );
  });

  test('a redemption of 29 February counts to 28 February', () => {
    const redemptions = [redeemed(90, '2016-02-29'), redeemed(90, '2016-06-01'), redeemed(90, '2016-09-01')];
    expectBroken(
      userRedeemsThreeTimesAYear,
      { today: '2017-02-28', redemptions },
      { ...told, eligibleOn: '2017-03-01' },
    );
    expectKept(userRedeemsThreeTimesAYear, { today: '2017-03-01', redemptions });
  });

  test('where the policy counts the calendar year, 31 December is too soon and 1 January is not', () => {
    const policies = [{ ...policy, redemptionYear: 'CALENDAR_YEAR' as const }];
    const broken = { ...told, eligibleOn: '2024-01-01' };
    expectBroken(userRedeemsThreeTimesAYear, { today: '2023-12-31', redemptions: three, policies }, broken);
    expectKept(userRedeemsThreeTimesAYear, { today: '2024-01-01', redemptions: three, policies });
    expectKept(userRedeemsThreeTimesAYear, { today: '2024-01-02', redemptions: three, policies });
  });

  test('a version that counts the calendar year frees those who wait, from its date on', () => {
    const policies = [policy, laterPolicy('2024-02-01', { redemptionYear: 'CALENDAR_YEAR' })];
    expectBroken(
      userRedeemsThreeTimesAYear,
      { today: '2024-01-15', redemptions: three, policies },
      { ...told, eligibleOn: '2024-02-01' },
    );
  });

  test('R5: redemptions by every account of the real user count', () => {
    const redemptions = [
      redeemed(90, '2023-03-01'),
      redeemed(90, '2023-06-01', 'usr_linked'),
      redeemed(90, '2023-06-01', 'usr_third'),
    ];
    expectBroken(userRedeemsThreeTimesAYear, { redemptions }, { ...told, eligibleOn: '2024-03-02' });
  });

  test('accounts linked after they had redeemed more wait until two are left', () => {
    const redemptions = [...three, redeemed(90, '2023-10-01', 'usr_linked')];
    expectBroken(
      userRedeemsThreeTimesAYear,
      { today: '2023-10-02', redemptions },
      { ...told, used: 4, eligibleOn: '2024-06-02' },
    );
  });
});
