import { drawOrder } from '../../src/earning/lot.js';
import type { SeedDates } from './dates.js';
import {
  COST_DAYS,
  COUPON_MONTHS,
  couponId,
  grantReaching,
  redemptionsOf,
  type SeededDevice,
  type SeededGrant,
  type SeededMember,
  saversCouponId,
} from './members.js';

/** The fields of a row in the form of LOAD DATA, in which NULL is told from every text. */
type Row = readonly (string | number)[];

const NULL = '\\N';

/** A table of the seed: its columns, and the rows of one member. */
export interface SeededTable {
  readonly name: string;
  readonly columns: string;
  rowsOf(member: SeededMember, dates: SeedDates): Row[];
}

/** The first policy, which the migrations put in force. */
const POLICY_VERSION = 1;

/** Who awarded the readers' days; no record of staff is needed for it to be so. */
const AWARDED_BY = 'usr_00000000000000000000000000';

const TIERS = [
  { term: 'THREE_MONTHS', months: COUPON_MONTHS, costDays: COST_DAYS },
  { term: 'SIX_MONTHS', months: 6, costDays: 180 },
  { term: 'TWELVE_MONTHS', months: 12, costDays: 360 },
] as const;

export const SEEDED_TABLES: readonly SeededTable[] = [
  {
    name: 'real_users',
    columns: 'id, version',
    rowsOf: ({ realUserId }) => [[realUserId, 0]],
  },
  {
    name: 'users',
    columns: 'id, subject, real_user_id, created_at',
    rowsOf: ({ userId, subject, realUserId }, dates) => [[userId, subject, realUserId, dates.at(780)]],
  },
  {
    name: 'machines',
    columns: `serial_number, version, machine_type, mtm, brand, series, model_name, category, sales_region, custom_build,
      shipped_on, base_warranty_months`,
    rowsOf: ({ devices }, dates) => devices.map((device) => machineRow(device, dates)),
  },
  {
    name: 'devices',
    columns: 'id, user_id, slot, serial_number, bound_at, bound_on',
    rowsOf: ({ userId, devices }, dates) =>
      devices.map(({ id, slot, serialNumber, boundDaysAgo }) => {
        return [id, userId, slot, serialNumber, dates.at(boundDaysAgo), dates.on(boundDaysAgo)];
      }),
  },
  {
    name: 'check_ins',
    columns: 'user_id, checked_in_on, checked_in_at, channel, streak',
    rowsOf: ({ kind, userId, grants }, dates) =>
      kind === 'READER'
        ? []
        : grants.map(({ daysAgo }, part) => [userId, dates.on(daysAgo), dates.at(daysAgo), 'APP', part + 1]),
  },
  {
    name: 'grants',
    columns: `user_id, id, source, title, requested_days, granted_days, earned_at, earned_on, expires_on,
      year_earned_days, policy_version, awarded_by`,
    rowsOf: ({ userId, grants }, dates) => grants.map((grant) => grantRow(userId, grant, dates)),
  },
  {
    name: 'lots',
    columns: 'user_id, draw_order, grant_id, source, days, earned_on, expires_on, redemption_id',
    rowsOf: lotRows,
  },
  {
    name: 'coupons',
    columns: 'user_id, id, term, months, cost_days, status, open_key, issued_on, expires_on, issued_by, closed_on',
    rowsOf: couponRows,
  },
  {
    name: 'redemptions',
    columns: `user_id, id, coupon_id, device_id, serial_number, term, months, cost_days, redeemed_at, redeemed_on,
      warranty_ends_on_before, warranty_ends_on_after, policy_version, idempotency_key`,
    rowsOf: redemptionRows,
  },
  {
    name: 'warranty_extensions',
    columns: 'serial_number, sequence, kind, months, extended_on, redemption_id',
    rowsOf: ({ redemptions }, dates) =>
      redemptions.map(({ id, device, daysAgo }) => {
        return [device.serialNumber, 1, 'REDEEMED', COUPON_MONTHS, dates.on(daysAgo), id];
      }),
  },
];

function machineRow({ serialNumber, shippedDaysAgo, baseWarrantyMonths }: SeededDevice, dates: SeedDates): Row {
  const product = [NULL, NULL, 'Lenovo', 'xiaoxin', 'XiaoXinPro 14 IRH8', 'LAPTOP', 'CN', 0] as const;
  return [serialNumber, 0, ...product, dates.on(shippedDaysAgo), baseWarrantyMonths];
}

