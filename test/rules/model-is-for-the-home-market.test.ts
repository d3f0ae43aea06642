import { describe, expect, test } from '@jest/globals';
import { modelIsForTheHomeMarket } from '../../src/redemption/rules/model-is-for-the-home-market.js';
import { catalogue, device, expectBroken, expectKept, laterPolicy, policy } from './harness.js';

describe('M7: machines sold overseas, or bought there, can not redeem', () => {
  const overseas = { rule: 'M7', remedy: 'NONE', eligibleOn: null } as const;
  const soldIn = (salesRegion: string) => device({ product: { salesRegion } });

  test('a machine sold at home may redeem', () => {
    expectKept(modelIsForTheHomeMarket, { device: soldIn('CN') });
  });

  test.each(['US', 'DE', 'HK', 'OVERSEAS'])('a machine sold in %s may not', (salesRegion) => {
    expectBroken(modelIsForTheHomeMarket, { device: soldIn(salesRegion) }, { ...overseas, salesRegion });
  });

  test('the sales region decides, not the model: a ThinkPad X250 is sold in both markets', () => {
    const both = catalogue().filter(({ modelName }) => modelName === 'ThinkPad X250');
    for (const { salesRegion } of both) {
      if (salesRegion === 'CN') expectKept(modelIsForTheHomeMarket, { device: soldIn(salesRegion) });
      else expectBroken(modelIsForTheHomeMarket, { device: soldIn(salesRegion) }, { ...overseas, salesRegion });
    }
    expect(new Set(both.map(({ salesRegion }) => salesRegion === 'CN')).size).toBe(2);
  });

  test("which market is home is the policy's to say", () => {
    const policies = [policy, laterPolicy('2023-02-01', { homeSalesRegion: 'SG' })];
    expectKept(modelIsForTheHomeMarket, { device: soldIn('SG'), policies });
  });
});
