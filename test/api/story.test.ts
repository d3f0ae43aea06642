import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, type Client, startApi } from '../support/api.js';
import { engines } from '../support/database.js';

const operation = (name: string) => readFileSync(`operations/${name}.graphql`, 'utf8');

describe.each(engines)('the main job on %s, in the operations that clients rely on', (engine) => {
  let api: Api;
  let member: Client;

  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2023-01-01');
    await api.register({ serialNumber: 'PF0STORY', shippedOn: '2022-06-01' });
    await api.award('member', 89);
    member = await api.as('member');
  });
  afterAll(() => api.stop());

  test('a check-in that makes 90 days issues the first coupon', async () => {
    const { checkIn } = await member.data(operation('check-in'));
    expect(checkIn).toEqual({
      __typename: 'CheckInSuccess',
      grant: { grantedDays: 1, expiresOn: '2024-01-01' },
      notice: null,
      status: { streak: 1, nextCheckInOn: '2023-01-02' },
      issuedCoupons: [{ term: 'THREE_MONTHS', costDays: 90, expiresOn: '2024-01-01' }],
      user: { balance: { availableDays: 90 } },
    });
  });

  test('a look-up before the binding tells what the machine is and that nothing is in its way', async () => {
    const { deviceLookup } = await member.data(operation('look-up-device'), { serialNumber: 'pf0 st-ory' });
    expect(deviceLookup).toMatchObject({ __typename: 'DeviceLookup', binding: 'UNBOUND', violations: [] });
    expect(deviceLookup.warranty).toEqual({
      startsOn: '2022-06-01',
      endsOn: '2024-06-01',
      ceilingOn: '2027-06-01',
      inWarranty: true,
    });
  });

  test('a device that was just bound says why it can’t redeem yet, and from when', async () => {
    await member.data(operation('bind-device'), { serialNumber: 'PF0STORY' });
    const { me } = await member.data(operation('why-not-yet'));
    const [threeMonths] = me.devices[0].eligibility;
    expect(threeMonths).toMatchObject({
      term: 'THREE_MONTHS',
      eligible: false,
      eligibleOn: '2023-01-31',
      violations: [{ __typename: 'DeviceNotBoundLongEnough', rule: 'D6', remedy: 'WAIT', eligibleOn: '2023-01-31' }],
    });
  });

  test('on that date it redeems just what was quoted, and the warranty has moved', async () => {
    await api.moveTo('2023-01-31');
    const { me } = await member.data(operation('why-not-yet'));
    const ids = { couponId: me.coupons[0].id, deviceId: me.devices[0].id };
    const { quoteRedemption } = await member.data(operation('quote-redemption'), ids);
    expect(quoteRedemption).toMatchObject({
      costDays: 90,
      balanceAfter: 0,
      warrantyEndsOnBefore: '2024-06-01',
      warrantyEndsOnAfter: '2024-09-01',
      deviceNextRedeemableOn: '2024-02-01',
    });
    const { redeemCoupon } = await member.data(operation('redeem-coupon'), {
      ...ids,
      idempotencyKey: 'the first time',
      quoteToken: quoteRedemption.token,
    });
    expect(redeemCoupon).toMatchObject({
      __typename: 'RedeemCouponSuccess',
      redemption: { warrantyEndsOnAfter: '2024-09-01', device: { warranty: { endsOn: '2024-09-01' } } },
      user: { balance: { availableDays: 0 }, coupons: [] },
    });
    const { warranty } = await api.anonymous.data(operation('warranty'), { serialNumber: 'PF0STORY' });
    expect(warranty.extensions).toEqual([
      {
        kind: 'REDEEMED',
        months: 3,
        extendedOn: '2023-01-31',
        endsOnBefore: '2024-06-01',
        endsOnAfter: '2024-09-01',
      },
    ]);
  });
});
