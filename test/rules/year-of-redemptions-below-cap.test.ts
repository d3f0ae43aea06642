import { describe, test } from '@jest/globals';
import { yearOfRedemptionsBelowCap } from '../../src/redemption/rules/year-of-redemptions-below-cap.js';
import { expectBroken, expectKept, redeemed } from './harness.js';

describe('R4: at most 360 days are redeemed in a calendar year', () => {
  const told = { rule: 'R4', remedy: 'WAIT', capDays: 360, resetsOn: '2024-01-01', eligibleOn: '2024-01-01' } as const;
  const twice = [redeemed(180, '2023-02-01'), redeemed(180, '2023-05-01')];

  test('180 and 180 days, then 90 more are over the cap', () => {
    expectBroken(yearOfRedemptionsBelowCap, { redemptions: twice }, { ...told, redeemedDays: 360, requestedDays: 90 });
  });

  test('270 days leave room for 90, which reach the cap exactly, and not for 180', () => {
    const redemptions = [redeemed(180, '2023-02-01'), redeemed(90, '2023-05-01')];
    expectKept(yearOfRedemptionsBelowCap, { redemptions, term: 'THREE_MONTHS' });
    const broken = { ...told, redeemedDays: 270, requestedDays: 180 };
    expectBroken(yearOfRedemptionsBelowCap, { redemptions, term: 'SIX_MONTHS' }, broken);
  });

  test('269 days leave room for 90, 270 too, 271 do not', () => {
    expectKept(yearOfRedemptionsBelowCap, { redemptions: [redeemed(269, '2023-02-01')] });
    expectKept(yearOfRedemptionsBelowCap, { redemptions: [redeemed(270, '2023-02-01')] });
    const broken = { ...told, redeemedDays: 271, requestedDays: 90 };
    expectBroken(yearOfRedemptionsBelowCap, { redemptions: [redeemed(271, '2023-02-01')] }, broken);
  });

  test('360 days at once are allowed to who has redeemed none', () => {
    expectKept(yearOfRedemptionsBelowCap, { term: 'TWELVE_MONTHS' });
  });

  test('1 January resets it: on 31 December it is too soon', () => {
    const situation = { redemptions: twice };
    const broken = { ...told, redeemedDays: 360, requestedDays: 90 };
    expectBroken(yearOfRedemptionsBelowCap, { ...situation, today: '2023-12-31' }, broken);
    expectKept(yearOfRedemptionsBelowCap, { ...situation, today: '2024-01-01' });
    expectKept(yearOfRedemptionsBelowCap, { ...situation, today: '2024-01-02' });
  });

  test("days that linked accounts redeemed count towards R3, not towards this account's cap", () => {
    const redemptions = [redeemed(180, '2023-02-01'), redeemed(180, '2023-05-01', 'usr_linked')];
    expectKept(yearOfRedemptionsBelowCap, { redemptions });
  });
});
