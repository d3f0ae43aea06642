import { anyPair, inList, valueByKey } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { PagedTable } from '../database/page.js';
import type { Session, Transaction } from '../database/session.js';
import { groupBy } from '../shared/group-by.js';
import type { Coupon, CouponChanges } from './coupon.js';

const COLUMNS = `user_id AS userId, id, term, months, cost_days AS costDays, status, issued_on AS issuedOn,
  expires_on AS expiresOn, issued_by AS issuedBy, closed_on AS closedOn`;

/** An account's closed coupons, with those that have expired and that no write has closed yet. */
export const couponHistory: PagedTable = {
  columns: COLUMNS,
  table: 'coupons',
  date: 'COALESCE(closed_on, expires_on)',
  id: 'id',
  userId: 'user_id',
  counts: "issued_on <= ? AND (status <> 'OPEN' OR expires_on <= ?)",
};

/** Coupons that no write has closed, by account; some may have expired since (see `couponOn`). */
export async function readOpenCoupons(session: Session, userIds: readonly string[]): Promise<Map<string, Coupon[]>> {
  if (userIds.length === 0) return new Map();
  const ids = inList(userIds);
  const rows = await session.rows<Coupon>(
    `SELECT ${COLUMNS} FROM coupons WHERE user_id IN ${ids.sql} AND status = 'OPEN' ORDER BY user_id, cost_days`,
    ids.values,
  );
  return groupBy(rows, ({ userId }) => userId);
}

/** Coupons by id, of the accounts they are asked for, whatever their date. */
export async function readCoupons(
  session: Session,
  keys: readonly { userId: string; id: string }[],
): Promise<Map<string, Coupon>> {
  if (keys.length === 0) return new Map();
  const asked = anyPair(
    ['user_id', 'id'],
    keys.map(({ userId, id }) => [userId, id]),
  );
  const rows = await session.rows<Coupon>(`SELECT ${COLUMNS} FROM coupons WHERE ${asked.sql}`, asked.values);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Coupons by the grant or redemption after which they were issued, shortest term first. */
export async function readCouponsIssuedBy(
  session: Session,
  keys: readonly { userId: string; cause: string }[],
): Promise<Map<string, Coupon[]>> {
  if (keys.length === 0) return new Map();
  const asked = anyPair(
    ['user_id', 'issued_by'],
    keys.map(({ userId, cause }) => [userId, cause]),
  );
  const rows = await session.rows<Coupon>(
    `SELECT ${COLUMNS} FROM coupons WHERE ${asked.sql} ORDER BY cost_days`,
    asked.values,
  );
  return groupBy(rows, ({ issuedBy }) => issuedBy);
}

/** Writes what a change of balances did to coupons: first what closes, so that what is issued finds its place free. */
export async function writeCoupons(transaction: Transaction, changes: readonly CouponChanges[]): Promise<void> {
  await updateCoupons(
    transaction,
    changes.flatMap(({ changed }) => changed),
  );
  await insertRows(
    transaction,
    'coupons',
    changes
      .flatMap(({ issued }) => issued)
      .map((coupon) => ({
        user_id: coupon.userId,
        id: coupon.id,
        term: coupon.term,
        months: coupon.months,
        cost_days: coupon.costDays,
        status: coupon.status,
        open_key: openKey(coupon),
        issued_on: coupon.issuedOn,
        expires_on: coupon.expiresOn,
        issued_by: coupon.issuedBy,
        closed_on: coupon.closedOn,
      })),
  );
}

async function updateCoupons(transaction: Transaction, coupons: readonly Coupon[]): Promise<void> {
  if (coupons.length === 0) return;
  const ids = anyPair(
    ['user_id', 'id'],
    coupons.map(({ userId, id }) => [userId, id]),
  );
  const byId = (value: (coupon: Coupon) => string | null) =>
    valueByKey(
      'id',
      coupons.map((coupon) => [coupon.id, value(coupon)]),
    );
  const keys = byId(openKey);
  const statuses = byId(({ status }) => status);
  const expiries = byId(({ expiresOn }) => expiresOn);
  const closings = byId(({ closedOn }) => closedOn);
  const updated = await transaction.run(
    `UPDATE coupons SET open_key = ${keys.sql}, status = ${statuses.sql},
       expires_on = ${expiries.sql}, closed_on = ${closings.sql}
      WHERE status = 'OPEN' AND ${ids.sql}`,
    [...keys.values, ...statuses.values, ...expiries.values, ...closings.values, ...ids.values],
  );
  if (updated !== coupons.length)
    throw new Error(`${updated} coupons were changed where ${coupons.length} were planned.`);
}

function openKey(coupon: Coupon): string | null {
  return coupon.status === 'OPEN' ? 'OPEN' : null;
}
