import type { CouponStatus } from '../coupons/coupon.js';
import type { Session } from '../database/session.js';
import type { Lot } from '../earning/lot.js';
import type { Channel, CouponTerm, DaySource, Policy } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import { groupBy } from '../shared/group-by.js';
import { type KeyRange, within } from './key-range.js';
import { type MachineRecords, readRedeemedMachines } from './machine-records.js';

export interface AuditedGrant {
  readonly userId: string;
  readonly id: string;
  readonly source: DaySource;
  readonly requestedDays: number;
  readonly grantedDays: number;
  readonly earnedOn: CalendarDate;
  readonly expiresOn: CalendarDate;
  readonly yearEarnedDays: number;
  readonly policyVersion: number;
  readonly awardedBy: string | null;
}

/** A lot's id here is its account's and its place in the order of drawing: `usr_01J…/2018-01-01.0.grt_01J….000`. */
export interface AuditedLot extends Lot {
  readonly id: string;
  readonly earnedOn: CalendarDate;
  readonly redemptionId: string | null;
}

export interface AuditedCoupon {
  readonly userId: string;
  readonly id: string;
  readonly term: CouponTerm;
  readonly months: number;
  readonly costDays: number;
  readonly status: CouponStatus;
  readonly openKey: string | null;
  readonly issuedOn: CalendarDate;
  readonly expiresOn: CalendarDate;
  readonly closedOn: CalendarDate | null;
}

export interface AuditedRedemption {
  readonly userId: string;
  readonly id: string;
  readonly couponId: string;
  readonly deviceId: string;
  readonly serialNumber: string;
  readonly term: CouponTerm;
  readonly months: number;
  readonly costDays: number;
  readonly redeemedOn: CalendarDate;
  readonly warrantyEndsOnBefore: CalendarDate;
  readonly warrantyEndsOnAfter: CalendarDate;
  readonly policyVersion: number;
  readonly idempotencyKey: string;
}

export interface AuditedDevice {
  readonly userId: string;
  readonly id: string;
  readonly slot: number;
  readonly serialNumber: string;
  readonly boundOn: CalendarDate;
  /** Null when the registry does not have its machine. */
  readonly registered: string | null;
}

/** A check-in's id here is its account's and its date: `usr_01J…/2018-01-01`. */
export interface AuditedCheckIn {
  readonly userId: string;
  readonly id: string;
  readonly checkedInOn: CalendarDate;
  readonly channel: Channel;
  readonly streak: number;
}

/** All that is on record under one account's id, whether the account exists or not. */
export interface AccountRecords {
  readonly userId: string;
  readonly isKnown: boolean;
  readonly hasRealUser: boolean;
  readonly grants: readonly AuditedGrant[];
  readonly lots: readonly AuditedLot[];
  readonly coupons: readonly AuditedCoupon[];
  readonly redemptions: readonly AuditedRedemption[];
  readonly devices: readonly AuditedDevice[];
  readonly checkIns: readonly AuditedCheckIn[];
  /** Redemptions by all accounts of the same real user. */
  readonly redemptionsByPerson: readonly Pick<AuditedRedemption, 'id' | 'serialNumber' | 'redeemedOn'>[];
  /** The machines that were redeemed on, by serial number. */
  readonly machines: ReadonlyMap<string, MachineRecords>;
  readonly policies: readonly Policy[];
}

export function policyOf(account: AccountRecords, version: number): Policy | undefined {
  return account.policies.find((policy) => policy.version === version);
}

/** Reads the accounts of a range in a fixed number of statements. */
export async function readAccountRecords(
  session: Session,
  range: KeyRange,
  policies: readonly Policy[],
): Promise<AccountRecords[]> {
  const ids = within(range, 'u.id');
  const users = await session.rows<{ userId: string; realUserId: string | null }>(
    `SELECT u.id AS userId, p.id AS realUserId FROM users u LEFT JOIN real_users p ON p.id = u.real_user_id
      WHERE ${ids.sql}`,
    ids.values,
  );
  const tables = {
    grants: await readGrants(session, range),
    lots: await readLots(session, range),
    coupons: await readCoupons(session, range),
    redemptions: await readRedemptions(session, range),
    devices: await readDevices(session, range),
    checkIns: await readCheckIns(session, range),
  };
  const byPerson = await readRedemptionsByPerson(session, range);
  const machines = await readRedeemedMachines(session, range);
  const known = new Map(users.map(({ userId, realUserId }) => [userId, realUserId]));
  const userIds = new Set([...known.keys(), ...Object.values(tables).flatMap((table) => [...table.keys()])]);
  return [...userIds].map((userId) => ({
    userId,
    isKnown: known.has(userId),
    hasRealUser: typeof known.get(userId) === 'string',
    grants: tables.grants.get(userId) ?? [],
    lots: tables.lots.get(userId) ?? [],
    coupons: tables.coupons.get(userId) ?? [],
    redemptions: tables.redemptions.get(userId) ?? [],
    devices: tables.devices.get(userId) ?? [],
    checkIns: tables.checkIns.get(userId) ?? [],
    redemptionsByPerson: byPerson.get(userId) ?? [],
    machines,
    policies,
  }));
}

