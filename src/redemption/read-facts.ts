import { type Account, suspensionOn } from '../accounts/account.js';
import { readCoupons, readOpenCoupons } from '../coupons/coupon.store.js';
import type { Session } from '../database/session.js';
import { readDevices } from '../devices/device.store.js';
import { readUsableLots } from '../earning/lot.store.js';
import { policyToday } from '../policy/policy.js';
import { readProgramme } from '../policy/policy.store.js';
import type { CalendarDate } from '../shared/calendar.js';
import { isIdOf } from '../shared/ids.js';
import type { Facts } from './facts.js';
import type { AccountFacts } from './judge-redemption.js';
import { readRedemptionsOfRealUsers } from './redemption.store.js';

/** Reads the facts of a set of accounts, and of the coupons asked for, in as many statements for many as for one. */
export async function readFacts(
  session: Session,
  accounts: readonly Account[],
  asked: readonly { readonly userId: string; readonly couponId: string | null }[],
  today: CalendarDate,
): Promise<Map<string, AccountFacts>> {
  const userIds = accounts.map(({ userId }) => userId);
  const programme = await readProgramme(session);
  const policy = policyToday(programme.policies, today);
  const devices = await readDevices(session, userIds, today);
  const lots = await readUsableLots(session, userIds, today);
  const openCoupons = await readOpenCoupons(session, userIds);
  const isOpen = (userId: string, couponId: string) =>
    openCoupons.get(userId)?.some(({ id }) => id === couponId) ?? false;
  const closedCoupons = await readCoupons(
    session,
    asked.flatMap(({ userId, couponId }) =>
      couponId !== null && isIdOf('cpn', couponId) && !isOpen(userId, couponId) ? [{ userId, id: couponId }] : [],
    ),
  );
  const redemptions = await readRedemptionsOfRealUsers(
    session,
    accounts.map(({ realUserId }) => realUserId),
  );

  return new Map(
    accounts.map((account): [string, AccountFacts] => {
      const { userId, realUserId } = account;
      const byRealUser = redemptions.get(realUserId) ?? [];
      const facts: Facts = {
        today,
        policy,
        ...programme,
        userId,
        suspension: suspensionOn(account, today),
        lots: lots.get(userId) ?? [],
        redemptions: byRealUser.filter(({ redeemedOn }) => redeemedOn <= today),
      };
      const open = openCoupons.get(userId) ?? [];
      const own = <T extends { userId: string }>(all: Iterable<T>) => [...all].filter((one) => one.userId === userId);
      return [
        userId,
        {
          facts,
          devices: devices.get(userId) ?? [],
          openCoupons: open,
          coupons: [...open, ...own(closedCoupons.values())].filter(({ issuedOn }) => issuedOn <= today),
          ownRedemptions: own(byRealUser),
        },
      ];
    }),
  );
}
