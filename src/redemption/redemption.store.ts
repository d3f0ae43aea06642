import { inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction } from '../database/session.js';
import type { CalendarDate } from '../shared/calendar.js';
import { instantOf, storedInstant } from '../shared/clock.js';
import { groupBy } from '../shared/group-by.js';
import type { Redemption } from './redemption.js';
import type { Violation } from './violation.js';

const COLUMNS = `r.user_id AS userId, r.id AS id, r.coupon_id AS couponId, r.device_id AS deviceId,
  r.serial_number AS serialNumber, r.term AS term, r.months AS months, r.cost_days AS costDays,
  r.redeemed_at AS redeemedAt, r.redeemed_on AS redeemedOn, r.warranty_ends_on_before AS warrantyEndsOnBefore,
  r.warranty_ends_on_after AS warrantyEndsOnAfter, r.policy_version AS policyVersion,
  r.idempotency_key AS idempotencyKey`;

/** All redemptions ever made by real users, over all their accounts (rule R3), newest first. */
export async function readRedemptionsOfRealUsers(
  session: Session,
  realUserIds: readonly string[],
): Promise<Map<string, Redemption[]>> {
  if (realUserIds.length === 0) return new Map();
  const people = inList(realUserIds);
  const rows = await session.rows<Redemption & { realUserId: string }>(
    `SELECT u.real_user_id AS realUserId, ${COLUMNS}
       FROM users u JOIN redemptions r ON r.user_id = u.id
      WHERE u.real_user_id IN ${people.sql} ORDER BY r.redeemed_on DESC, r.id DESC`,
    people.values,
  );
  const grouped = groupBy(rows, ({ realUserId }) => realUserId);
  return new Map([...grouped].map(([person, redemptions]) => [person, redemptions.map(redemptionOf)]));
}

/** Redemptions of accounts up to a date, newest first. */
export async function readRedemptions(
  session: Session,
  userIds: readonly string[],
  today: CalendarDate,
): Promise<Map<string, Redemption[]>> {
  if (userIds.length === 0) return new Map();
  const ids = inList(userIds);
  const rows = await session.rows<Redemption>(
    `SELECT ${COLUMNS} FROM redemptions r
      WHERE r.user_id IN ${ids.sql} AND r.redeemed_on <= ? ORDER BY r.redeemed_on DESC, r.id DESC`,
    [...ids.values, today],
  );
  return groupBy(rows.map(redemptionOf), ({ userId }) => userId);
}

export async function insertRedemptions(transaction: Transaction, redemptions: readonly Redemption[]): Promise<void> {
  await insertRows(
    transaction,
    'redemptions',
    redemptions.map((redemption) => ({
      user_id: redemption.userId,
      id: redemption.id,
      coupon_id: redemption.couponId,
      device_id: redemption.deviceId,
      serial_number: redemption.serialNumber,
      term: redemption.term,
      months: redemption.months,
      cost_days: redemption.costDays,
      redeemed_at: storedInstant(redemption.redeemedAt),
      redeemed_on: redemption.redeemedOn,
      warranty_ends_on_before: redemption.warrantyEndsOnBefore,
      warranty_ends_on_after: redemption.warrantyEndsOnAfter,
      policy_version: redemption.policyVersion,
      idempotency_key: redemption.idempotencyKey,
    })),
  );
}

/** A refused attempt, as support finds it under its reference. */
export interface Refusal {
  readonly id: string;
  readonly userId: string;
  readonly couponId: string | null;
  readonly deviceId: string | null;
  readonly refusedAt: string;
  readonly violations: readonly Violation[];
}

export async function insertRefusals(transaction: Transaction, refusals: readonly Refusal[]): Promise<void> {
  await insertRows(
    transaction,
    'refusals',
    refusals.map((refusal) => ({
      id: refusal.id,
      user_id: refusal.userId,
      coupon_id: refusal.couponId,
      device_id: refusal.deviceId,
      refused_at: storedInstant(refusal.refusedAt),
      violations: JSON.stringify(refusal.violations),
    })),
  );
}

function redemptionOf(row: Redemption): Redemption {
  return { ...row, redeemedAt: instantOf(row.redeemedAt) };
}
