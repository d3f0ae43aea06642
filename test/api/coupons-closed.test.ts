import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member } from './member.js';

describe.each(engines)('a coupon that is not open on %s (E6)', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  /** A member with days of 2023-01-01 and a device of that date, on a date from which it can redeem. */
  async function memberWith(subject: string, days: number): Promise<[member: Member, deviceId: string]> {
    await api.moveTo('2023-01-01');
    await api.award(subject, days);
    const member = await Member.of(api, subject);
    const deviceId = await member.bindNew({ baseWarrantyMonths: 36 });
    await api.moveTo('2023-02-01');
    return [member, deviceId];
  }

  test('because it was redeemed does not redeem again, on another device either, and says what became of it', async () => {
    const [member, device] = await memberWith('twice', 180);
    await api.moveTo('2023-01-01');
    const other = await member.bindNew();
    await api.moveTo('2023-02-01');
    const coupon = await member.coupon();
    await member.redeemed(device);
    const closed = {
      __typename: 'CouponNotOpen',
      couponStatus: 'REDEEMED',
      rule: 'E6',
      remedy: 'ACT',
      eligibleOn: null,
    };
    expect(await member.redeem(coupon, other)).toMatchObject(closed);
    expect(await member.quote(coupon, other)).toMatchObject({ ...closed, reference: null });
    expect(await member.days()).toBe(90);
  });

  test('because its days were used elsewhere is judged by the days, which are missing', async () => {
    const [member, device] = await memberWith('withdrawn', 180);
    await api.moveTo('2023-01-01');
    const other = await member.bindNew();
    await api.moveTo('2023-02-01');
    const six = await member.coupon('SIX_MONTHS');
    await member.redeemed(device);
    const missing = { __typename: 'InsufficientDays', rule: 'R1', requiredDays: 180, availableDays: 90, remedy: 'ACT' };
    expect(await member.redeem(six, other)).toMatchObject(missing);
    await api.award('withdrawn', 89);
    expect(await member.quote(six, other)).toMatchObject({ ...missing, availableDays: 179 });
    await api.award('withdrawn', 1);
    const replaced = { __typename: 'CouponNotOpen', couponStatus: 'WITHDRAWN' };
    expect(await member.redeem(six, other)).toMatchObject(replaced);
    expect(await member.days()).toBe(180);
  });

  test('because its days lapsed is judged by the days; once a newer one replaces it, it is not open', async () => {
    const [member, device] = await memberWith('lapsed', 90);
    const coupon = await member.coupon();
    await api.moveTo('2023-12-31');
    expect(await member.quote(coupon, device)).toMatchObject({ __typename: 'RedemptionQuote' });
    await api.moveTo('2024-01-01');
    expect(await member.redeem(coupon, device)).toMatchObject({
      __typename: 'InsufficientDays',
      requiredDays: 90,
      availableDays: 0,
      others: [],
    });
    await api.award('lapsed', 90);
    expect(await member.redeem(coupon, device)).toMatchObject({
      __typename: 'CouponNotOpen',
      couponStatus: 'EXPIRED',
    });
    await member.redeemed(device);
  });

  test('because it is another member’s, or nobody’s, is not told apart and changes nothing', async () => {
    const [owner, owned] = await memberWith('owner', 90);
    const [stranger, device] = await memberWith('stranger', 90);
    const unknown = { __typename: 'CouponNotOpen', couponStatus: null, rule: 'E6' };
    const coupon = await owner.coupon();
    for (const couponId of [coupon, `${coupon}x`, 'x', '', '1', 'é', "' OR 1=1"]) {
      expect(await stranger.redeem(couponId, device)).toMatchObject(unknown);
      expect(await stranger.quote(couponId, device)).toMatchObject({ ...unknown, reference: null });
    }
    expect([await owner.days(), await stranger.days()]).toEqual([90, 90]);
    await owner.redeemed(owned);
    expect(await stranger.redeem(coupon, device)).toMatchObject(unknown);
  });

  test('nor is a device that is another member’s, or nobody’s', async () => {
    const [, owned] = await memberWith('lender', 90);
    const [borrower, own] = await memberWith('borrower', 90);
    const coupon = await borrower.coupon();
    for (const deviceId of [owned, `${own}x`, coupon, 'x', '', '1', 'é', "' OR 1=1"]) {
      const unknown = { __typename: 'DeviceNotFound', rule: 'D2', remedy: 'NONE', eligibleOn: null };
      expect(await borrower.redeem(coupon, deviceId)).toMatchObject(unknown);
      expect(await borrower.quote(coupon, deviceId)).toMatchObject({ ...unknown, reference: null });
    }
    expect(await borrower.days()).toBe(90);
  });
});
