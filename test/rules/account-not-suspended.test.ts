import { describe, expect, test } from '@jest/globals';
import { type Account, suspensionOn } from '../../src/accounts/account.js';
import { accountNotSuspended } from '../../src/redemption/rules/account-not-suspended.js';
import { expectBroken, expectKept, member } from './harness.js';

describe('R6: a suspended account can read, and not redeem', () => {
  const suspension = {
    since: '2023-05-01T02:00:00.000Z',
    on: '2023-05-01',
    reason: 'Checked in by a third-party tool.',
  };

  test('an account that is suspended is told since when and why, and that waiting does not help', () => {
    expectBroken(accountNotSuspended, { suspension }, { rule: 'R6', remedy: 'ACT', ...suspension, eligibleOn: null });
  });

  test('an account that is not, or is reinstated, may redeem', () => {
    expectKept(accountNotSuspended, { suspension: null });
  });

  test('a suspension counts from its date on', () => {
    const account: Account = {
      userId: member,
      realUserId: 'rlu',
      suspension,
    };
    expect(suspensionOn(account, '2023-04-30')).toBeNull();
    expect(suspensionOn(account, '2023-05-01')).toEqual(suspension);
    expect(suspensionOn(account, '2023-05-02')).toEqual(suspension);
  });
});
