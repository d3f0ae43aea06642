import { type LockedAccount, type Suspension, suspensionOn, type Turn } from '../accounts/account.js';
import { type Coupon, type CouponChanges, settleCoupons } from '../coupons/coupon.js';
import { readOpenCoupons, writeCoupons } from '../coupons/coupon.store.js';
import type { Session, Transaction } from '../database/session.js';
import { type Policy, policyToday } from '../policy/policy.js';
import { readPolicies } from '../policy/policy.store.js';
import { type CalendarDate, yearOf } from '../shared/calendar.js';
import { type Earning, type Grant, grantFor, lotsOf } from './grant.js';
import { insertGrants, readYearOfEarning } from './grant.store.js';
import type { Lot } from './lot.js';
import { insertLots, readUsableLots } from './lot.store.js';

/** What an earning is decided on. */
export interface EarningFacts {
  readonly turn: Turn;
  readonly policy: Policy;
  readonly userId: string;
  readonly suspension: Suspension | null;
  /** Days earned in this calendar year so far. */
  readonly earnedInYear: number;
  readonly lots: readonly Lot[];
  readonly openCoupons: readonly Coupon[];
}

/** What an earning writes. */
export interface EarningPlan {
  readonly grant: Grant;
  readonly lots: readonly Lot[];
  readonly coupons: CouponChanges;
}

/** Reads what earnings by these accounts are decided on. */
export async function readEarningFacts(
  session: Session,
  accounts: readonly LockedAccount[],
  today: CalendarDate,
): Promise<Map<string, EarningFacts>> {
  const userIds = accounts.map(({ userId }) => userId);
  const policy = policyToday(await readPolicies(session), today);
  const yearOfEarning = await readYearOfEarning(session, userIds, yearOf(today), today);
  const lots = await readUsableLots(session, userIds, today);
  const openCoupons = await readOpenCoupons(session, userIds);
  return new Map(
    accounts.map((account) => {
      const { userId, turn } = account;
      const facts: EarningFacts = {
        turn,
        policy,
        userId,
        suspension: suspensionOn(account, today),
        earnedInYear: yearOfEarning(userId).earnedDays,
        lots: lots.get(userId) ?? [],
        openCoupons: openCoupons.get(userId) ?? [],
      };
      return [userId, facts];
    }),
  );
}

/** What an earning gives (rules E4 to E6): a grant within the year's cap, its days, and the coupons they cover. */
export function planEarning(facts: EarningFacts, earning: Earning): EarningPlan {
  const { userId, policy, turn, openCoupons } = facts;
  const grant = grantFor(earning, facts.earnedInYear, policy, turn);
  const lots = lotsOf(grant);
  const coupons = settleCoupons({
    userId,
    tiers: policy.tiers,
    open: openCoupons,
    lots: [...facts.lots, ...lots],
    today: turn.today,
    cause: grant.id,
    newId: turn.newId,
  });
  return { grant, lots, coupons };
}

export async function writeEarnings(transaction: Transaction, plans: readonly EarningPlan[]): Promise<void> {
  await insertGrants(
    transaction,
    plans.map(({ grant }) => grant),
  );
  await insertLots(
    transaction,
    plans.flatMap(({ grant, lots }) => lots.map((lot) => ({ earnedOn: grant.earnedOn, ...lot }))),
  );
  await writeCoupons(
    transaction,
    plans.map(({ coupons }) => coupons),
  );
}
