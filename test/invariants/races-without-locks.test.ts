import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Arena, openArena, places, type Racer, race, resultsOf, shareOf } from './arena.js';
import { linkAccounts, Member, REDEEM, SAME_YEAR } from './racing-member.js';

const AWARD = `mutation ($input: AwardDaysInput!) { awardDays(input: $input) {
  __typename ... on AwardDaysSuccess { grant { grantedDays } } } }`;

/** A service that no longer takes turns over the person behind an account. */
const WITHOUT_LOCK = {
  file: 'src/accounts/account.store.js',
  from: 'turn_at + 1 END\n      WHERE',
  to: 'turn_at + 1 END\n      WHERE 1 = 0 AND',
};

/** Rounds within which the lack must have shown. */
const ROUNDS_MAX = 40;

/** What two processes do to each other; within one, a person's changes wait for each other anyway. */
const place = places.find(({ processes }) => processes === 2);

(place === undefined ? describe.skip : describe)('with the lock taken out, races are lost:', () => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(place as NonNullable<typeof place>, WITHOUT_LOCK);
  });

  /** Runs a race until more succeed than may. */
  const untilOver = async (allowed: number, round: () => Promise<number>) => {
    for (let count = 1; ; count += 1) {
      const succeeded = await round();
      if (succeeded > allowed) return;
      if (count === ROUNDS_MAX) throw new Error(`In ${count} rounds no more than ${allowed} succeeded.`);
    }
  };

  test('one day below the year’s cap more than one day is granted', async () => {
    await arena.moveTo('2023-11-01');
    await untilOver(1, async () => {
      const subject = arena.newSubject();
      await arena.api.award(subject, 359);
      const input = { userId: await arena.api.userId(subject), days: 1, source: 'CAMPAIGN', reason: 'Front page pick' };
      const moderators = await arena.everywhere('moderator', ['MODERATOR']);
      const outcomes = await race(moderators, (moderator) => moderator.send(AWARD, { input }));
      const granted = resultsOf(outcomes, 'AwardDaysSuccess').map(({ grant }) => grant.grantedDays);
      return granted.reduce((sum, days) => sum + days, 0);
    });
  });

  test('two accounts of a real user who redeemed twice redeem more than once more', async () => {
    await untilOver(1, async () => {
      const [one, other] = [await Member.join(arena), await Member.join(arena)];
      await linkAccounts(arena, one, other);
      for (const member of [one, other]) await member.earn(90);
      await arena.moveTo(SAME_YEAR);
      for (const member of [one, other]) await member.redeem(['THREE_MONTHS', 0]);
      for (const member of [one, other]) await member.earn(90);
      const inputs = [...(await one.inputs([['THREE_MONTHS', 1]])), ...(await other.inputs([['THREE_MONTHS', 1]]))];
      const outcomes = await race(one.racers, (_, index) => {
        const turn = shareOf(index, arena.services, 2);
        const racer = [one, other][turn]?.racers[index % arena.services] as Racer;
        return racer.send(REDEEM, { input: { ...inputs[turn], idempotencyKey: `attempt ${index}` } });
      });
      return resultsOf(outcomes, 'RedeemCouponSuccess').length;
    });
  });

  test('and the audit would not miss it', async () => {
    await expect(arena.stop()).rejects.toThrow('The audit found');
  });
});
