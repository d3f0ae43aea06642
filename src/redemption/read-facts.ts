import { type Account, suspensionOn } from '../accounts/account.js';
import type { Coupon } from '../coupons/coupon.js';
import { readCoupons, readOpenCoupons } from '../coupons/coupon.store.js';
import type { Session } from '../database/session.js';
import type { Device } from '../devices/machine.js';
import { readDevices } from '../devices/machine.store.js';
import { readUsableLots } from '../earning/lot.store.js';
import { policyToday } from '../policy/policy.js';
import { readProgramme } from '../policy/policy.store.js';
import type { CalendarDate } from '../shared/calendar.js';
import { isIdOf } from '../shared/ids.js';
import type { Attempt, Facts } from './facts.js';
import type { Redemption } from './redemption.js';
import { readRedemptionsOfRealUsers } from './redemption.store.js';

/** A coupon to be redeemed on a device, as a client names them. */
export interface RedemptionRequest {
  readonly userId: string;
  readonly couponId: string;
  readonly deviceId: string;
}

/** An account at one moment: the facts the rules look at, and what its ids mean. */
export interface AccountFacts {
  readonly facts: Facts;
  readonly devices: readonly Device[];
  /** Coupons that no write has closed, and those that were asked for. */
  readonly openCoupons: readonly Coupon[];
  readonly askedCoupons: readonly Coupon[];
  /** The account's own redemptions of any date, for their idempotency keys. */
  readonly ownRedemptions: readonly Redemption[];
}

/** Reads the facts of a set of accounts, and of the coupons asked for, in a fixed number of statements. */
export async function readFacts(
  session: Session,
  accounts: readonly Account[],
  requests: readonly RedemptionRequest[],
  today: CalendarDate,
): Promise<Map<string, AccountFacts>> {
  const userIds = accounts.map(({ userId }) => userId);
  const programme = await readProgramme(session);
  const policy = policyToday(programme.policies, today);
  const devices = await readDevices(session, userIds, today);
  const lots = await readUsableLots(session, userIds, today);
  const openCoupons = await readOpenCoupons(session, userIds);
  const asked = requests.filter(({ couponId }) => isIdOf('cpn', couponId));
  const askedCoupons = await readCoupons(
    session,
    asked.map(({ userId, couponId }) => ({ userId, id: couponId })),
    today,
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
      const own = <T extends { userId: string }>(all: Iterable<T>) => [...all].filter((one) => one.userId === userId);
      return [
        userId,
        {
          facts,
          devices: devices.get(userId) ?? [],
          openCoupons: openCoupons.get(userId) ?? [],
          askedCoupons: own(askedCoupons.values()),
          ownRedemptions: own(byRealUser),
        },
      ];
    }),
  );
}

/** What a request asks the rules to judge: ids that are not the account's own mean nothing. */
export function attemptOf(account: AccountFacts, request: RedemptionRequest): Attempt & { device: Device | null } {
  const coupon = account.askedCoupons.find(({ id }) => id === request.couponId) ?? null;
  const device = account.devices.find(({ id }) => id === request.deviceId) ?? null;
  return { device, coupon, term: coupon?.term ?? null };
}
