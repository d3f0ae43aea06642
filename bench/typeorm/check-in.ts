import { Between } from 'typeorm';
import { UserEntity } from '../../src/accounts/user.entity.js';
import { CheckInEntity } from '../../src/earning/check-in.entity.js';
import { channelEarns, checkInYield, nextStreak } from '../../src/earning/check-in.js';
import { type EarningFacts, planEarning } from '../../src/earning/earn-days.js';
import { GrantEntity } from '../../src/earning/grant.entity.js';
import { LotEntity } from '../../src/earning/lot.entity.js';
import { policyToday } from '../../src/policy/policy.js';
import { addDays, firstDayOf, yearOf } from '../../src/shared/calendar.js';
import { newId } from '../../src/shared/ids.js';
import { type OrmContext, transaction } from './context.js';
import { asCoupons, asLots, findLots, findOpenCoupons, findPolicies, lockPerson, saveCoupons } from './facts.js';

/** Checks in through the app, by the same arithmetic, in a transaction of its own. */
export function checkIn(_: unknown, __: unknown, { dataSource, user, moment }: OrmContext) {
  const { at, today } = moment;
  return transaction(dataSource, async (manager) => {
    await lockPerson(manager, user);
    const userId = user.id;
    const account = await manager.findOneByOrFail(UserEntity, { id: userId });
    if (account.suspendedOn !== null && account.suspendedOn <= today) return { __typename: 'Refused', rule: 'R6' };
    const latest = await manager.findOne(CheckInEntity, {
      where: { userId, checkedInOn: Between(addDays(today, -1), today) },
      order: { checkedInOn: 'DESC' },
    });
    if (latest?.checkedInOn === today) return { __typename: 'Refused', rule: 'E1' };
    const policy = policyToday(await findPolicies(manager), today);
    const earned = await manager.findBy(GrantEntity, { userId, earnedOn: Between(firstDayOf(yearOf(today)), today) });
    const facts: EarningFacts = {
      turn: { ...moment, newId },
      policy,
      userId,
      suspension: null,
      earnedInYear: earned.reduce((sum, { grantedDays }) => sum + grantedDays, 0),
      lots: asLots(await findLots(manager, userId, today)),
      openCoupons: asCoupons(await findOpenCoupons(manager, userId)),
    };
    const streak = nextStreak(latest && { ...latest, channel: 'APP' }, today);
    await manager.save(
      manager.create(CheckInEntity, { userId, checkedInOn: today, checkedInAt: at, channel: 'APP', streak }),
    );
    if (!channelEarns('APP', policy)) return { __typename: 'CheckInSuccess', grant: null };
    const asked = { userId, source: 'CHECK_IN', requestedDays: checkInYield(streak, policy), title: null } as const;
    const { grant, lots, coupons } = planEarning(facts, { ...asked, awardedBy: null, awardKey: null });
    await manager.save(manager.create(GrantEntity, grant));
    await manager.save(lots.map((lot) => manager.create(LotEntity, { ...lot, earnedOn: grant.earnedOn })));
    await saveCoupons(manager, coupons);
    return { __typename: 'CheckInSuccess', grant };
  });
}
