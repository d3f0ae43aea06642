import type mysql from 'mysql2/promise';
import { inList, padded } from '../../src/database/conditions.js';
import type { Value } from '../../src/database/session.js';
import type { CouponTier } from '../../src/policy/policy.js';
import { groupBy } from '../../src/shared/group-by.js';
import { newId } from '../../src/shared/ids.js';
import { change, insert, rowsOf } from './connection.js';

/** An open lot that can be used today. */
export interface LotRow {
  readonly userId: string;
  readonly drawOrder: string;
  readonly source: string;
  readonly days: number;
  readonly earnedOn: string;
}

/** A coupon that no write has closed. */
export interface CouponRow extends CouponTier {
  readonly userId: string;
  readonly id: string;
  readonly expiresOn: string;
}

/** The usable lots of accounts, each account's in the order of drawing. */
export async function readLots(on: mysql.PoolConnection, userIds: readonly string[], today: string) {
  const ids = inList(userIds);
  const rows = await rowsOf<LotRow>(
    on,
    `SELECT user_id AS userId, draw_order AS drawOrder, source, days, earned_on AS earnedOn FROM lots
      WHERE user_id IN ${ids.sql} AND redemption_id IS NULL AND draw_order > ? AND earned_on <= ?
      ORDER BY user_id, draw_order`,
    [...ids.values, `${today}~`, today],
  );
  return groupBy(rows, ({ userId }) => userId);
}

export async function readOpenCoupons(on: mysql.PoolConnection, userIds: readonly string[]) {
  const ids = inList(userIds);
  const rows = await rowsOf<CouponRow>(
    on,
    `SELECT user_id AS userId, id, term, months, cost_days AS costDays, expires_on AS expiresOn
       FROM coupons WHERE user_id IN ${ids.sql} AND status = 'OPEN'`,
    ids.values,
  );
  return groupBy(rows, ({ userId }) => userId);
}

/** The date on which lapsing leaves fewer than so many days of lots in the order of drawing; null if there are fewer. */
function coveredUntil(lots: readonly LotRow[], costDays: number): string | null {
  let days = 0;
  for (let index = lots.length - 1; index >= 0; index -= 1) {
    const lot = lots[index] as LotRow;
    days += lot.days;
    if (days >= costDays) return lot.drawOrder.slice(0, 10);
  }
  return null;
}

/** What becomes of coupons; a batch collects them for one statement of each kind. */
export class CouponWrites {
  private readonly updates: {
    userId: string;
    id: string;
    status: string;
    expiresOn: string;
    closedOn: string | null;
  }[] = [];
  private readonly issues: Value[][] = [];

  close(coupon: CouponRow, status: string, closedOn: string): void {
    this.updates.push({ ...coupon, status, closedOn });
  }

  /** Brings open coupons in line with the days there are now (rule E6). */
  settle(
    userId: string,
    tiers: readonly CouponTier[],
    open: readonly CouponRow[],
    lots: readonly LotRow[],
    today: string,
    cause: string,
  ): void {
    for (const { term, months, costDays } of tiers) {
      const expiresOn = coveredUntil(lots, costDays);
      let coupon = open.find((one) => one.term === term);
      if (coupon !== undefined && coupon.expiresOn <= today) {
        this.close(coupon, 'EXPIRED', coupon.expiresOn);
        coupon = undefined;
      }
      if (coupon === undefined && expiresOn !== null) {
        const issued = [userId, newId('cpn'), term, months, costDays, 'OPEN', 'OPEN', today, expiresOn, cause];
        this.issues.push(issued);
      } else if (coupon !== undefined && expiresOn === null) {
        this.close(coupon, 'WITHDRAWN', today);
      } else if (coupon !== undefined && expiresOn !== null && expiresOn !== coupon.expiresOn) {
        this.updates.push({ ...coupon, status: 'OPEN', expiresOn, closedOn: null });
      }
    }
  }

  async write(on: mysql.PoolConnection): Promise<void> {
    const { updates, issues } = this;
    if (updates.length > 0) {
      const all = padded(updates);
      const cases = `CASE id ${'WHEN ? THEN ? '.repeat(all.length)}END`;
      const pairs = all.map(() => '(user_id = ? AND id = ?)').join(' OR ');
      await change(
        on,
        `UPDATE coupons SET open_key = ${cases}, status = ${cases}, expires_on = ${cases}, closed_on = ${cases}
          WHERE status = 'OPEN' AND (${pairs})`,
        [
          ...all.flatMap(({ id, status }) => [id, status === 'OPEN' ? 'OPEN' : null]),
          ...all.flatMap(({ id, status }) => [id, status]),
          ...all.flatMap(({ id, expiresOn }) => [id, expiresOn]),
          ...all.flatMap(({ id, closedOn }) => [id, closedOn]),
          ...all.flatMap(({ userId, id }) => [userId, id]),
        ],
        updates.length,
      );
    }
    const columns = 'user_id, id, term, months, cost_days, status, open_key, issued_on, expires_on, issued_by';
    await insert(on, 'coupons', columns, issues);
  }
}
