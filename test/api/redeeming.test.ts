import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, typesOf } from './member.js';

type Data = Answer['data'];

describe.each(engines)('the limits of redeeming on %s', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  async function awardOn(date: string, subject: string, days: number, source = 'CAMPAIGN'): Promise<Data> {
    await api.moveTo(date);
    return (await api.award(subject, days, source)).grant;
  }

  /** A member with so many devices that were bound on a date. */
  async function ownerOf(subject: string, date: string, devices: number, machine = {}): Promise<[Member, ...string[]]> {
    await api.moveTo(date);
    const member = await Member.of(api, subject);
    const ids: string[] = [];
    for (let device = 0; device < devices; device += 1) ids.push(await member.bindNew(machine));
    return [member, ...ids];
  }

  describe('the days (R1)', () => {
    test('are drawn from the grant that lapses first; of equals check-in days before others', async () => {
      const [member, device = ''] = await ownerOf('drawn', '2023-01-01', 1);
      const first = await awardOn('2023-01-02', 'drawn', 30, 'SHOWCASE');
      const campaign = await awardOn('2023-01-05', 'drawn', 60, 'CAMPAIGN');
      const checkIn = await awardOn('2023-01-05', 'drawn', 20, 'CHECK_IN');
      const late = await awardOn('2023-01-09', 'drawn', 10, 'CHECK_IN');
      await api.moveTo('2023-02-01');
      const expected = [
        { days: 30, grant: { id: first.id } },
        { days: 20, grant: { id: checkIn.id } },
        { days: 40, grant: { id: campaign.id } },
      ];
      expect(await member.quote(await member.coupon(), device)).toMatchObject({ drawn: expected, balanceAfter: 30 });
      expect((await member.redeemed(device)).drawn).toMatchObject(expected);
      const { edges } = await member.grants();
      const used = new Map(edges.map(({ node }: Data) => [node.id, [node.remainingDays, node.usedDays]]));
      expect([first, checkIn, campaign, late].map(({ id }) => used.get(id))).toEqual([
        [0, 30],
        [0, 20],
        [20, 40],
        [10, 0],
      ]);
    });

    test.each([
      ['THREE_MONTHS', 90, 3],
      ['SIX_MONTHS', 180, 6],
      ['TWELVE_MONTHS', 360, 12],
    ] as const)('%s cost %d and add %d months', async (term, costDays, months) => {
      const [member, device = ''] = await ownerOf(`buyer-${term}`, '2023-01-01', 1);
      await awardOn('2023-01-01', `buyer-${term}`, 360);
      await api.moveTo('2023-02-01');
      expect(await member.redeemed(device, term)).toMatchObject({ term, costDays, months, redeemedOn: '2023-02-01' });
      expect(await member.days()).toBe(360 - costDays);
      expect(await member.year()).toMatchObject({ redeemedDays: costDays, redeemableDays: 360 - costDays });
    });

    test('that lapse today can’t be drawn any more, those of tomorrow can', async () => {
      const [member, device = ''] = await ownerOf('eleventh-hour', '2023-01-01', 1);
      await awardOn('2023-01-01', 'eleventh-hour', 90);
      await api.moveTo('2024-01-01');
      const judged = await member.judged(device);
      expect(judged.violations).toMatchObject([{ __typename: 'InsufficientDays', requiredDays: 90, availableDays: 0 }]);
      await api.moveTo('2023-12-31');
      await member.redeemed(device);
    });
  });

  describe('a device redeems once a year (R2)', () => {
    test.each([
      ['2017-04-30', '2018-04-30', '2018-05-01'],
      ['2015-09-10', '2016-09-10', '2016-09-11'],
      ['2016-02-29', '2017-02-28', '2017-03-01'],
      ['2015-02-28', '2016-02-28', '2016-02-29'],
    ])('redeemed %s it can’t on %s, it can on %s', async (redeemedOn, lastDay, eligibleOn) => {
      const subject = `yearly-${redeemedOn}`;
      const machine = { shippedOn: '2014-06-01', baseWarrantyMonths: 50 };
      const [member, device = ''] = await ownerOf(subject, '2014-12-01', 1, machine);
      await awardOn(redeemedOn, subject, 90);
      expect(await member.quote(await member.coupon(), device)).toMatchObject({ deviceNextRedeemableOn: eligibleOn });
      await member.redeemed(device);
      await awardOn(redeemedOn, subject, 5);
      await awardOn(lastDay, subject, 90);
      expect(await member.redeem(await member.coupon(), device)).toMatchObject({
        __typename: 'DeviceRedeemedWithinYear',
        rule: 'R2',
        remedy: 'WAIT',
        lastRedeemedOn: redeemedOn,
        eligibleOn,
        others: [],
      });
      await api.moveTo(eligibleOn);
      await member.redeemed(device);
    });
  });

  test('a user redeems 3 times a year, on 3 devices, the fourth a year and a day after the first (R3)', async () => {
    const machine = { baseWarrantyMonths: 36 };
    const [member, ...devices] = await ownerOf('thrice', '2023-01-01', 4, machine);
    const [first = '', second = '', third = '', fourth = ''] = devices;
    await awardOn('2023-02-28', 'thrice', 360);
    for (const [date, device] of [
      ['2023-03-01', first],
      ['2023-04-01', second],
      ['2023-05-01', third],
    ] as const) {
      await api.moveTo(date);
      expect((await member.judged(fourth)).eligible).toBe(true);
      await member.redeemed(device);
    }
    const limit = {
      __typename: 'AnnualRedemptionLimitReached',
      rule: 'R3',
      remedy: 'WAIT',
      limit: 3,
      used: 3,
      eligibleOn: '2024-03-02',
    };
    const coupon = await member.coupon();
    expect(await member.redeem(coupon, fourth)).toMatchObject({ ...limit, others: [] });
    expect(await member.days()).toBe(90);
    await awardOn('2024-03-01', 'thrice', 90);
    expect(await member.redeem(await member.coupon(), fourth)).toMatchObject(limit);
    await api.moveTo('2024-03-02');
    await member.redeemed(fourth);
    expect((await member.account()).redemptions.totalCount).toBe(4);
  });

  test('of a year’s 360 days nothing is left after 180 and 180, until 1 January (R4)', async () => {
    const [member, first = '', second = '', third = ''] = await ownerOf('capped', '2022-10-01', 3, {
      shippedOn: '2022-09-01',
    });
    await awardOn('2022-12-01', 'capped', 360);
    await awardOn('2023-01-15', 'capped', 360);
    await api.moveTo('2023-02-01');
    await member.redeemed(first, 'SIX_MONTHS');
    await member.redeemed(second, 'SIX_MONTHS');
    const capped = { __typename: 'AnnualCapReached', rule: 'R4', remedy: 'WAIT', capDays: 360, redeemedDays: 360 };
    const numbers = { requestedDays: 90, resetsOn: '2024-01-01', eligibleOn: '2024-01-01' };
    for (const date of ['2023-02-01', '2023-12-31']) {
      await api.moveTo(date);
      const coupon = await member.coupon();
      expect(await member.redeem(coupon, third)).toMatchObject({ ...capped, ...numbers, others: [] });
    }
    expect(await member.year()).toMatchObject({ redeemedDays: 360, redeemableDays: 0 });
    await api.moveTo('2024-01-01');
    await member.redeemed(third);
    expect(await member.year()).toMatchObject({ year: 2024, redeemedDays: 90, redeemableDays: 270 });
  });

  test('exactly 360 days a year are allowed: 270 left take the 6-month coupon and not the 12-month one (R4)', async () => {
    const [member, first = '', second = ''] = await ownerOf('exact', '2022-10-01', 2, { shippedOn: '2022-09-01' });
    await awardOn('2022-12-01', 'exact', 360);
    await awardOn('2023-01-15', 'exact', 360);
    await api.moveTo('2023-02-01');
    await member.redeemed(first);
    const [six, twelve] = [await member.judged(second, 'SIX_MONTHS'), await member.judged(second, 'TWELVE_MONTHS')];
    expect([six.eligible, twelve.eligible]).toEqual([true, false]);
    expect(twelve.violations).toMatchObject([{ __typename: 'AnnualCapReached', redeemedDays: 90, requestedDays: 360 }]);
    await member.redeemed(second, 'SIX_MONTHS');
  });

  test('of several rules the first is the answer, and the rest are its others, in the programme’s order', async () => {
    const machine = { shippedOn: '2022-09-01', baseWarrantyMonths: 57 };
    const [member, first = '', second = '', third = ''] = await ownerOf('blocked', '2022-10-01', 3, machine);
    await awardOn('2022-12-01', 'blocked', 360);
    await awardOn('2023-01-15', 'blocked', 360);
    await api.moveTo('2023-02-01');
    await member.redeemed(first);
    await member.redeemed(second);
    await member.redeemed(third);
    const refused = await member.redeem(await member.coupon('SIX_MONTHS'), first);
    expect([refused.__typename, ...typesOf(refused.others)]).toEqual([
      'WarrantyCeilingReached',
      'DeviceRedeemedWithinYear',
      'AnnualRedemptionLimitReached',
      'AnnualCapReached',
    ]);
    expect(refused.reference).toEqual(expect.any(String));
    expect(refused.others.flatMap(({ others }: Data) => others)).toEqual([]);
    expect((await member.account()).redemptions.totalCount).toBe(3);
  });

  test('product, source, waiting time, warranty and ceiling are told in this order', async () => {
    const machine = { brand: 'ThinkPad', category: 'DESKTOP', customBuild: true, salesRegion: 'US' } as const;
    const ended = { shippedOn: '2018-01-01', baseWarrantyMonths: 60 };
    const [member, device = ''] = await ownerOf('hopeless', '2023-06-01', 1, { ...machine, ...ended });
    await awardOn('2023-06-01', 'hopeless', 90);
    const { __typename, others, remedy, reference } = await member.redeem(await member.coupon(), device);
    expect([__typename, remedy, reference]).toEqual(['ModelNotSupported', 'NONE', expect.any(String)]);
    expect(others.map(({ rule }: Data) => rule)).toEqual(['M6', 'M7', 'M8', 'D6', 'W3', 'W4']);
    const { violations } = await member.judged(device);
    expect(violations.map(({ rule }: Data) => rule)).toEqual(['M2', 'M6', 'M7', 'M8', 'D6', 'W3', 'W4']);
    for (const violation of violations) expect(violation).toMatchObject({ others: [], reference: null });
  });
});
