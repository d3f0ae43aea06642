import { describe, expect, test } from '@jest/globals';
import { policyInForce } from '../../src/policy/policy.js';
import { laterPolicy, policy, programme } from './harness.js';

describe('P1: all numbers are one versioned policy', () => {
  test('version 1 has the numbers of the FAQ', () => {
    expect(policy).toMatchObject({
      version: 1,
      annualEarningCapDays: 360,
      annualRedemptionCapDays: 360,
      redemptionsPerYear: 3,
      redemptionYear: 'ROLLING_YEAR',
      dayValidityYears: 1,
      maxDevices: 5,
      bindingWaitDays: 30,
      warrantyCeilingYears: 5,
      deviceRedemptionIntervalYears: 1,
      checkInDays: 1,
      checkInChannels: ['APP'],
      streakBonusDays: 0,
      showcaseMaxDays: 360,
      homeSalesRegion: 'CN',
    });
  });
});

describe('P1a: version 1 and the exclusions of the FAQ are in force from 2010-01-01', () => {
  test('not on the day before', () => {
    expect(policyInForce(programme.policies, '2009-12-31')).toBeNull();
    expect(policyInForce(programme.policies, '2010-01-01')).toBe(policy);
    expect(policyInForce(programme.policies, '2010-01-02')).toBe(policy);
  });

  test('M1 to M5 are listed from the same date, without an end', () => {
    expect(programme.exclusions.map(({ law, since, until }) => [law, since, until])).toEqual(
      ['M1', 'M2', 'M3', 'M4', 'M5'].map((law) => [law, '2010-01-01', null]),
    );
  });
});

describe('P2: a decision is made under the policy of its date', () => {
  const second = laterPolicy('2020-07-23', { checkInDays: 2 });
  const third = laterPolicy('2023-01-01', { checkInDays: 3 }, 3);

  test('a version is in force from its date until the next begins, in whatever order they are listed', () => {
    for (const policies of [
      [policy, second, third],
      [third, second, policy],
    ]) {
      const versionOn = (date: string) => policyInForce(policies, date)?.version;
      expect(['2020-07-22', '2020-07-23', '2020-07-24'].map(versionOn)).toEqual([1, 2, 2]);
      expect(['2022-12-31', '2023-01-01', '2023-01-02'].map(versionOn)).toEqual([2, 3, 3]);
    }
  });

  test('of two that begin on one date, the later version', () => {
    const corrected = laterPolicy('2020-07-23', { checkInDays: 1 }, 3);
    expect(policyInForce([corrected, second, policy], '2020-07-23')).toBe(corrected);
    expect(policyInForce([policy, second, corrected], '2020-07-23')).toBe(corrected);
  });

  test('a later version that begins earlier does not hide one that begins after it', () => {
    const backdated = laterPolicy('2015-01-01', {}, 3);
    expect(policyInForce([policy, second, backdated], '2020-07-22')).toBe(backdated);
    expect(policyInForce([policy, second, backdated], '2020-07-23')).toBe(second);
  });

  test('before the first version none is in force', () => {
    expect(policyInForce([], '2023-06-15')).toBeNull();
    expect(policyInForce([second, third], '2020-07-22')).toBeNull();
  });
});
