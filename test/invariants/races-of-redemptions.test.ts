import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Arena, openArena, places, type Racer, REQUESTS, race, resultsOf, shareOf, tally } from './arena.js';

const BIND = `mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) {
  ... on BindDeviceSuccess { device { id } } } }`;
const REDEEM = `mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) {
  __typename ... on RedeemCouponSuccess { redemption { id costDays } } } }`;
const AWARD = 'mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename } }';
const CHECK_IN = 'mutation { checkIn { __typename } }';

/** A coupon, by its term, and the place of a device among those of the member. */
type Attempt = readonly [term: 'THREE_MONTHS' | 'SIX_MONTHS', device: number];

/** Of a member's devices the last is a ThinkPad, which takes days of showcases only; the others draw campaign days first. */
const THINKPAD = 3;
const NINETY_ON_A_NOTEBOOK: Attempt = ['THREE_MONTHS', 2];
const HALF_A_YEAR_ON_THE_THINKPAD: Attempt = ['SIX_MONTHS', THINKPAD];

/** Long enough after the binding, in one calendar year with it and in the next. */
const [BOUND_ON, SAME_YEAR, NEXT_YEAR] = ['2023-11-01', '2023-12-10', '2024-01-02'];

/** A member with four devices, and what is redeemed before a race. */
class Member {
  private constructor(
    private readonly arena: Arena,
    readonly subject: string,
    readonly racers: readonly Racer[],
    private readonly deviceIds: readonly string[],
  ) {}

  static async join(arena: Arena): Promise<Member> {
    await arena.moveTo(BOUND_ON);
    const subject = arena.newSubject();
    const notebooks = await arena.newMachines(THINKPAD);
    const [thinkPad] = await arena.newMachines(1, { brand: 'ThinkPad', series: 'ThinkPad X', modelName: 'X1 Carbon' });
    const client = await arena.api.as(subject);
    const deviceIds: string[] = [];
    for (const serialNumber of [...notebooks, thinkPad]) {
      const { bindDevice } = await client.data(BIND, { serialNumber });
      deviceIds.push(bindDevice.device.id);
    }
    return new Member(arena, subject, await arena.everywhere(subject), deviceIds);
  }

  async earn(days: number, source = 'CAMPAIGN'): Promise<void> {
    const { __typename } = await this.arena.api.award(this.subject, days, source);
    expect(__typename).toBe('AwardDaysSuccess');
  }

  /** 90 days that the notebooks draw first, and 180 that the ThinkPad takes: two redemptions that share no days. */
  async earnForBoth(): Promise<void> {
    await this.earn(90, 'CAMPAIGN');
    await this.earn(180, 'SHOWCASE');
  }

  async redeem(attempt: Attempt): Promise<void> {
    const client = await this.arena.api.as(this.subject);
    const [input] = await this.inputs([attempt]);
    const { redeemCoupon } = await client.data(REDEEM, { input: { ...input, idempotencyKey: crypto.randomUUID() } });
    expect(redeemCoupon.__typename).toBe('RedeemCouponSuccess');
  }

  /** Attempts with the coupons that are open now. */
  async inputs(attempts: readonly Attempt[]): Promise<{ couponId: string; deviceId: string | undefined }[]> {
    const { me } = await (await this.arena.api.as(this.subject)).data('{ me { coupons { id term } } }');
    const coupons: readonly { id: string; term: string }[] = me.coupons;
    return attempts.map(([term, device]) => {
      const couponId = coupons.find((coupon) => coupon.term === term)?.id;
      if (couponId === undefined) throw new Error(`${this.subject} has no coupon ${term}.`);
      return { couponId, deviceId: this.deviceIds[device] };
    });
  }

  /** Sends the attempts over and over at once, to every service; by a key of its own each, or all by one. */
  async race(attempts: readonly Attempt[], idempotencyKey?: string) {
    const inputs = await this.inputs(attempts);
    return race(this.racers, (racer, index) => {
      const input = inputs[shareOf(index, this.racers.length, inputs.length)];
      return racer.send(REDEEM, { input: { ...input, idempotencyKey: idempotencyKey ?? `attempt ${index}` } });
    });
  }

