import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, type Client, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, newSerialNumber, typesOf } from './member.js';

type Data = Answer['data'];

const CHANGE = (mutation: string, input: string, success: string) =>
  `mutation ($input: ${input}!) { ${mutation}(input: $input) { __typename ... on UserError { message }
    ... on ${success} { user { id status suspension { since reason } } } } }`;
const SUSPEND = CHANGE('suspendUser', 'SuspendUserInput', 'SuspendUserSuccess');
const REINSTATE = CHANGE('reinstateUser', 'ReinstateUserInput', 'ReinstateUserSuccess');

describe.each(engines)('a suspended account on %s (R6)', (engine) => {
  let api: Api;
  let operator: Client;
  beforeAll(async () => {
    api = await startApi(engine);
    operator = await api.as('operator', { roles: ['OPERATOR'] });
  });
  afterAll(() => api.stop());

  async function change(query: string, subject: string, reason: string): Promise<Data> {
    const data = await operator.data(query, { input: { userId: await api.userId(subject), reason } });
    return data.suspendUser ?? data.reinstateUser;
  }

  /** A member with 90 days of 2023-01-01 and a device that may redeem; today is 2023-02-01. */
  async function memberWith(subject: string, days = 90): Promise<[member: Member, deviceId: string]> {
    await api.moveTo('2023-01-01');
    await api.award(subject, days);
    const member = await Member.of(api, subject);
    const deviceId = await member.bindNew();
    await api.moveTo('2023-02-01');
    return [member, deviceId];
  }

  const refused = { __typename: 'AccountSuspended', rule: 'R6', remedy: 'ACT', eligibleOn: null, reason: 'A script' };

  test('is told since when and why, and reads all that is its own', async () => {
    const [member] = await memberWith('reader');
    const before = await member.account();
    expect([before.status, before.suspension]).toEqual(['ACTIVE', null]);
    const suspension = { reason: 'A script', since: expect.stringMatching(/^2023-0[12]-\d\dT.*Z$/) };
    const { user } = await change(SUSPEND, 'reader', 'A script');
    expect(user).toEqual({ id: before.id, status: 'SUSPENDED', suspension });
    const after = await member.account();
    expect(after).toEqual({ ...before, status: 'SUSPENDED', suspension });
    expect((await member.grants()).totalCount).toBe(1);
  });

  test('can’t check in, bind, redeem or be awarded days, and nothing changes', async () => {
    const [member, device] = await memberWith('barred');
    const coupon = await member.coupon();
    await change(SUSPEND, 'barred', 'A script');
    const before = await member.account();
    const { since } = before.suspension;
    const serialNumber = newSerialNumber();
    await api.register({ serialNumber });
    expect(await member.checkIn()).toMatchObject({ ...refused, since });
    expect(await member.bind(serialNumber)).toMatchObject({ ...refused, since });
    expect(await member.redeem(coupon, device)).toMatchObject({ ...refused, others: [] });
    expect(await member.quote(coupon, device)).toMatchObject({ ...refused, reference: null });
    expect(await api.award('barred', 5)).toMatchObject({ __typename: 'AccountSuspended' });
    expect(await member.account()).toEqual(before);
    expect((await member.grants()).totalCount).toBe(1);
  });

  test('is told of the suspension first, with the other rules in their order', async () => {
    const [member, device] = await memberWith('several');
    const coupon = await member.coupon();
    await change(SUSPEND, 'several', 'A script');
    const judged = await member.judged(device);
    expect(judged).toMatchObject({ eligible: false, eligibleOn: null, violations: [refused] });
    const answer = await member.redeem('x', 'x');
    expect(answer).toMatchObject({ ...refused, reference: expect.any(String) });
    expect(typesOf(answer.others)).toEqual(['DeviceNotFound', 'CouponNotOpen']);
    await api.moveTo('2026-01-01');
    expect(typesOf((await member.redeem(coupon, device)).others)).toEqual(['DeviceOutOfWarranty', 'InsufficientDays']);
  });

  test('that repeats a key is answered with the redemption that it made', async () => {
    const [member, device] = await memberWith('repeating', 180);
    const coupon = await member.coupon();
    const idempotencyKey = 'before the suspension';
    const { redemption } = await member.redeem(coupon, device, { idempotencyKey });
    await change(SUSPEND, 'repeating', 'A script');
    expect(await member.redeem(coupon, device, { idempotencyKey })).toMatchObject({
      redemption: { id: redemption.id },
    });
    const other = await member.redeem('x', device, { idempotencyKey });
    expect(other.__typename).toBe('IdempotencyKeyReused');
    expect(await member.days()).toBe(90);
  });

  test('loses days as they lapse, and coupons with them', async () => {
    const [member] = await memberWith('lapsing');
    await change(SUSPEND, 'lapsing', 'A script');
    await api.moveTo('2023-12-31');
    expect([await member.days(), (await member.account()).coupons.length]).toEqual([90, 1]);
    await api.moveTo('2024-01-01');
    expect([await member.days(), (await member.account()).coupons.length]).toEqual([0, 0]);
    await change(REINSTATE, 'lapsing', 'Appeal');
    expect(await member.days()).toBe(0);
    expect((await member.couponHistory()).edges).toMatchObject([{ node: { status: 'EXPIRED' } }]);
  });

  test('that is reinstated can do all it could, with the coupon that it had', async () => {
    const [member, device] = await memberWith('back');
    const coupon = await member.coupon();
    await change(SUSPEND, 'back', 'A script');
    const { user } = await change(REINSTATE, 'back', 'Appeal accepted');
    expect(user).toMatchObject({ status: 'ACTIVE', suspension: null });
    expect(await member.checkIn()).toMatchObject({ __typename: 'CheckInSuccess', status: { streak: 1 } });
    expect(await member.redeem(coupon, device)).toMatchObject({ __typename: 'RedeemCouponSuccess' });
    expect((await api.award('back', 5)).grant.grantedDays).toBe(5);
  });

  test.each([['x'], [''], ['é'], ["' OR 1=1"]])('can’t be one that does not exist: %j', async (userId) => {
    const input = { userId, reason: 'A script' };
    expect((await operator.data(SUSPEND, { input })).suspendUser.__typename).toBe('UserNotFound');
    expect((await operator.data(REINSTATE, { input })).reinstateUser.__typename).toBe('UserNotFound');
  });
});
