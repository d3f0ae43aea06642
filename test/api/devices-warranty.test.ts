import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, NOTEBOOK, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, newSerialNumber, typesOf } from './member.js';

const WARRANTY = `query ($serialNumber: String!) { warranty(serialNumber: $serialNumber) { __typename
  ... on UserError { message }
  ... on Warranty { serialNumber product { brand modelName category } shippedOn purchasedOn startBasis startsOn baseEndsOn
    endsOn ceilingOn inWarranty extensions { kind months extendedOn endsOnBefore endsOnAfter } } } }`;

describe.each(engines)('a device’s waiting time and warranty on %s', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  const read = async (serialNumber: string) => (await api.anonymous.data(WARRANTY, { serialNumber })).warranty;

  /** A member with 360 days and a device, both of a date. */
  async function memberOf(subject: string, date: string, machine: object): Promise<[member: Member, deviceId: string]> {
    await api.moveTo(date);
    await api.award(subject, 360);
    const member = await Member.of(api, subject);
    return [member, await member.bindNew(machine)];
  }

  test('a device bound 29 days ago may not redeem; 30 days ago it may (D6)', async () => {
    const [member, device] = await memberOf('waiting', '2023-01-01', {});
    const coupon = await member.coupon();
    const expected = { __typename: 'DeviceNotBoundLongEnough', rule: 'D6', remedy: 'WAIT', eligibleOn: '2023-01-31' };
    const numbers = { boundOn: '2023-01-01', requiredDays: 30 };
    for (const [date, boundDays] of [
      ['2023-01-01', 0],
      ['2023-01-30', 29],
    ] as const) {
      await api.moveTo(date);
      expect(await member.redeem(coupon, device)).toMatchObject({ ...expected, ...numbers, boundDays, others: [] });
    }
    expect([await member.days(), (await member.account()).redemptions.totalCount]).toEqual([360, 0]);
    await api.moveTo('2023-01-31');
    expect(await member.redeem(coupon, device)).toMatchObject({ __typename: 'RedeemCouponSuccess' });
  });

  test('a day after the 30 days it may still, and the wait counts from its own binding only (D6)', async () => {
    const [member, device] = await memberOf('patient', '2024-02-01', {});
    await api.moveTo('2024-02-28');
    const later = await member.bindNew();
    await api.moveTo('2024-03-03');
    expect(await member.judged(later)).toMatchObject({ eligibleOn: '2024-03-29', violations: [{ boundDays: 4 }] });
    await member.redeemed(device);
  });

  test('starts on the shipping date, its end date is covered (W1, W3)', async () => {
    const serialNumber = newSerialNumber();
    await api.moveTo('2022-03-01');
    await api.register({ serialNumber, shippedOn: '2022-03-01' });
    const covered: boolean[] = [];
    for (const date of ['2022-03-01', '2024-02-29', '2024-03-01', '2024-03-02']) {
      await api.moveTo(date);
      covered.push((await read(serialNumber)).inWarranty);
    }
    expect(covered).toEqual([true, true, true, false]);
    expect(await read(serialNumber)).toMatchObject({
      shippedOn: '2022-03-01',
      purchasedOn: null,
      startBasis: 'SHIPPED',
      startsOn: '2022-03-01',
      baseEndsOn: '2024-03-01',
      endsOn: '2024-03-01',
      ceilingOn: '2027-03-01',
      extensions: [],
    });
  });

  test.each([
    ['2016-02-29', 12, '2017-02-28', '2021-02-28'],
    ['2023-11-30', 3, '2024-02-29', '2028-11-30'],
    ['2022-08-31', 6, '2023-02-28', '2027-08-31'],
    ['2019-02-28', 60, '2024-02-28', '2024-02-28'],
  ])('shipped %s with %d months ends %s and never after %s (T2, W4)', async (shippedOn, months, endsOn, ceilingOn) => {
    const serialNumber = newSerialNumber();
    await api.moveTo('2024-06-01');
    await api.register({ serialNumber, shippedOn, baseWarrantyMonths: months });
    expect(await read(serialNumber)).toMatchObject({ baseEndsOn: endsOn, endsOn, ceilingOn });
  });

  test('to 2024-03-01 redeems on that date, and not on the next (W3)', async () => {
    const [member, device] = await memberOf('last-day', '2023-06-01', { shippedOn: '2022-03-01' });
    const coupon = await member.coupon();
    for (const date of ['2024-02-29', '2024-03-01']) {
      await api.moveTo(date);
      expect(await member.quote(coupon, device)).toMatchObject({ warrantyEndsOnAfter: '2024-06-01' });
    }
    await api.moveTo('2024-03-02');
    expect(await member.redeem(coupon, device)).toMatchObject({
      __typename: 'DeviceOutOfWarranty',
      rule: 'W3',
      warrantyEndedOn: '2024-03-01',
      remedy: 'ACT',
      eligibleOn: null,
      others: [],
    });
    expect(await member.days()).toBe(360);
    await api.moveTo('2024-03-01');
    expect(await member.redeem(coupon, device)).toMatchObject({ redemption: { warrantyEndsOnAfter: '2024-06-01' } });
  });

  test('of 5 years from 2011-04-01 ends on 2016-04-01, which no coupon passes (W4)', async () => {
    const machine = { shippedOn: '2011-04-01', baseWarrantyMonths: 60 };
    const [member, device] = await memberOf('faq', '2015-06-01', machine);
    await api.moveTo('2015-08-01');
    expect(await member.redeem(await member.coupon(), device)).toMatchObject({
      __typename: 'WarrantyCeilingReached',
      rule: 'W4',
      ceilingOn: '2016-04-01',
      warrantyEndsOn: '2016-04-01',
      longestTerm: null,
      remedy: 'NONE',
      eligibleOn: null,
    });
    expect((await member.account()).devices[0].warranty.endsOn).toBe('2016-04-01');
    expect(await member.days()).toBe(360);
  });

  test.each([
    [47, ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS'], 'TWELVE_MONTHS'],
    [48, ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS'], 'TWELVE_MONTHS'],
    [49, ['THREE_MONTHS', 'SIX_MONTHS'], 'SIX_MONTHS'],
    [54, ['THREE_MONTHS', 'SIX_MONTHS'], 'SIX_MONTHS'],
    [55, ['THREE_MONTHS'], 'THREE_MONTHS'],
    [57, ['THREE_MONTHS'], 'THREE_MONTHS'],
    [58, [], null],
  ] as const)(
    'of %d months takes %j: ending exactly on the ceiling is allowed (W4)',
    async (months, fitting, longest) => {
      const machine = { shippedOn: '2011-04-01', baseWarrantyMonths: months };
      const [member, device] = await memberOf(`months-${months}`, '2014-12-01', machine);
      await api.moveTo('2015-01-01');
      for (const term of ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS'] as const) {
        const { eligible, violations } = await member.judged(device, term);
        const fits = (fitting as readonly string[]).includes(term);
        expect([term, eligible, typesOf(violations)]).toEqual([term, fits, fits ? [] : ['WarrantyCeilingReached']]);
        if (fits) continue;
        expect(violations[0]).toMatchObject({ longestTerm: longest, remedy: longest === null ? 'NONE' : 'ACT' });
      }
      if (longest !== null) {
        const { warrantyEndsOnAfter } = await member.redeemed(device, longest);
        expect(warrantyEndsOnAfter <= '2016-04-01').toBe(true);
      }
    },
  );

  test.each([
    ['THREE_MONTHS', '2024-02-29'],
    ['SIX_MONTHS', '2024-05-30'],
    ['TWELVE_MONTHS', '2024-11-30'],
  ] as const)('%s from 2023-11-30 on make %s at once, for everyone (W5, T2, W6)', async (term, endsOn) => {
    const [member, device] = await memberOf(`moving-${term}`, '2022-12-01', { shippedOn: '2021-11-30' });
    await api.moveTo('2023-02-01');
    const coupon = await member.coupon(term);
    const quoted = await member.quote(coupon, device);
    const [before, after] = [{ warrantyEndsOnBefore: '2023-11-30' }, { warrantyEndsOnAfter: endsOn }];
    expect(quoted).toMatchObject({ ...before, ...after });
    expect((await member.account()).devices[0].warranty.endsOn).toBe('2023-11-30');
    expect(await member.redeem(coupon, device)).toMatchObject({
      redemption: { ...before, ...after, device: { warranty: { endsOn } } },
    });
    const [{ serialNumber }] = (await member.account()).devices;
    const months = { THREE_MONTHS: 3, SIX_MONTHS: 6, TWELVE_MONTHS: 12 }[term];
    const extension = { kind: 'REDEEMED', months, extendedOn: '2023-02-01', endsOnBefore: '2023-11-30' };
    expect(await read(serialNumber)).toMatchObject({
      baseEndsOn: '2023-11-30',
      endsOn,
      ceilingOn: '2026-11-30',
      extensions: [{ ...extension, endsOnAfter: endsOn }],
    });
  });

  test('is told to anyone by serial number, and never whose the machine is (W6)', async () => {
    const [member] = await memberOf('shy-owner', '2023-01-01', {});
    const [{ serialNumber }] = (await member.account()).devices;
    const told = await read(serialNumber.toLowerCase());
    const { brand, modelName, category } = NOTEBOOK;
    expect(told).toMatchObject({ __typename: 'Warranty', serialNumber, product: { brand, modelName, category } });
    expect(JSON.stringify(told)).not.toMatch(/shy-owner/);
    const { __type } = await api.anonymous.data('{ __type(name: "Warranty") { fields { name } } }');
    const names = __type.fields.map(({ name }: { name: string }) => name);
    expect(names.filter((name: string) => /user|owner|account|bound|device/i.test(name))).toEqual([]);
    expect(await read('UNKNOWN8')).toMatchObject({ __typename: 'SerialNumberNotFound' });
    expect(await read('ＰＦ０ＡＢＣ１２')).toMatchObject({ __typename: 'InvalidSerialNumber' });
  });
});