  async history(): Promise<{ availableDays: number; redemptions: number }> {
    const { me } = await (await this.arena.api.as(this.subject)).data(
      '{ me { balance { availableDays } redemptions { totalCount } } }',
    );
    return { availableDays: me.balance.availableDays, redemptions: me.redemptions.totalCount };
  }
}

describe.each(places)('redemptions at once, on $name:', (place) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(place);
  });
  afterAll(() => arena.stop());

  /** Runs a race several times, each with a member who has just joined. */
  const law = (name: string, round: (member: Member) => Promise<void>) =>
    test(name, async () => {
      for (let count = 0; count < place.rounds; count += 1) await round(await Member.join(arena));
    });

  /** The attempts of one of two sorts, but for the one that won; and all of the other. */
  const [OF_THE_WINNER, OF_THE_OTHER] = [REQUESTS / 2 - 1, REQUESTS / 2];

  law('a real user who redeemed twice within a year redeems once more, not twice', async (member) => {
    await member.earn(180);
    await arena.moveTo(SAME_YEAR);
    await member.redeem(['THREE_MONTHS', 0]);
    await member.redeem(['THREE_MONTHS', 1]);
    await arena.moveTo(NEXT_YEAR);
    await member.earnForBoth();
    expect(tally(await member.race([NINETY_ON_A_NOTEBOOK, HALF_A_YEAR_ON_THE_THINKPAD]))).toEqual({
      RedeemCouponSuccess: 1,
      CouponNotOpen: OF_THE_WINNER,
      AnnualRedemptionLimitReached: OF_THE_OTHER,
    });
  });

  law('two accounts of a real user who redeemed twice redeem once more between them', async (member) => {
    const other = await Member.join(arena);
    await linkAccounts(arena, member, other);
    await member.earn(180);
    await other.earn(90);
    await arena.moveTo(SAME_YEAR);
    await member.redeem(['THREE_MONTHS', 0]);
    await other.redeem(['THREE_MONTHS', 0]);
    await other.earn(90);
    const [input] = await member.inputs([['THREE_MONTHS', 1]]);
    const [otherInput] = await other.inputs([['THREE_MONTHS', 1]]);
    const outcomes = await race(member.racers, (racer, index) => {
      const idempotencyKey = `attempt ${index}`;
      return shareOf(index, arena.services, 2) === 0
        ? racer.send(REDEEM, { input: { ...input, idempotencyKey } })
        : (other.racers[index % arena.services] as Racer).send(REDEEM, { input: { ...otherInput, idempotencyKey } });
    });
    expect(tally(outcomes)).toEqual({
      RedeemCouponSuccess: 1,
      CouponNotOpen: OF_THE_WINNER,
      AnnualRedemptionLimitReached: OF_THE_OTHER,
    });
  });

  law('of coupons of 90 and 180 days one fits into the 180 that the calendar year has left', async (member) => {
    await member.earn(180);
    await arena.moveTo(NEXT_YEAR);
    await member.redeem(['SIX_MONTHS', 0]);
    await member.earnForBoth();
    expect(tally(await member.race([NINETY_ON_A_NOTEBOOK, HALF_A_YEAR_ON_THE_THINKPAD]))).toEqual({
      RedeemCouponSuccess: 1,
      CouponNotOpen: OF_THE_WINNER,
      AnnualCapReached: OF_THE_OTHER,
    });
  });

  law('the 90 days that the calendar year has left take the coupon of 90 days, once', async (member) => {
    await member.earn(270);
    await arena.moveTo(NEXT_YEAR);
    await member.redeem(['SIX_MONTHS', 0]);
    await member.redeem(['THREE_MONTHS', 1]);
    await member.earnForBoth();
    const outcomes = await member.race([NINETY_ON_A_NOTEBOOK, HALF_A_YEAR_ON_THE_THINKPAD]);
    expect(resultsOf(outcomes, 'RedeemCouponSuccess').map(({ redemption }) => redemption.costDays)).toEqual([90]);
    const { AnnualCapReached = 0, AnnualRedemptionLimitReached = 0, CouponNotOpen } = tally(outcomes);
    expect(CouponNotOpen).toBe(OF_THE_WINNER);
    expect(AnnualCapReached + AnnualRedemptionLimitReached).toBe(OF_THE_OTHER);
  });

  law('days that cover either of two coupons redeem one of them', async (member) => {
    await member.earn(180);
    await arena.moveTo(SAME_YEAR);
    const outcomes = await member.race([NINETY_ON_A_NOTEBOOK, ['SIX_MONTHS', 1]]);
    expect(tally(outcomes)).toEqual({
      RedeemCouponSuccess: 1,
      CouponNotOpen: OF_THE_WINNER,
      InsufficientDays: OF_THE_OTHER,
    });
  });

  law('one coupon is redeemed on one of several devices', async (member) => {
    await member.earnForBoth();
    await arena.moveTo(SAME_YEAR);
    const outcomes = await member.race([0, 1, 2, THINKPAD].map((device) => ['THREE_MONTHS', device] as const));
    expect(tally(outcomes)).toEqual({ RedeemCouponSuccess: 1, CouponNotOpen: REQUESTS - 1 });
  });

  law('of several coupons a device redeems one', async (member) => {
    await member.earnForBoth();
    await arena.moveTo(SAME_YEAR);
    const outcomes = await member.race([NINETY_ON_A_NOTEBOOK, ['SIX_MONTHS', 2]]);
    expect(tally(outcomes)).toEqual({
      RedeemCouponSuccess: 1,
      CouponNotOpen: OF_THE_WINNER,
      DeviceRedeemedWithinYear: OF_THE_OTHER,
    });
  });

  law('one key makes one redemption, and every request is answered it', async (member) => {
    await member.earnForBoth();
    await arena.moveTo(SAME_YEAR);
    const outcomes = await member.race([['THREE_MONTHS', 0]], 'the same click');
    expect(tally(outcomes)).toEqual({ RedeemCouponSuccess: REQUESTS });
    const ids = resultsOf(outcomes, 'RedeemCouponSuccess').map(({ redemption }) => redemption.id);
    expect(new Set(ids).size).toBe(1);
    expect(await member.history()).toEqual({ availableDays: 180, redemptions: 1 });
  });

  law('one key of two inputs makes one redemption, and the other input learns that it is used', async (member) => {
    await member.earnForBoth();
    await arena.moveTo(SAME_YEAR);
    const outcomes = await member.race([NINETY_ON_A_NOTEBOOK, HALF_A_YEAR_ON_THE_THINKPAD], 'the same click');
    expect(tally(outcomes)).toEqual({ RedeemCouponSuccess: REQUESTS / 2, IdempotencyKeyReused: REQUESTS / 2 });
    const ids = resultsOf(outcomes, 'RedeemCouponSuccess').map(({ redemption }) => redemption.id);
    expect(new Set(ids).size).toBe(1);
    expect((await member.history()).redemptions).toBe(1);
  });

  law('a redemption, awards and a check-in of one account all count', async (member) => {
    await member.earn(180);
    await arena.moveTo(SAME_YEAR);
    const moderators = await arena.everywhere('moderator', ['MODERATOR']);
    const userId = await arena.api.userId(member.subject);
    const input = { userId, days: 10, source: 'CAMPAIGN', reason: 'Front page pick' };
    const outcomes = await Promise.all([
      member.race([['THREE_MONTHS', 0]], 'the same click'),
      race(moderators, (moderator) => moderator.send(AWARD, { input }), 10),
      race(member.racers, (racer) => racer.send(CHECK_IN), 10),
    ]);
    expect(tally(outcomes.flat())).toEqual({
      RedeemCouponSuccess: REQUESTS,
      AwardDaysSuccess: 10,
      CheckInSuccess: 1,
      AlreadyCheckedIn: 9,
    });
    expect(await member.history()).toEqual({ availableDays: 180 - 90 + 100 + 1, redemptions: 1 });
  });
});

/** Makes two accounts one real user's (rule R5). */
async function linkAccounts(arena: Arena, one: Member, other: Member): Promise<void> {
  const [userId, otherId] = [await arena.api.userId(one.subject), await arena.api.userId(other.subject)];
  await arena.api.service.database.transaction(async (transaction) => {
    const [row] = await transaction.rows<{ id: string }>('SELECT real_user_id AS id FROM users WHERE id = ?', [userId]);
    await transaction.run('UPDATE users SET real_user_id = ? WHERE id = ?', [row?.id ?? '', otherId]);
  });
}
