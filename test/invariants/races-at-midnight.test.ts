import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Arena, MILLISECONDS_MAX, openArena, places, type Racer, REQUESTS, race, tally } from './arena.js';
import { Member, NINETY_ON_A_NOTEBOOK, REDEEM, THINKPAD } from './racing-member.js';

const CHECK_IN = 'mutation { checkIn { __typename } }';
const AWARD = `mutation ($input: AwardDaysInput!) { awardDays(input: $input) {
  __typename ... on AwardDaysSuccess { grant { id } } } }`;

const [LAST_OF_YEAR, FIRST_OF_NEXT] = ['2023-12-31', '2024-01-01'];

describe.each(places)('midnight passes under requests, on $name:', (place) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(place);
  });
  afterAll(() => arena.stop());

  const law = (name: string, round: () => Promise<void>) =>
    test(
      name,
      async () => {
        for (let count = 0; count < place.rounds; count += 1) await round();
      },
      MILLISECONDS_MAX,
    );

  /** Sends requests on the last day of a year; the services reach the next as soon as the first is answered. */
  const raceIntoNextYear = async (
    racers: readonly Racer[],
    request: (racer: Racer, index: number) => ReturnType<Racer['send']>,
  ) => {
    await arena.moveTo(LAST_OF_YEAR);
    let passes: Promise<void> | null = null;
    const outcomes = await race(racers, async (racer, index) => {
      const answer = await request(racer, index);
      passes ??= arena.moveTo(FIRST_OF_NEXT);
      return answer;
    });
    await passes;
    return outcomes;
  };

  law('an account checks in once on the date that ends, and once on the next', async () => {
    const racers = await arena.everywhere(arena.newSubject());
    const outcomes = await raceIntoNextYear(racers, (racer) => racer.send(CHECK_IN));
    const after = await race(racers, (racer) => racer.send(CHECK_IN), 2);
    expect(tally([...outcomes, ...after])).toEqual({ CheckInSuccess: 2, AlreadyCheckedIn: REQUESTS });
  });

  law(
    'one day below the year’s cap one day is granted in that year, and those after midnight in the next',
    async () => {
      await arena.moveTo('2023-12-01');
      const subject = arena.newSubject();
      await arena.api.award(subject, 359);
      const input = { userId: await arena.api.userId(subject), days: 1, source: 'CAMPAIGN', reason: 'Front page pick' };
      const moderators = await arena.everywhere('moderator', ['MODERATOR']);
      const outcomes = await raceIntoNextYear(moderators, (moderator) => moderator.send(AWARD, { input }));
      expect(tally(outcomes)).toEqual({ AwardDaysSuccess: REQUESTS });
      const { me } = await (await arena.api.as(subject)).data(
        '{ me { ended: year(year: 2023) { earnedDays cancelledDays } begun: year(year: 2024) { earnedDays cancelledDays } } }',
      );
      expect(me.ended.earnedDays).toBe(360);
      expect(me.begun.cancelledDays).toBe(0);
      expect(me.ended.cancelledDays + me.begun.earnedDays).toBe(REQUESTS - 1);
    },
  );

  law('a coupon is redeemed once, in one year or in the other', async () => {
    const member = await Member.join(arena);
    await member.earnForBoth();
    await arena.moveTo(LAST_OF_YEAR);
    const inputs = await member.inputs([NINETY_ON_A_NOTEBOOK, ['THREE_MONTHS', THINKPAD]]);
    const outcomes = await raceIntoNextYear(member.racers, (racer, index) =>
      racer.send(REDEEM, { input: { ...inputs[index % 2], idempotencyKey: `attempt ${index}` } }),
    );
    expect(tally(outcomes)).toEqual({ RedeemCouponSuccess: 1, CouponNotOpen: REQUESTS - 1 });
    expect((await member.history()).redemptions).toBe(1);
  });
});
