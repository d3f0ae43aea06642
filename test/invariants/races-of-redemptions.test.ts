import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Arena,
  MILLISECONDS_MAX,
  openArena,
  places,
  type Racer,
  REQUESTS,
  race,
  resultsOf,
  shareOf,
  tally,
} from './arena.js';
import {
  HALF_A_YEAR_ON_THE_THINKPAD,
  linkAccounts,
  Member,
  NEXT_YEAR,
  NINETY_ON_A_NOTEBOOK,
  REDEEM,
  SAME_YEAR,
  THINKPAD,
} from './racing-member.js';

const AWARD = 'mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename } }';
const CHECK_IN = 'mutation { checkIn { __typename } }';

describe.each(places)('redemptions at once, on $name:', (place) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(place);
  });
  afterAll(() => arena.stop());

  /** Runs a race several times, each with a member who has just joined. */
  const law = (name: string, round: (member: Member) => Promise<void>) =>
    test(
      name,
      async () => {
        for (let count = 0; count < place.rounds; count += 1) await round(await Member.join(arena));
      },
      MILLISECONDS_MAX,
    );

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

  law('accounts of three real users, crossing each other, redeem once more for each of the three', async (first) => {
    const pairs = [[first, await Member.join(arena)]];
    while (pairs.length < 3) pairs.push([await Member.join(arena), await Member.join(arena)]);
    for (const pair of pairs) await linkAccounts(arena, pair[0] as Member, pair[1] as Member);
    for (const member of pairs.flat()) await member.earn(90);
    await arena.moveTo(SAME_YEAR);
    for (const member of pairs.flat()) await member.redeem(['THREE_MONTHS', 0]);
    for (const member of pairs.flat()) await member.earn(90);
    // One account of each pair, and then the other of each: every set holds all three people, in another order.
    const members = [0, 1].flatMap((place) => pairs.map((pair) => pair[place] as Member));
    const inputs = await Promise.all(members.map(async (member) => (await member.inputs([['THREE_MONTHS', 1]]))[0]));
    const outcomes = await race(first.racers, (_, index) => {
      const turn = shareOf(index, arena.services, members.length);
      const racer = members[turn]?.racers[index % arena.services] as Racer;
      return racer.send(REDEEM, { input: { ...inputs[turn], idempotencyKey: `attempt ${index}` } });
    });
    const { RedeemCouponSuccess, CouponNotOpen = 0, AnnualRedemptionLimitReached = 0, ...others } = tally(outcomes);
    expect(RedeemCouponSuccess).toBe(3);
    expect(others).toEqual({});
    expect(CouponNotOpen + AnnualRedemptionLimitReached).toBe(REQUESTS - 3);
    for (const pair of pairs) {
      const made = await Promise.all(pair.map(async (member) => (await member.history()).redemptions));
      expect(made.reduce((sum, count) => sum + count, 0)).toBe(3);
    }
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
