import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, typesOf } from './member.js';

const THINKPAD = { brand: 'ThinkPad', series: 'thinkpad', modelName: 'ThinkPad X270', machineType: '20HN' };

describe.each(engines)('the days that a product takes on %s (M8)', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  /** A member with days of each source and a ThinkPad, on a date from which it can redeem. */
  async function thinkOwner(subject: string, checkIn: number, showcase: number): Promise<[Member, string]> {
    await api.moveTo('2023-01-01');
    if (checkIn > 0) await api.award(subject, checkIn, 'CHECK_IN');
    await api.moveTo('2023-01-02');
    if (showcase > 0) await api.award(subject, showcase, 'SHOWCASE');
    const member = await Member.of(api, subject);
    const device = await member.bindNew(THINKPAD);
    await api.moveTo('2023-02-01');
    return [member, device];
  }

  test.each([
    [60, 30, 30],
    [90, 0, 0],
    [90, 89, 89],
    [1, 89, 89],
  ])('with %d check-in and %d showcase days a ThinkPad says how many it takes', async (checkIn, showcase, accepted) => {
    const [member, device] = await thinkOwner(`short-${checkIn}-${showcase}`, checkIn, showcase);
    expect((await member.account()).devices).toMatchObject([{ fundableDays: accepted, acceptedSources: ['SHOWCASE'] }]);
    expect(await member.redeem(await member.coupon(), device)).toMatchObject({
      __typename: 'DaySourceNotAccepted',
      rule: 'M8',
      acceptedSources: ['SHOWCASE'],
      requiredDays: 90,
      acceptedDays: accepted,
      remedy: 'ACT',
      eligibleOn: null,
      others: [],
    });
    expect(await member.days()).toBe(checkIn + showcase);
  });

  test('a balance that is too small for the coupon is told as that, not as a source', async () => {
    const [member, device] = await thinkOwner('poor', 60, 29);
    expect(typesOf((await member.judged(device)).violations)).toEqual(['InsufficientDays']);
  });

  test.each([[90], [91]])('of %d showcase days a ThinkPad takes 90, and no check-in day', async (showcase) => {
    const [member, device] = await thinkOwner(`rich-${showcase}`, 90, showcase);
    const { drawn } = await member.redeemed(device);
    expect(drawn).toMatchObject([{ days: 90, grant: { source: 'SHOWCASE' } }]);
    const { balance, devices } = await member.account();
    expect(balance.bySource).toEqual(expect.arrayContaining([{ source: 'CHECK_IN', days: 90 }]));
    expect([balance.availableDays, devices[0].fundableDays]).toEqual([showcase, showcase - 90]);
  });

  test('another notebook of the same owner takes them all', async () => {
    const [member, think] = await thinkOwner('owner-of-both', 60, 30);
    await api.moveTo('2023-01-02');
    const notebook = await member.bindNew();
    await api.moveTo('2023-02-01');
    expect((await member.judged(think)).eligible).toBe(false);
    const { drawn } = await member.redeemed(notebook);
    expect(drawn.map(({ days }: { days: number }) => days)).toEqual([60, 30]);
  });

  test('a device that can’t redeem for good says NONE, and the attempt changes nothing (M2)', async () => {
    await api.moveTo('2023-01-01');
    await api.award('desktop', 90);
    const member = await Member.of(api, 'desktop');
    const device = await member.bindNew({ category: 'DESKTOP' });
    await api.moveTo('2023-02-01');
    const refused = { __typename: 'ModelNotSupported', rule: 'M2', remedy: 'NONE', eligibleOn: null, others: [] };
    expect(await member.redeem(await member.coupon(), device)).toMatchObject(refused);
    expect(await member.days()).toBe(90);
    expect(await member.judged(device)).toMatchObject({ eligible: false, eligibleOn: null });
  });
});
