import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { codeOf, Member } from './member.js';

type Data = Answer['data'];

const REDEEM = 'mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) { __typename } }';

describe.each(engines)('a redemption happens exactly once on %s (R7)', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  /** A member with 180 days and two devices that may redeem. */
  async function memberWith(subject: string): Promise<[member: Member, first: string, second: string]> {
    await api.moveTo('2023-01-01');
    await api.award(subject, 180);
    const member = await Member.of(api, subject);
    const devices = [await member.bindNew(), await member.bindNew()] as const;
    await api.moveTo('2023-02-01');
    return [member, ...devices];
  }

  test('the same key with the same input answers with the same redemption, whenever and in whatever state', async () => {
    const [member, device] = await memberWith('repeating');
    const coupon = await member.coupon();
    const idempotencyKey = 'my one click';
    const { redemption } = await member.redeem(coupon, device, { idempotencyKey });
    for (const date of ['2023-02-01', '2023-02-02', '2025-06-01']) {
      await api.moveTo(date);
      const again = await member.redeem(coupon, device, { idempotencyKey });
      expect(again).toMatchObject({ __typename: 'RedeemCouponSuccess', redemption: { ...redemption } });
    }
    expect((await member.account()).redemptions.totalCount).toBe(1);
    expect((await member.year(2023)).redeemedDays).toBe(90);
  });

  test('a quote token is no part of the input', async () => {
    const [member, device] = await memberWith('quoting');
    const coupon = await member.coupon();
    const { token } = await member.quote(coupon, device);
    const idempotencyKey = 'with a quote, without';
    const { redemption } = await member.redeem(coupon, device, { idempotencyKey, quoteToken: token });
    const again = await member.redeem(coupon, device, { idempotencyKey });
    expect(again.redemption.id).toBe(redemption.id);
  });

  test('the same key with another coupon or another device is refused, and changes nothing', async () => {
    const [member, first, second] = await memberWith('mixing');
    const coupon = await member.coupon();
    const idempotencyKey = 'used already';
    await member.redeem(coupon, first, { idempotencyKey });
    const next = await member.coupon();
    const inputs: [string, string][] = [
      [coupon, second],
      [next, first],
      [next, second],
      ['x', first],
      [coupon, 'x'],
    ];
    for (const [couponId, deviceId] of inputs) {
      const answer = await member.redeem(couponId, deviceId, { idempotencyKey });
      expect(answer).toEqual({ __typename: 'IdempotencyKeyReused', message: expect.any(String) });
    }
    expect(await member.days()).toBe(90);
    expect((await member.account()).redemptions.totalCount).toBe(1);
  });

  test('a refused attempt leaves its key free, for the same input and for another', async () => {
    const [member, first, second] = await memberWith('refused');
    const coupon = await member.coupon();
    const idempotencyKey = 'second thoughts';
    await api.moveTo('2023-01-30');
    const refused = { __typename: 'DeviceNotBoundLongEnough', reference: expect.any(String) };
    expect(await member.redeem(coupon, first, { idempotencyKey })).toMatchObject(refused);
    expect(await member.redeem(coupon, second, { idempotencyKey })).toMatchObject(refused);
    await api.moveTo('2023-01-31');
    expect(await member.redeem(coupon, first, { idempotencyKey })).toMatchObject({ redemption: { costDays: 90 } });
  });

  test('every refused attempt has a reference of its own', async () => {
    const [member, device] = await memberWith('referring');
    const coupon = await member.coupon();
    await api.moveTo('2023-01-30');
    const references = [await member.redeem(coupon, device), await member.redeem(coupon, device)];
    expect(new Set(references.map(({ reference }: Data) => reference)).size).toBe(2);
  });

  test('the same key of two members is two keys', async () => {
    const [ann, device] = await memberWith('ann');
    const [bob, other] = await memberWith('bob');
    const idempotencyKey = 'the same for both';
    const first = await ann.redeem(await ann.coupon(), device, { idempotencyKey });
    const second = await bob.redeem(await bob.coupon(), other, { idempotencyKey });
    expect([first.__typename, second.__typename]).toEqual(['RedeemCouponSuccess', 'RedeemCouponSuccess']);
    expect(first.redemption.id).not.toBe(second.redemption.id);
    expect([await ann.days(), await bob.days()]).toEqual([90, 90]);
  });

  test('keys are told apart by case and by every space', async () => {
    const [member, device] = await memberWith('exact');
    const coupon = await member.coupon();
    await member.redeem(coupon, device, { idempotencyKey: 'Same Key' });
    for (const idempotencyKey of ['same key', 'SAME KEY', 'Same Key ', ' Same Key', 'Same  Key']) {
      const answer = await member.redeem(coupon, device, { idempotencyKey });
      expect([idempotencyKey, answer.__typename]).toEqual([idempotencyKey, 'CouponNotOpen']);
    }
  });

  test('sixteen clicks with one key are one redemption', async () => {
    const [member, device] = await memberWith('clicking');
    const coupon = await member.coupon();
    const click = () => member.redeem(coupon, device, { idempotencyKey: 'one and the same' });
    const answers = await Promise.all(Array.from({ length: 16 }, click));
    expect(new Set(answers.map(({ redemption }) => redemption?.id)).size).toBe(1);
    expect(await member.days()).toBe(90);
    expect((await member.account()).redemptions.totalCount).toBe(1);
  });

  test('sixteen clicks with a key each are one redemption, and fifteen refusals', async () => {
    const [member, device] = await memberWith('hammering');
    const coupon = await member.coupon();
    const answers = await Promise.all(Array.from({ length: 16 }, () => member.redeem(coupon, device)));
    const types = answers.map(({ __typename }) => __typename).sort();
    expect(types).toEqual([...Array(15).fill('CouponNotOpen'), 'RedeemCouponSuccess']);
    expect(await member.days()).toBe(90);
  });

  test('one key on two devices at once redeems on one of them', async () => {
    const [member, first, second] = await memberWith('torn');
    const coupon = await member.coupon();
    const idempotencyKey = 'either or';
    const answers = await Promise.all(
      [first, second].map((device) => member.redeem(coupon, device, { idempotencyKey })),
    );
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['IdempotencyKeyReused', 'RedeemCouponSuccess']);
    expect(await member.days()).toBe(90);
  });

  test.each([
    ['', 'BAD_USER_INPUT'],
    ['7 chars', 'BAD_USER_INPUT'],
    ['x'.repeat(65), 'BAD_USER_INPUT'],
    ['x'.repeat(10_000), 'BAD_USER_INPUT'],
    ['schlüssel', 'BAD_USER_INPUT'],
    ['幂等键幂等键幂等键', 'BAD_USER_INPUT'],
    ['a line\nbreak', 'BAD_USER_INPUT'],
    ['a nul \u0000 key', 'BAD_USER_INPUT'],
    ['delete \u007f key', 'BAD_USER_INPUT'],
    ['8 chars.', undefined],
    ['x'.repeat(64), undefined],
    ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', undefined],
  ])('the key %j is answered %s', async (idempotencyKey, code) => {
    const subject = `key-${Buffer.from(idempotencyKey).toString('hex').slice(0, 24)}-${idempotencyKey.length}`;
    const [member, deviceId] = await memberWith(subject);
    const input = { couponId: await member.coupon(), deviceId, idempotencyKey };
    const answer = await member.client.send(REDEEM, { input });
    expect(codeOf(answer)).toBe(code);
    expect(await member.days()).toBe(code === undefined ? 90 : 180);
  });
});
