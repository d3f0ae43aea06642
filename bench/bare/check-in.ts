import type mysql from 'mysql2/promise';
import { inList } from '../../src/database/conditions.js';
import type { Value } from '../../src/database/session.js';
import { newId } from '../../src/shared/ids.js';
import { type AccountRow, lockAccounts, readAccountRows } from './accounts.js';
import { insert, rowsOf, transaction } from './connection.js';
import { plusDays, plusMonths } from './dates.js';
import { CouponWrites, type LotRow, readLots, readOpenCoupons } from './ledger.js';
import { readProgramme } from './programme.js';
import type { Now } from './redeem.js';

type Asked = readonly { readonly subject: string }[];

/** Checks a batch in, through the app, in one transaction. */
export async function checkIn(pool: mysql.Pool, asked: Asked, now: Now): Promise<object[]> {
  const known = await readAccountRows(
    pool,
    asked.map(({ subject }) => subject),
  );
  return transaction(pool, async (on) => {
    const accounts = await lockAccounts(on, known);
    const userIds = [...accounts.values()].map(({ userId }) => userId);
    const { policy } = await readProgramme(on, now.today);
    const earned = await readEarned(on, userIds, now.today);
    const lots = await readLots(on, userIds, now.today);
    const open = await readOpenCoupons(on, userIds);
    const streaks = await readStreaks(on, userIds, now.today);
    const writes = new CheckInWrites(now);
    const answers = asked.map(({ subject }) => {
      const account = accounts.get(subject);
      const fault = refusal(account, streaks, now.today);
      if (account === undefined || fault !== null) return { __typename: fault };
      const { userId } = account;
      const earnedDays = earned.get(userId) ?? 0;
      const days = Math.min(policy.checkInDays, Math.max(0, policy.annualEarningCapDays - earnedDays));
      const streak = (streaks.get(userId)?.streak ?? 0) + 1;
      const grant = writes.add(userId, streak, policy.checkInDays, days, earnedDays + days, policy.version);
      const held = [...(lots.get(userId) ?? []), ...grant.lots].sort((a, b) => (a.drawOrder < b.drawOrder ? -1 : 1));
      writes.coupons.settle(userId, policy.tiers, open.get(userId) ?? [], held, now.today, grant.id);
      return { __typename: 'CheckInSuccess', grant: { id: grant.id, ...grant.told } };
    });
    await writes.write(on);
    return answers;
  });
}

function refusal(
  account: AccountRow | undefined,
  latest: ReadonlyMap<string, { readonly on: string }>,
  today: string,
): string | null {
  if (account === undefined) return 'AccountNotFound';
  if (account.suspendedOn !== null && account.suspendedOn <= today) return 'AccountSuspended';
  return latest.get(account.userId)?.on === today ? 'AlreadyCheckedIn' : null;
}

async function readEarned(on: mysql.PoolConnection, userIds: readonly string[], today: string) {
  const ids = inList(userIds);
  const rows = await rowsOf<{ userId: string; days: number }>(
    on,
    `SELECT user_id AS userId, SUM(granted_days) AS days FROM grants
      WHERE user_id IN ${ids.sql} AND earned_on >= ? AND earned_on <= ? GROUP BY user_id`,
    [...ids.values, `${today.slice(0, 4)}-01-01`, today],
  );
  return new Map(rows.map(({ userId, days }) => [userId, days]));
}

async function readStreaks(on: mysql.PoolConnection, userIds: readonly string[], today: string) {
  const ids = inList(userIds);
  const rows = await rowsOf<{ userId: string; on: string; streak: number }>(
    on,
    `SELECT user_id AS userId, checked_in_on AS \`on\`, streak FROM check_ins
      WHERE user_id IN ${ids.sql} AND checked_in_on IN (?, ?) ORDER BY checked_in_on`,
    [...ids.values, plusDays(today, -1), today],
  );
  return new Map(rows.map((row) => [row.userId, row]));
}

/** What a batch of check-ins writes, one statement a table. */
class CheckInWrites {
  private readonly checkIns: Value[][] = [];
  private readonly grants: Value[][] = [];
  private readonly lots: Value[][] = [];
  readonly coupons = new CouponWrites();

  constructor(private readonly now: Now) {}

  add(userId: string, streak: number, requested: number, days: number, yearDays: number, policyVersion: number) {
    const { today, at } = this.now;
    const id = newId('grt');
    const expiresOn = plusMonths(today, 12);
    this.checkIns.push([userId, today, at, 'APP', streak]);
    this.grants.push([userId, id, 'CHECK_IN', requested, days, at, today, expiresOn, yearDays, policyVersion]);
    const lot: LotRow = { userId, drawOrder: `${expiresOn}.0.${id}.000`, source: 'CHECK_IN', days, earnedOn: today };
    if (days > 0) this.lots.push([userId, lot.drawOrder, id, 'CHECK_IN', days, today, expiresOn]);
    const told = { requestedDays: requested, grantedDays: days, earnedOn: today, expiresOn };
    return { id, told, lots: days > 0 ? [lot] : [] };
  }

  async write(on: mysql.PoolConnection): Promise<void> {
    await insert(on, 'check_ins', 'user_id, checked_in_on, checked_in_at, channel, streak', this.checkIns);
    const columns = `user_id, id, source, requested_days, granted_days, earned_at, earned_on, expires_on,
      year_earned_days, policy_version`;
    await insert(on, 'grants', columns, this.grants);
    const ofLots = 'user_id, draw_order, grant_id, source, days, earned_on, expires_on';
    await insert(on, 'lots', ofLots, this.lots);
    await this.coupons.write(on);
  }
}
