import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, typesOf } from './member.js';

describe.each(engines)('the sandbox’s clock on %s (T3)', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  const today = async () => (await api.anonymous.data('{ today }')).today;

  test('is the date of all the programme', async () => {
    for (const date of ['2017-04-30', '2016-02-29', '2010-01-01', '2049-12-31']) {
      await api.moveTo(date);
      expect(await today()).toBe(date);
    }
  });

  test.each(['2009-12-31', '2023-02-29', '0000-00-00', '9999-12-31', '2023-1-1', ''])(
    'does not move to %j',
    async (date) => {
      await api.moveTo('2017-04-30');
      const response = await fetch(`${api.url}/sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ today: date }),
      });
      expect(response.status).toBe(400);
      expect(await today()).toBe('2017-04-30');
    },
  );

  test('returns to now, in the programme’s time zone (T1)', async () => {
    await api.moveTo('2017-04-30');
    await api.moveTo(null);
    const inShanghai = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    const before = inShanghai();
    const told = await today();
    expect([before, inShanghai()]).toContain(told);
  });

  test('moved back, days of later dates count for nothing; forward again they are back', async () => {
    await api.moveTo('2023-05-01');
    await api.award('traveller', 100);
    const member = await Member.of(api, 'traveller');
    await member.checkIn();
    const there = await member.account();
    expect([there.balance.availableDays, there.coupons.length, there.checkInStatus.streak]).toEqual([101, 1, 1]);
    await api.moveTo('2023-04-01');
    const before = await member.account();
    expect(before.balance).toEqual({ availableDays: 0, bySource: [], lapsing: [] });
    expect(before.coupons).toEqual([]);
    expect(before.checkInStatus).toMatchObject({ checkedInToday: false, streak: 0, nextCheckInOn: '2023-04-01' });
    expect(await member.year()).toMatchObject({ earnedDays: 0, earnableDays: 360 });
    await api.moveTo('2023-05-01');
    expect(await member.account()).toEqual(there);
    expect((await member.checkIn()).__typename).toBe('AlreadyCheckedIn');
  });

  test('moved back, a member can check in on the earlier date', async () => {
    await api.moveTo('2023-06-02');
    const member = await Member.of(api, 'backward');
    await member.checkIn();
    await api.moveTo('2023-06-01');
    expect(await member.checkIn()).toMatchObject({ __typename: 'CheckInSuccess', status: { streak: 1 } });
    expect(await member.days()).toBe(1);
    await api.moveTo('2023-06-02');
    expect(await member.days()).toBe(2);
    expect((await member.account()).checkInStatus).toMatchObject({ checkedInToday: true });
  });

  test('moved back, a redemption of a later date counts for nothing; forward again it is back', async () => {
    await api.moveTo('2023-01-01');
    await api.award('rewinding', 180);
    const member = await Member.of(api, 'rewinding');
    const device = await member.bindNew();
    await api.moveTo('2023-03-01');
    await member.redeemed(device);
    const there = await member.account();
    await api.moveTo('2023-02-28');
    const before = await member.account();
    expect(before.devices[0].warranty.endsOn).toBe('2025-01-01');
    expect(before.redemptions.totalCount).toBe(0);
    expect(await member.year()).toMatchObject({ redeemedDays: 0, redeemableDays: 360 });
    await api.moveTo('2023-03-01');
    expect(await member.account()).toEqual(there);
    expect(there.devices[0].warranty.endsOn).toBe('2025-04-01');
  });

  test('moved back, what was bound stays bound: nobody else can bind it, nor the owner a sixth', async () => {
    await api.moveTo('2023-05-01');
    const [owner, other] = [await Member.of(api, 'owner'), await Member.of(api, 'other')];
    for (let device = 1; device <= 5; device += 1) await owner.bindNew();
    const [{ serialNumber }] = (await owner.account()).devices;
    await api.moveTo('2023-04-01');
    expect(await other.bind(serialNumber)).toMatchObject({ __typename: 'DeviceBoundToAnotherUser' });
    await expect(owner.bindNew()).rejects.toThrow();
    await api.moveTo('2023-05-01');
    expect((await owner.account()).devices).toHaveLength(5);
  });

  test('moved on, the days lapse, the warranty ends and the waiting time passes, though nobody asked meanwhile', async () => {
    await api.moveTo('2023-01-01');
    await api.award('sleeper', 90);
    const member = await Member.of(api, 'sleeper');
    const device = await member.bindNew();
    const types = async (date: string) => {
      await api.moveTo(date);
      return typesOf((await member.judged(device)).violations);
    };
    expect(await types('2023-01-01')).toEqual(['DeviceNotBoundLongEnough']);
    expect(await types('2023-06-01')).toEqual([]);
    expect(await types('2024-06-01')).toEqual(['InsufficientDays']);
    expect(await types('2026-06-01')).toEqual(['DeviceOutOfWarranty', 'InsufficientDays']);
    expect(await types('2023-01-30')).toEqual(['DeviceNotBoundLongEnough']);
  });
});
