import type mysql from 'mysql2/promise';
import { inList } from '../../src/database/conditions.js';
import { groupBy } from '../../src/shared/group-by.js';
import { rowsOf } from './connection.js';
import { plusMonths } from './dates.js';

interface DeviceRow {
  userId: string;
  id: string;
  serialNumber: string;
  boundOn: string;
  shippedOn: string;
  purchasedOn: string | null;
  baseMonths: number;
}

interface GrantRow {
  userId: string;
  id: string;
  source: string;
  grantedDays: number;
  earnedOn: string;
  expiresOn: string;
}

interface RedemptionRow {
  userId: string;
  id: string;
  redeemedOn: string;
  costDays: number;
  warrantyEndsOnAfter: string;
  deviceId: string;
}

/** What is read of an account, as the GraphQL operation of workload R answers it. */
export async function readAccounts(
  pool: mysql.Pool,
  asked: readonly { readonly subject: string }[],
  today: string,
): Promise<object[]> {
  const idOf = await userIdsOf(
    pool,
    asked.map(({ subject }) => subject),
  );
  const userIds = [...idOf.values()];
  const [days, devices, grants, redemptions] = await Promise.all([
    readDays(pool, userIds, today),
    readDevices(pool, userIds, today),
    readGrants(pool, userIds, today),
    readRedemptions(pool, userIds, today),
  ]);
  return asked.map(({ subject }) => {
    const id = idOf.get(subject) ?? '';
    const own = devices.get(id) ?? [];
    const serials = new Map(own.map((device) => [device.id, device.serialNumber]));
    return {
      balance: { availableDays: days.get(id) ?? 0 },
      devices: own,
      grants: { edges: (grants.get(id) ?? []).map(({ userId: _, ...node }) => ({ node })) },
      redemptions: {
        edges: (redemptions.get(id) ?? []).slice(0, 10).map(({ userId: _, deviceId, ...node }) => {
          return { node: { ...node, device: { serialNumber: serials.get(deviceId) } } };
        }),
      },
    };
  });
}

const REMEMBERED_MAX = 100_000;

/** Whose account a subject is never changes: it is read once. */
const remembered = new Map<string, string>();

async function userIdsOf(pool: mysql.Pool, subjects: readonly string[]): Promise<Map<string, string>> {
  const unknown = subjects.filter((subject) => !remembered.has(subject));
  if (unknown.length > 0) {
    const asked = inList([...new Set(unknown)]);
    const sql = `SELECT subject, id FROM users WHERE subject IN ${asked.sql}`;
    if (remembered.size > REMEMBERED_MAX) remembered.clear();
    for (const { subject, id } of await rowsOf<{ subject: string; id: string }>(pool, sql, asked.values)) {
      remembered.set(subject, id);
    }
  }
  return new Map(subjects.map((subject) => [subject, remembered.get(subject) ?? '']));
}

async function readDays(pool: mysql.Pool, userIds: readonly string[], today: string): Promise<Map<string, number>> {
  const ids = inList(userIds);
  const rows = await rowsOf<{ userId: string; days: number }>(
    pool,
    `SELECT user_id AS userId, SUM(days) AS days FROM lots
      WHERE user_id IN ${ids.sql} AND redemption_id IS NULL AND draw_order > ? AND earned_on <= ? GROUP BY user_id`,
    [...ids.values, `${today}~`, today],
  );
  return new Map(rows.map(({ userId, days }) => [userId, days]));
}

async function readDevices(pool: mysql.Pool, userIds: readonly string[], today: string) {
  const ids = inList(userIds);
  const rows = await rowsOf<DeviceRow>(
    pool,
    `SELECT d.user_id AS userId, d.id AS id, d.serial_number AS serialNumber, d.bound_on AS boundOn,
            m.shipped_on AS shippedOn, m.purchased_on AS purchasedOn, m.base_warranty_months AS baseMonths
       FROM devices d JOIN machines m ON m.serial_number = d.serial_number
      WHERE d.user_id IN ${ids.sql} ORDER BY d.user_id, d.slot`,
    ids.values,
  );
  const serials = inList(rows.map(({ serialNumber }) => serialNumber));
  const extensions = await rowsOf<{ serialNumber: string; months: number }>(
    pool,
    `SELECT serial_number AS serialNumber, months FROM warranty_extensions
      WHERE serial_number IN ${serials.sql} AND extended_on <= ? ORDER BY serial_number, sequence`,
    [...serials.values, today],
  );
  const monthsOf = groupBy(extensions, ({ serialNumber }) => serialNumber);
  return new Map(
    [...groupBy(rows, ({ userId }) => userId)].map(([userId, own]) => [
      userId,
      own.map(({ id, serialNumber, boundOn, shippedOn, purchasedOn, baseMonths }) => {
        const startsOn = purchasedOn ?? shippedOn;
        let endsOn = plusMonths(startsOn, baseMonths);
        for (const { months } of monthsOf.get(serialNumber) ?? []) endsOn = plusMonths(endsOn, months);
        return { id, serialNumber, boundOn, warranty: { endsOn, inWarranty: startsOn <= today && today <= endsOn } };
      }),
    ]),
  );
}

async function readGrants(pool: mysql.Pool, userIds: readonly string[], today: string) {
  const ids = inList(userIds);
  const ten = `(SELECT user_id AS userId, id, source, granted_days AS grantedDays, earned_on AS earnedOn,
    expires_on AS expiresOn FROM grants WHERE user_id = ? AND earned_on <= ? ORDER BY earned_on DESC, id DESC LIMIT 10)`;
  const distinct = userIds.length;
  const rows = await rowsOf<GrantRow>(
    pool,
    ids.values.map(() => ten).join(' UNION ALL '),
    ids.values.flatMap((id, index) => [index < distinct ? id : '', today]),
  );
  return groupBy(rows, ({ userId }) => userId);
}

async function readRedemptions(pool: mysql.Pool, userIds: readonly string[], today: string) {
  const ids = inList(userIds);
  const rows = await rowsOf<RedemptionRow>(
    pool,
    `SELECT user_id AS userId, id, redeemed_on AS redeemedOn, cost_days AS costDays,
            warranty_ends_on_after AS warrantyEndsOnAfter, device_id AS deviceId
       FROM redemptions WHERE user_id IN ${ids.sql} AND redeemed_on <= ? ORDER BY redeemed_on DESC, id DESC`,
    [...ids.values, today],
  );
  return groupBy(rows, ({ userId }) => userId);
}
