import type mysql from 'mysql2/promise';
import { inList } from '../../src/database/conditions.js';
import type { Product } from '../../src/devices/product.js';
import { groupBy } from '../../src/shared/group-by.js';
import type { AccountRow } from './accounts.js';
import { change, rowsOf } from './connection.js';
import { plusMonths } from './dates.js';
import { type CouponRow, type LotRow, readLots, readOpenCoupons } from './ledger.js';
import { type Programme, readProgramme } from './programme.js';

interface DeviceRow extends Omit<Product, 'customBuild'> {
  readonly userId: string;
  readonly id: string;
  readonly serialNumber: string;
  readonly boundOn: string;
  readonly customBuild: number;
  readonly shippedOn: string;
  readonly purchasedOn: string | null;
  readonly baseMonths: number;
}

/** A device with its warranty as it stands. */
export interface BoundDevice extends DeviceRow {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly extensions: number;
  readonly lastRedeemedOn: string | null;
}

export interface PastRedemption {
  readonly userId: string;
  readonly realUserId: string;
  readonly redeemedOn: string;
  readonly costDays: number;
  readonly idempotencyKey: string;
}

/** Everything that a redemption is judged on. */
export interface RedemptionFacts {
  readonly account: AccountRow;
  readonly programme: Programme;
  readonly device: BoundDevice | null;
  readonly open: readonly CouponRow[];
  readonly lots: readonly LotRow[];
  /** By all accounts of the person. */
  readonly redemptions: readonly PastRedemption[];
}

/** Reads what a batch is judged on, in a fixed number of statements; the accounts are locked. */
export async function readFacts(
  on: mysql.PoolConnection,
  accounts: ReadonlyMap<string, AccountRow>,
  asked: readonly { readonly subject: string; readonly deviceId: string }[],
  today: string,
): Promise<(one: { readonly subject: string; readonly deviceId: string }) => RedemptionFacts | null> {
  const userIds = [...accounts.values()].map(({ userId }) => userId);
  const devices = await readDevices(
    on,
    asked.map(({ deviceId }) => deviceId),
    today,
  );
  const programme = await readProgramme(on, today);
  const lots = await readLots(on, userIds, today);
  const coupons = await readOpenCoupons(on, userIds);
  const redemptions = await readRedemptions(on, accounts, today);
  return ({ subject, deviceId }) => {
    const account = accounts.get(subject);
    if (account === undefined) return null;
    const device = devices.get(deviceId);
    return {
      account,
      programme,
      device: device?.userId === account.userId ? device : null,
      open: coupons.get(account.userId) ?? [],
      lots: lots.get(account.userId) ?? [],
      redemptions: redemptions.get(account.realUserId) ?? [],
    };
  };
}

async function readDevices(on: mysql.PoolConnection, deviceIds: readonly string[], today: string) {
  const ids = inList(deviceIds);
  const named = await rowsOf<{ serialNumber: string }>(
    on,
    `SELECT serial_number AS serialNumber FROM devices WHERE id IN ${ids.sql}`,
    ids.values,
  );
  if (named.length === 0) return new Map<string, BoundDevice>();
  const serials = inList(named.map(({ serialNumber }) => serialNumber).sort());
  await change(on, `UPDATE machines SET version = version + 1 WHERE serial_number IN ${serials.sql}`, serials.values);
  const rows = await rowsOf<DeviceRow>(
    on,
    `SELECT d.user_id AS userId, d.id AS id, d.serial_number AS serialNumber, d.bound_on AS boundOn, m.brand AS brand,
            m.series AS series, m.model_name AS modelName, m.machine_type AS machineType, m.mtm AS mtm,
            m.category AS category, m.sales_region AS salesRegion, m.custom_build AS customBuild,
            m.shipped_on AS shippedOn, m.purchased_on AS purchasedOn, m.base_warranty_months AS baseMonths
       FROM devices d JOIN machines m ON m.serial_number = d.serial_number WHERE d.id IN ${ids.sql}`,
    ids.values,
  );
  const extensions = await rowsOf<{ serialNumber: string; kind: string; months: number; extendedOn: string }>(
    on,
    `SELECT serial_number AS serialNumber, kind, months, extended_on AS extendedOn FROM warranty_extensions
      WHERE serial_number IN ${serials.sql} ORDER BY serial_number, sequence`,
    serials.values,
  );
  const extensionsOf = groupBy(extensions, ({ serialNumber }) => serialNumber);
  return new Map(
    rows.map((row): [string, BoundDevice] => {
      const startsOn = row.purchasedOn ?? row.shippedOn;
      let endsOn = plusMonths(startsOn, row.baseMonths);
      let lastRedeemedOn: string | null = null;
      const recorded = extensionsOf.get(row.serialNumber) ?? [];
      for (const { kind, months, extendedOn } of recorded) {
        if (extendedOn > today) continue;
        endsOn = plusMonths(endsOn, months);
        if (kind === 'REDEEMED' && extendedOn > (lastRedeemedOn ?? '')) lastRedeemedOn = extendedOn;
      }
      return [row.id, { ...row, startsOn, endsOn, extensions: recorded.length, lastRedeemedOn }];
    }),
  );
}

async function readRedemptions(on: mysql.PoolConnection, accounts: ReadonlyMap<string, AccountRow>, today: string) {
  const people = inList([...new Set([...accounts.values()].map(({ realUserId }) => realUserId))]);
  const rows = await rowsOf<PastRedemption>(
    on,
    `SELECT u.real_user_id AS realUserId, r.user_id AS userId, r.redeemed_on AS redeemedOn, r.cost_days AS costDays,
            r.idempotency_key AS idempotencyKey
       FROM users u JOIN redemptions r ON r.user_id = u.id
      WHERE u.real_user_id IN ${people.sql} AND r.redeemed_on <= ?`,
    [...people.values, today],
  );
  return groupBy(rows, ({ realUserId }) => realUserId);
}