async function readByAccount<Audited extends { userId: string }>(
  session: Session,
  range: KeyRange,
  select: string,
  order: string,
): Promise<Map<string, Audited[]>> {
  const ids = within(range, 'user_id');
  const rows = await session.rows<Audited>(`${select} WHERE ${ids.sql} ORDER BY user_id, ${order}`, ids.values);
  return groupBy(rows, ({ userId }) => userId);
}

function readGrants(session: Session, range: KeyRange): Promise<Map<string, AuditedGrant[]>> {
  const select = `SELECT user_id AS userId, id, source, requested_days AS requestedDays, granted_days AS grantedDays,
      earned_on AS earnedOn, expires_on AS expiresOn, year_earned_days AS yearEarnedDays,
      policy_version AS policyVersion, awarded_by AS awardedBy FROM grants`;
  return readByAccount(session, range, select, 'id');
}

async function readLots(session: Session, range: KeyRange): Promise<Map<string, AuditedLot[]>> {
  const select = `SELECT user_id AS userId, draw_order AS drawOrder, grant_id AS grantId, source, days,
      earned_on AS earnedOn, expires_on AS expiresOn, redemption_id AS redemptionId FROM lots`;
  const rows = await readByAccount<Omit<AuditedLot, 'id'>>(session, range, select, 'draw_order');
  return identified(rows, ({ drawOrder }) => drawOrder);
}

function readCoupons(session: Session, range: KeyRange): Promise<Map<string, AuditedCoupon[]>> {
  const select = `SELECT user_id AS userId, id, term, months, cost_days AS costDays, status, open_key AS openKey,
      issued_on AS issuedOn, expires_on AS expiresOn, closed_on AS closedOn FROM coupons`;
  return readByAccount(session, range, select, 'id');
}

function readRedemptions(session: Session, range: KeyRange): Promise<Map<string, AuditedRedemption[]>> {
  const select = `SELECT user_id AS userId, id, coupon_id AS couponId, device_id AS deviceId,
      serial_number AS serialNumber, term, months, cost_days AS costDays, redeemed_on AS redeemedOn,
      warranty_ends_on_before AS warrantyEndsOnBefore, warranty_ends_on_after AS warrantyEndsOnAfter,
      policy_version AS policyVersion, idempotency_key AS idempotencyKey FROM redemptions`;
  return readByAccount(session, range, select, 'id');
}

function readDevices(session: Session, range: KeyRange): Promise<Map<string, AuditedDevice[]>> {
  const select = `SELECT d.user_id AS userId, d.id AS id, d.slot AS slot, d.serial_number AS serialNumber,
      d.bound_on AS boundOn, m.serial_number AS registered
    FROM devices d LEFT JOIN machines m ON m.serial_number = d.serial_number`;
  return readByAccount(session, range, select, 'slot');
}

async function readCheckIns(session: Session, range: KeyRange): Promise<Map<string, AuditedCheckIn[]>> {
  const select = 'SELECT user_id AS userId, checked_in_on AS checkedInOn, channel, streak FROM check_ins';
  const rows = await readByAccount<Omit<AuditedCheckIn, 'id'>>(session, range, select, 'checked_in_on');
  return identified(rows, ({ checkedInOn }) => checkedInOn);
}

/** By account: the redemptions of every account of the same real user, who may be in another range. */
async function readRedemptionsByPerson(
  session: Session,
  range: KeyRange,
): Promise<Map<string, Pick<AuditedRedemption, 'id' | 'serialNumber' | 'redeemedOn'>[]>> {
  const ids = within(range, 'u.id');
  const rows = await session.rows<Pick<AuditedRedemption, 'userId' | 'id' | 'serialNumber' | 'redeemedOn'>>(
    `SELECT u.id AS userId, r.id AS id, r.serial_number AS serialNumber, r.redeemed_on AS redeemedOn
       FROM users u JOIN users a ON a.real_user_id = u.real_user_id JOIN redemptions r ON r.user_id = a.id
      WHERE ${ids.sql}`,
    ids.values,
  );
  return groupBy(rows, ({ userId }) => userId);
}

/** Gives records that have no id of their own one: their account's, then what tells them apart within it. */
function identified<Row extends { userId: string }>(
  byAccount: Map<string, Row[]>,
  partOf: (row: Row) => string,
): Map<string, (Row & { id: string })[]> {
  const withId = (row: Row) => ({ ...row, id: `${row.userId}/${partOf(row)}` });
  return new Map([...byAccount].map(([userId, rows]) => [userId, rows.map(withId)]));
}
