import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { codeOf, Member } from './member.js';

const REDEEM = 'mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) { __typename } }';

describe.each(engines)('a quote on %s', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  /** A member with 30 days of 2022-06-01, 90 of 2023-01-01, and a device; today is 2023-05-31. */
  async function memberWith(subject: string): Promise<[member: Member, deviceId: string]> {
    await api.moveTo('2022-06-01');
    await api.award(subject, 30);
    await api.moveTo('2023-01-01');
    await api.award(subject, 90);
    const member = await Member.of(api, subject);
    const deviceId = await member.bindNew();
    await api.moveTo('2023-05-31');
    return [member, deviceId];
  }

  test('says what redeeming would do, which it then does; it reserves and changes nothing itself', async () => {
    const [member, deviceId] = await memberWith('asking');
    const couponId = await member.coupon();
    const quote = await member.quote(couponId, deviceId);
    expect(quote).toMatchObject({
      __typename: 'RedemptionQuote',
      token: expect.any(String),
      coupon: { id: couponId },
      device: { id: deviceId },
      costDays: 90,
      warrantyEndsOnBefore: '2025-01-01',
      warrantyEndsOnAfter: '2025-04-01',
      drawn: [
        { days: 30, grant: { earnedOn: '2022-06-01' } },
        { days: 60, grant: { earnedOn: '2023-01-01' } },
      ],
      balanceAfter: 30,
      deviceNextRedeemableOn: '2024-06-01',
    });
    const { balance, coupons, devices, redemptions } = await member.account();
    expect([balance.availableDays, coupons.length, redemptions.totalCount]).toEqual([120, 1, 0]);
    expect(devices[0].warranty.endsOn).toBe('2025-01-01');
    const { redemption, user } = await member.redeem(couponId, deviceId, { quoteToken: quote.token });
    const { drawn, warrantyEndsOnBefore, warrantyEndsOnAfter } = quote;
    expect(redemption).toMatchObject({ drawn, warrantyEndsOnBefore, warrantyEndsOnAfter, costDays: 90 });
    expect(user.balance.availableDays).toBe(30);
  });

  test('is outdated when days lapsed meanwhile: the answer is the new one, and nothing has changed', async () => {
    const [member, deviceId] = await memberWith('slow');
    const couponId = await member.coupon();
    const { token } = await member.quote(couponId, deviceId);
    await api.moveTo('2023-06-01');
    const outdated = await member.redeem(couponId, deviceId, { quoteToken: token });
    expect(outdated).toMatchObject({
      __typename: 'QuoteOutdated',
      quote: { coupon: { id: couponId }, drawn: [{ days: 90, grant: { earnedOn: '2023-01-01' } }], balanceAfter: 0 },
    });
    expect([await member.days(), (await member.account()).redemptions.totalCount]).toEqual([90, 0]);
    expect(outdated.quote.token).not.toBe(token);
    const again = await member.redeem(couponId, deviceId, { quoteToken: outdated.quote.token });
    expect(again).toMatchObject({ redemption: { drawn: [{ days: 90 }] } });
  });

  test('an outdated one leaves its key free', async () => {
    const [member, deviceId] = await memberWith('free-key');
    const couponId = await member.coupon();
    const { token } = await member.quote(couponId, deviceId);
    await api.moveTo('2023-06-01');
    const idempotencyKey = 'outdated, then not';
    const { quote } = await member.redeem(couponId, deviceId, { idempotencyKey, quoteToken: token });
    const again = await member.redeem(couponId, deviceId, { idempotencyKey, quoteToken: quote.token });
    expect(again.__typename).toBe('RedeemCouponSuccess');
  });

  test('violations are told before an outdated quote', async () => {
    const [member, deviceId] = await memberWith('both');
    const couponId = await member.coupon();
    const { token } = await member.quote(couponId, deviceId);
    await api.moveTo('2024-01-01');
    const answer = await member.redeem(couponId, deviceId, { quoteToken: token });
    expect(answer).toMatchObject({ __typename: 'InsufficientDays', availableDays: 0, others: [] });
  });

  test('of another coupon or another device is not accepted', async () => {
    const [member, deviceId] = await memberWith('swapping');
    await api.moveTo('2023-01-01');
    const otherId = await member.bindNew({ shippedOn: '2022-06-01' });
    await api.moveTo('2023-05-31');
    const couponId = await member.coupon();
    const { token } = await member.quote(couponId, otherId);
    const input = { couponId, deviceId, quoteToken: token, idempotencyKey: 'swapped devices' };
    const { data } = await member.client.send(REDEEM, { input });
    expect(data?.redeemCoupon?.__typename).not.toBe('RedeemCouponSuccess');
    expect(await member.days()).toBe(120);
  });

  test.each([[''], ['x'], ['null'], ['{}'], ['e30='], ['é'], ['A'.repeat(5000)], ['eyJhbGciOiJub25lIn0.e30.']])(
    'with the token %j is unreadable, and nothing has changed',
    async (quoteToken) => {
      const [member, deviceId] = await memberWith(`unreadable-${quoteToken.length}-${quoteToken.charCodeAt(0)}`);
      const input = { couponId: await member.coupon(), deviceId, quoteToken, idempotencyKey: 'unreadable' };
      const answer = await member.client.send(REDEEM, { input });
      expect(codeOf(answer)).toBe('BAD_USER_INPUT');
      expect(await member.days()).toBe(120);
    },
  );

  test('is refused for the same rules as a redemption, all of them, without a reference', async () => {
    const [member, deviceId] = await memberWith('refused');
    const couponId = await member.coupon();
    await api.moveTo('2026-01-01');
    const [quoted, refused] = [await member.quote(couponId, deviceId), await member.redeem(couponId, deviceId)];
    expect(refused).toMatchObject({ __typename: 'DeviceOutOfWarranty', others: [{ __typename: 'InsufficientDays' }] });
    expect(refused.reference).toEqual(expect.any(String));
    expect(quoted).toEqual({ ...refused, reference: null });
  });
});
