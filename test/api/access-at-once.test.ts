import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member } from './member.js';

const MEMBERS = 24;

describe.each(engines)('many members at once on %s', (engine) => {
  let api: Api;
  let members: Member[];
  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2023-01-01');
    members = [];
    for (let number = 1; number <= MEMBERS; number += 1) {
      await api.award(`member-${number}`, 90 + number);
      members.push(await Member.of(api, `member-${number}`));
    }
  });
  afterAll(() => api.stop());

  test('each reads what is theirs, and nothing of another’s', async () => {
    const ids = await Promise.all(members.map(({ subject }) => api.userId(subject)));
    for (let round = 0; round < 5; round += 1) {
      const accounts = await Promise.all(members.map((member) => member.account()));
      expect(accounts.map(({ id, balance }) => [id, balance.availableDays])).toEqual(
        ids.map((id, index) => [id, 91 + index]),
      );
    }
  });

  test('each redeems on their own device, on one’s own days', async () => {
    const devices: string[] = [];
    for (const member of members) devices.push(await member.bindNew());
    await api.moveTo('2023-02-01');
    const coupons = await Promise.all(members.map((member) => member.coupon()));
    const results = await Promise.all(
      members.map((member, index) =>
        member.redeem(coupons[index] as string, devices[index] as string, { idempotencyKey: 'the same for all' }),
      ),
    );
    expect(results.map(({ redemption }) => [redemption.coupon.id, redemption.device.id])).toEqual(
      members.map((_, index) => [coupons[index], devices[index]]),
    );
    expect(await Promise.all(members.map((member) => member.days()))).toEqual(members.map((_, index) => index + 1));
  });

  test('twenty awards at once to one account stay under the year’s cap (E4)', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.award('popular', 50)));
    const granted = answers.map(({ grant }) => grant.grantedDays);
    expect(granted.reduce((sum, days) => sum + days, 0)).toBe(360);
    const member = await Member.of(api, 'popular');
    expect(await member.year()).toMatchObject({ earnedDays: 360, cancelledDays: 640 });
    expect((await member.account()).coupons).toHaveLength(3);
  });

  test('several changes in one request see each other, in their order', async () => {
    const member = await Member.of(api, 'in-a-row');
    const balance = 'user { balance { availableDays } }';
    const { first, second } = await member.client.data(`mutation {
      first: checkIn { ... on CheckInSuccess { ${balance} status { checkedInToday } } }
      second: checkIn { __typename } }`);
    expect(first).toEqual({ user: { balance: { availableDays: 1 } }, status: { checkedInToday: true } });
    expect(second).toEqual({ __typename: 'AlreadyCheckedIn' });
  });
});
