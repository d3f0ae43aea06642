import { describe, expect, test } from '@jest/globals';
import { violationsOf } from '../../src/redemption/judge.js';
import { deviceIsOnesOwn } from '../../src/redemption/rules/device-is-ones-own.js';
import { expectBroken, expectKept, played } from './harness.js';

describe('D2: a coupon is redeemed on a device bound to the same account', () => {
  test('a device of this account may redeem', () => {
    expectKept(deviceIsOnesOwn, {});
  });

  test("a device that is not this account's is not found, whoever has it", () => {
    expectBroken(deviceIsOnesOwn, { device: null }, { rule: 'D2', remedy: 'NONE', eligibleOn: null });
  });

  test("nothing is told of a device that is not this account's", () => {
    const { facts, attempt } = played({ device: null });
    expect(violationsOf(facts, attempt).map(({ violation }) => violation)).toEqual(['DeviceNotFound']);
  });
});
