import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { codeOf, Member, newSerialNumber, typesOf } from './member.js';

type Data = Answer['data'];

describe.each(engines)('eligibility on %s', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  /** A member with days of one date and a device bound on another. */
  async function memberWith(subject: string, earnedOn: string, days: number, boundOn: string, machine = {}) {
    const member = await Member.of(api, subject);
    await api.moveTo(earnedOn);
    await api.award(subject, days);
    await api.moveTo(boundOn);
    return [member, await member.bindNew(machine)] as const;
  }

  test('judges every term: those that the days do not cover lack days, and never a coupon', async () => {
    const [member, device] = await memberWith('judged', '2023-01-01', 90, '2023-01-01');
    await api.moveTo('2023-01-31');
    const terms = ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS'] as const;
    const [three, six, twelve] = await Promise.all(terms.map((term) => member.judged(device, term)));
    expect(three).toEqual({ term: 'THREE_MONTHS', eligible: true, eligibleOn: '2023-01-31', violations: [] });
    const missing = { __typename: 'InsufficientDays', rule: 'R1', remedy: 'ACT', eligibleOn: null, availableDays: 90 };
    const none = { eligible: false, eligibleOn: null };
    expect(six).toMatchObject({
      ...none,
      violations: [{ ...missing, requiredDays: 180, reference: null, others: [] }],
    });
    expect(twelve).toMatchObject({ ...none, violations: [{ ...missing, requiredDays: 360 }] });
    const empty = await Member.of(api, 'no-days');
    const other = await empty.bindNew();
    expect(typesOf((await empty.judged(other)).violations)).toEqual(['DeviceNotBoundLongEnough', 'InsufficientDays']);
  });

  test('on a later date is judged as if nothing else changed until then', async () => {
    const [member, device] = await memberWith('planning', '2023-01-01', 90, '2023-06-01');
    const summary = async (on: string) => {
      const { eligible, eligibleOn, violations } = await member.judged(device, 'THREE_MONTHS', on);
      return [eligible, eligibleOn, typesOf(violations)];
    };
    expect(await summary('2023-06-01')).toEqual([false, '2023-07-01', ['DeviceNotBoundLongEnough']]);
    expect(await summary('2023-06-30')).toEqual([false, '2023-07-01', ['DeviceNotBoundLongEnough']]);
    expect(await summary('2023-07-01')).toEqual([true, '2023-07-01', []]);
    expect(await summary('2023-12-31')).toEqual([true, '2023-12-31', []]);
    expect(await summary('2024-01-01')).toEqual([false, null, ['InsufficientDays']]);
    expect(await summary('2025-01-01')).toEqual([false, null, ['InsufficientDays']]);
    expect(await summary('2025-01-02')).toEqual([false, null, ['DeviceOutOfWarranty', 'InsufficientDays']]);
  });

  test('on a past date is refused', async () => {
    const [member, device] = await memberWith('nostalgic', '2023-01-01', 90, '2023-01-01');
    const query = 'query ($on: Date) { me { devices { eligibility(on: $on) { eligible } } } }';
    await api.moveTo('2023-02-01');
    expect(codeOf(await member.client.send(query, { on: '2023-01-31' }))).toBe('BAD_USER_INPUT');
    expect(codeOf(await member.client.send(query, { on: '2023-02-01' }))).toBeUndefined();
    expect((await member.judged(device)).eligible).toBe(true);
  });

  test.each([
    ['2023-01-30', null],
    ['2023-01-31', null],
    ['2023-02-01', '2023-01-31'],
  ])(
    'with days that lapse on %s a device that may redeem from 2023-01-31 on redeems on %s',
    async (lapse, expected) => {
      const earnedOn = lapse.replace('2023', '2022');
      const [member, device] = await memberWith(`lapse-${lapse}`, earnedOn, 90, '2023-01-01');
      const { eligibleOn, violations } = await member.judged(device);
      expect(eligibleOn).toBe(expected);
      expect(violations).toMatchObject([{ __typename: 'DeviceNotBoundLongEnough', eligibleOn: '2023-01-31' }]);
    },
  );

  test.each([
    ['2021-01-30', null],
    ['2021-01-31', '2023-01-31'],
    ['2021-02-01', '2023-01-31'],
  ])(
    'a device shipped %s, with two years of warranty and bound on 2023-01-01, redeems on %s',
    async (shippedOn, on) => {
      const [member, device] = await memberWith(`ship-${shippedOn}`, '2022-12-01', 90, '2023-01-01', { shippedOn });
      expect(await member.judged(device)).toMatchObject({ eligible: false, eligibleOn: on });
    },
  );

  test('waits for the last of several dates, while each rule tells its own', async () => {
    const [member, first] = await memberWith('twofold', '2022-12-01', 180, '2022-12-01', { shippedOn: '2022-11-01' });
    await api.moveTo('2023-06-01');
    await member.redeemed(first);
    await api.award('twofold', 90);
    const { eligibleOn, violations } = await member.judged(first);
    expect([eligibleOn, violations.map(({ eligibleOn: on }: Data) => on)]).toEqual([null, ['2024-06-02']]);
    await api.moveTo('2023-06-03');
    await api.award('twofold', 90);
    expect((await member.judged(first)).eligibleOn).toBe('2024-06-02');
  });

  test('is judged without a reference for every rule, and counts as no attempt', async () => {
    const [member, device] = await memberWith('only-asking', '2023-01-01', 90, '2023-01-01');
    for (const term of ['THREE_MONTHS', 'TWELVE_MONTHS'] as const) {
      for (const violation of (await member.judged(device, term)).violations) {
        expect(violation).toMatchObject({ reference: null, others: [], message: expect.stringMatching(/./) });
      }
    }
    expect(await member.days()).toBe(90);
  });

  describe('a look-up before the binding (D3)', () => {
    /** What a look-up by a member tells of a machine. */
    async function lookUp(machine: object): Promise<Data> {
      const serialNumber = newSerialNumber();
      await api.register({ serialNumber, ...machine });
      return (await Member.of(api, 'looking')).lookUp(serialNumber);
    }

    test('tells nothing of the waiting time, the coupons or the days', async () => {
      await api.moveTo('2023-02-01');
      expect(await lookUp({})).toMatchObject({ __typename: 'DeviceLookup', binding: 'UNBOUND', violations: [] });
    });

    test('tells that the warranty has ended, from the day after its last (W3)', async () => {
      const told: Data[] = [];
      for (const date of ['2024-12-31', '2025-01-01', '2025-01-02']) {
        await api.moveTo(date);
        told.push(typesOf((await lookUp({})).violations));
      }
      expect(told).toEqual([[], [], ['DeviceOutOfWarranty']]);
    });

    test('tells of the ceiling only if no term fits (W4)', async () => {
      await api.moveTo('2015-01-01');
      const violationsOf = async (baseWarrantyMonths: number) =>
        (await lookUp({ shippedOn: '2011-04-01', baseWarrantyMonths })).violations;
      expect(await violationsOf(57)).toEqual([]);
      const none = { __typename: 'WarrantyCeilingReached', longestTerm: null, remedy: 'NONE' };
      expect(await violationsOf(58)).toMatchObject([none]);
      expect(await violationsOf(60)).toMatchObject([none]);
    });

    test('tells that it redeemed within the year, to its owner and to others (R2)', async () => {
      const [member, device] = await memberWith('redeemer', '2023-01-01', 90, '2023-01-01');
      await api.moveTo('2023-02-01');
      await member.redeemed(device);
      const [{ serialNumber }] = (await member.account()).devices;
      const within = { __typename: 'DeviceRedeemedWithinYear', lastRedeemedOn: '2023-02-01', eligibleOn: '2024-02-02' };
      expect(await member.lookUp(serialNumber)).toMatchObject({ binding: 'BOUND_TO_ME', violations: [within] });
      await api.moveTo('2024-02-02');
      expect((await member.lookUp(serialNumber)).violations).toEqual([]);
    });
  });
});