function grantRow(userId: string, grant: SeededGrant, dates: SeedDates): Row {
  const { id, source, days, daysAgo, yearEarnedDays } = grant;
  const [title, awardedBy] = source === 'CHECK_IN' ? [NULL, NULL] : ['Writing column', AWARDED_BY];
  const dated = [dates.at(daysAgo), dates.on(daysAgo), dates.lapse(daysAgo)];
  return [userId, id, source, title, days, days, ...dated, yearEarnedDays, POLICY_VERSION, awardedBy];
}

/** A grant is one lot; a reader's first was split by each redemption, which kept its part of it. */
function lotRows(member: SeededMember, dates: SeedDates): Row[] {
  const { userId, grants, redemptions } = member;
  return grants.flatMap((grant, index) => {
    const drawnBy = index === 0 ? redemptions.map(({ id }) => id) : [];
    const rest = grant.days - drawnBy.length * COST_DAYS;
    const drawn = drawnBy.map((id, part) => lotRow(userId, grant, part, COST_DAYS, id, dates));
    return rest === 0 ? drawn : [...drawn, lotRow(userId, grant, drawn.length, rest, NULL, dates)];
  });
}

function lotRow(
  userId: string,
  grant: SeededGrant,
  part: number,
  days: number,
  redemptionId: string,
  dates: SeedDates,
): Row {
  const { id, source, daysAgo } = grant;
  const expiresOn = dates.lapse(daysAgo);
  const order = drawOrder({ id, source, expiresOn }, part);
  return [userId, order, id, source, days, dates.on(daysAgo), expiresOn, redemptionId];
}

function couponRows(member: SeededMember, dates: SeedDates): Row[] {
  return member.kind === 'READER' ? readerCoupons(member, dates) : saverCoupons(member, dates);
}

/**
 * A first grant of 120 days issued a coupon of three months, which was redeemed. One of 200 issued six months beside it,
 * withdrawn when the first redemption left 110 days, and that redemption issued three months anew, redeemed as well.
 */
function readerCoupons({ index, userId, grants, redemptions }: SeededMember, dates: SeedDates): Row[] {
  const [first] = grants;
  const [earlier, later] = redemptions;
  if (first === undefined || earlier === undefined) return [];
  const issuedOn = dates.on(first.daysAgo);
  const expiresOn = dates.lapse(first.daysAgo);
  const earlierOn = dates.on(earlier.daysAgo);
  const [three, six] = TIERS;
  const three1 = [userId, earlier.couponId, ...Object.values(three), 'REDEEMED', NULL];
  const coupons: Row[] = [[...three1, issuedOn, expiresOn, first.id, earlierOn]];
  if (redemptionsOf(index) < 2 || later === undefined) return coupons;
  coupons.push([
    userId,
    couponId(dates, index, 2),
    ...Object.values(six),
    'WITHDRAWN',
    NULL,
    issuedOn,
    expiresOn,
    first.id,
    earlierOn,
  ]);
  const three2 = [userId, later.couponId, ...Object.values(three), 'REDEEMED', NULL];
  coupons.push([...three2, earlierOn, expiresOn, earlier.id, dates.on(later.daysAgo)]);
  return coupons;
}

/** One open coupon of each term that the days cover, until the date on which so many of the newest days are left. */
function saverCoupons(member: SeededMember, dates: SeedDates): Row[] {
  return TIERS.flatMap(({ term, months, costDays }): Row[] => {
    const issuedBy = grantReaching(member, costDays);
    if (issuedBy === null) return [];
    const id = saversCouponId(member, dates, costDays);
    const issued = [dates.on(issuedBy.daysAgo), dates.lapse(costDays), issuedBy.id];
    return [[member.userId, id, term, months, costDays, 'OPEN', 'OPEN', ...issued, NULL]];
  });
}

function redemptionRows({ userId, redemptions }: SeededMember, dates: SeedDates): Row[] {
  return redemptions.map((redemption) => {
    const { id, device, daysAgo } = redemption;
    const { shippedDaysAgo, baseWarrantyMonths } = device;
    const ends = [0, COUPON_MONTHS].map((added) => dates.warrantyEnd(shippedDaysAgo, baseWarrantyMonths, added));
    const what = [redemption.couponId, device.id, device.serialNumber, 'THREE_MONTHS', COUPON_MONTHS, COST_DAYS];
    return [userId, id, ...what, dates.at(daysAgo), dates.on(daysAgo), ...ends, POLICY_VERSION, `seed-${id}`];
  });
}
