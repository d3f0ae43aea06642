import { describe, expect, test } from '@jest/globals';
import {
  deviceNextRedeemableOn,
  deviceRedeemsOnceAYear,
} from '../../src/redemption/rules/device-redeems-once-a-year.js';
import { device, expectBroken, expectKept, laterPolicy, policy } from './harness.js';

describe('R2: a device redeems once a year, counted from the redemption', () => {
  const told = { rule: 'R2', remedy: 'WAIT' } as const;
  const extendedOn = (dates: string[], kind: 'REDEEMED' | 'PURCHASED' = 'REDEEMED') =>
    device({ extensions: dates.map((date) => ({ kind, months: 3, extendedOn: date })) });

  test('a device that redeemed on 2017-04-30 may not on 2018-04-30; on 2018-05-01 it may, and on 2018-05-02', () => {
    const used = extendedOn(['2017-04-30']);
    const broken = { ...told, lastRedeemedOn: '2017-04-30', eligibleOn: '2018-05-01' };
    expectBroken(deviceRedeemsOnceAYear, { today: '2017-04-30', device: used }, broken);
    expectBroken(deviceRedeemsOnceAYear, { today: '2018-04-30', device: used }, broken);
    expectKept(deviceRedeemsOnceAYear, { today: '2018-05-01', device: used });
    expectKept(deviceRedeemsOnceAYear, { today: '2018-05-02', device: used });
  });

  test('a device that redeemed on 2015-09-10 may not until 2016-09-10; on 2016-09-11 it may', () => {
    const used = extendedOn(['2015-09-10']);
    const broken = { ...told, lastRedeemedOn: '2015-09-10', eligibleOn: '2016-09-11' };
    expectBroken(deviceRedeemsOnceAYear, { today: '2016-09-09', device: used }, broken);
    expectBroken(deviceRedeemsOnceAYear, { today: '2016-09-10', device: used }, broken);
    expectKept(deviceRedeemsOnceAYear, { today: '2016-09-11', device: used });
  });

  test('a device that redeemed on 29 February may again on 1 March of the next year', () => {
    const used = extendedOn(['2016-02-29']);
    const broken = { ...told, lastRedeemedOn: '2016-02-29', eligibleOn: '2017-03-01' };
    expectBroken(deviceRedeemsOnceAYear, { today: '2017-02-28', device: used }, broken);
    expectKept(deviceRedeemsOnceAYear, { today: '2017-03-01', device: used });
    expect(deviceNextRedeemableOn('2016-02-29', policy)).toBe('2017-03-01');
  });

  test('the latest redemption counts, in whatever order they are told', () => {
    const used = extendedOn(['2022-05-01', '2020-01-01']);
    const broken = { ...told, lastRedeemedOn: '2022-05-01', eligibleOn: '2023-05-02' };
    expectBroken(deviceRedeemsOnceAYear, { today: '2023-05-01', device: used }, broken);
    expectKept(deviceRedeemsOnceAYear, { today: '2023-05-02', device: used });
  });

  test('a device that never redeemed may', () => {
    expectKept(deviceRedeemsOnceAYear, { device: device() });
  });

  test('W7: an extension bought from the maker blocks no year', () => {
    expectKept(deviceRedeemsOnceAYear, { today: '2023-06-15', device: extendedOn(['2023-06-15'], 'PURCHASED') });
  });

  test('R3: a policy without an interval still has the three of a year on different devices', () => {
    const device = extendedOn(['2017-04-30']);
    const shorter = { ...policy, deviceRedemptionIntervalYears: 0 };
    const rolling = { today: '2018-04-30', device, policies: [shorter] };
    const broken = { ...told, rule: 'R3', lastRedeemedOn: '2017-04-30' };
    expectBroken(deviceRedeemsOnceAYear, rolling, { ...broken, eligibleOn: '2018-05-01' });
    expectKept(deviceRedeemsOnceAYear, { ...rolling, today: '2018-05-01' });
    const calendar = {
      today: '2017-12-31',
      device,
      policies: [{ ...shorter, redemptionYear: 'CALENDAR_YEAR' }],
    } as const;
    expectBroken(deviceRedeemsOnceAYear, calendar, { ...broken, eligibleOn: '2018-01-01' });
    expectKept(deviceRedeemsOnceAYear, { ...calendar, today: '2018-01-01' });
  });

  test('a later version of the policy may lengthen the year', () => {
    const policies = [policy, laterPolicy('2018-01-01', { deviceRedemptionIntervalYears: 2 })];
    const broken = { ...told, lastRedeemedOn: '2017-04-30', eligibleOn: '2019-05-01' };
    expectBroken(deviceRedeemsOnceAYear, { today: '2017-12-31', device: extendedOn(['2017-04-30']), policies }, broken);
  });
});
