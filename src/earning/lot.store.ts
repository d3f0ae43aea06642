import { anyPair, anyRange, inList, padded, valueByKey } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction, Value } from '../database/session.js';
import { DAY_SOURCES } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import { groupBy } from '../shared/group-by.js';
import type { Grant } from './grant.js';
import { afterLapse, type DaysBySource, type Draw, type Lapse, type Lot, namedInOrder, ordersOf } from './lot.js';

/** Every draw's list of sources is as long, so that the statement has one shape for each number of draws. */
const SOURCES_LENGTH = 4;

/** A place in the order after every lot. */
const AFTER_ALL = afterLapse('9999-12-31');

type LotRow = Omit<Lot, 'grantId' | 'expiresOn'>;

function lotOf({ userId, drawOrder, source, days }: LotRow): Lot {
  const { expiresOn, grantId } = namedInOrder(drawOrder);
  return { userId, drawOrder, grantId, source, days, expiresOn };
}

/**
 * A condition on the lots of accounts that can be used today: a range of each account's order of drawing, which begins
 * with the date of the lapse, so that days that lapsed long ago cost nothing.
 */
function usableLots(userIds: readonly string[], today: CalendarDate): { sql: string; values: Value[] } {
  const ids = inList(userIds);
  return {
    sql: `user_id IN ${ids.sql} AND redemption_id IS NULL AND draw_order > ? AND earned_on <= ?`,
    values: [...ids.values, afterLapse(today), today],
  };
}

/** The lots of each account that can be used today. What the order of drawing names is read from it. */
export async function readUsableLots(
  session: Session,
  userIds: readonly string[],
  today: CalendarDate,
): Promise<Map<string, Lot[]>> {
  if (userIds.length === 0) return new Map();
  const lots = usableLots(userIds, today);
  const rows = await session.rows<LotRow>(
    `SELECT user_id AS userId, draw_order AS drawOrder, source, days FROM lots WHERE ${lots.sql}`,
    lots.values,
  );
  return groupBy(rows.map(lotOf), ({ userId }) => userId);
}

const SUMS_BY_SOURCE = DAY_SOURCES.map(
  (source) => `SUM(CASE source WHEN '${source}' THEN days ELSE 0 END) AS ${source}`,
).join(', ');

/** Days that each account can use today, by source; an account without any is not in the map. */
export async function readUsableDays(
  session: Session,
  userIds: readonly string[],
  today: CalendarDate,
): Promise<Map<string, DaysBySource>> {
  const lots = usableLots(userIds, today);
  const rows = await session.rows<DaysBySource & { userId: string }>(
    `SELECT user_id AS userId, ${SUMS_BY_SOURCE} FROM lots WHERE ${lots.sql} GROUP BY user_id`,
    lots.values,
  );
  return new Map(rows.map((row) => [row.userId, row]));
}

/** Days that each account can use today, by the date on which they lapse, soonest first. */
export async function readLapses(
  session: Session,
  userIds: readonly string[],
  today: CalendarDate,
): Promise<Map<string, Lapse[]>> {
  const lots = usableLots(userIds, today);
  const rows = await session.rows<{ userId: string; lapsesOn: CalendarDate; days: number }>(
    `SELECT user_id AS userId, expires_on AS lapsesOn, SUM(days) AS days FROM lots
      WHERE ${lots.sql} GROUP BY user_id, expires_on ORDER BY user_id, expires_on`,
    lots.values,
  );
  const byAccount = groupBy(rows, ({ userId }) => userId);
  return new Map(
    [...byAccount].map(([userId, lapses]) => [userId, lapses.map(({ lapsesOn, days }) => ({ on: lapsesOn, days }))]),
  );
}

/** A grant, with what the keys of its lots are made of. */
export type GrantKey = Pick<Grant, 'userId' | 'id' | 'source' | 'expiresOn'>;

/** A redemption, with the date after which all that it drew would have lapsed. */
export interface DrawKey {
  readonly userId: string;
  readonly redemptionId: string;
  readonly redeemedOn: CalendarDate;
}

/** What became of grants, by grant: the days of its lots that are still open, and those that were drawn. */
export async function readGrantUse(
  session: Session,
  grants: readonly GrantKey[],
): Promise<Map<string, { openDays: number; drawnDays: number }>> {
  if (grants.length === 0) return new Map();
  const lots = anyRange(
    ['user_id', 'draw_order'],
    grants.map((grant) => [grant.userId, ...ordersOf(grant)] as const),
  );
  const rows = await session.rows<{ grantId: string; openDays: number; drawnDays: number }>(
    `SELECT grant_id AS grantId, SUM(CASE WHEN redemption_id IS NULL THEN days ELSE 0 END) AS openDays,
            SUM(CASE WHEN redemption_id IS NULL THEN 0 ELSE days END) AS drawnDays
       FROM lots WHERE ${lots.sql} GROUP BY user_id, grant_id`,
    lots.values,
  );
  return new Map(rows.map(({ grantId, openDays, drawnDays }) => [grantId, { openDays, drawnDays }]));
}

/**
 * Days drawn by redemptions, by redemption and then by grant, in the order they were drawn. What was drawn lapses later
 * than it was redeemed, so that what lapsed before is not looked at.
 */
export async function readDrawnDays(
  session: Session,
  keys: readonly DrawKey[],
): Promise<Map<string, { grantId: string; days: number }[]>> {
  if (keys.length === 0) return new Map();
  const lots = anyRange(
    ['user_id', 'draw_order'],
    keys.map(({ userId, redeemedOn }) => [userId, afterLapse(redeemedOn), AFTER_ALL]),
  );
  const redemptions = inList(keys.map(({ redemptionId }) => redemptionId));
  const rows = await session.rows<{ redemptionId: string; grantId: string; days: number }>(
    `SELECT redemption_id AS redemptionId, grant_id AS grantId, SUM(days) AS days
       FROM lots WHERE ${lots.sql} AND redemption_id IN ${redemptions.sql}
      GROUP BY user_id, redemption_id, grant_id ORDER BY redemption_id, MIN(draw_order)`,
    [...lots.values, ...redemptions.values],
  );
  return groupBy(rows, ({ redemptionId }) => redemptionId);
}

export async function insertLots(
  transaction: Transaction,
  lots: readonly (Lot & { readonly earnedOn: CalendarDate })[],
): Promise<void> {
  await insertRows(
    transaction,
    'lots',
    lots.map((lot) => ({
      user_id: lot.userId,
      draw_order: lot.drawOrder,
      grant_id: lot.grantId,
      source: lot.source,
      days: lot.days,
      earned_on: lot.earnedOn,
      expires_on: lot.expiresOn,
    })),
  );
}

/**
 * Marks the lots of each draw with its redemption: one statement over a range of each account's order, after one that
 * cuts the lots of which only a part is drawn. The accounts are locked; a count that is not the planned one means that
 * the ledger is not what the facts said, and undoes all.
 */
export async function drawLots(
  transaction: Transaction,
  draws: readonly { redemptionId: string; draw: Draw }[],
  today: CalendarDate,
): Promise<void> {
  if (draws.length === 0) return;
  await splitLots(
    transaction,
    draws.map(({ draw }) => draw),
  );
  const marks = valueByKey(
    'user_id',
    draws.map(({ redemptionId, draw }) => [draw.userId, redemptionId]),
  );
  const ranges: string[] = [];
  const rangeValues: Value[] = [];
  for (const { draw } of padded(draws)) {
    const sources = inList(draw.sources, SOURCES_LENGTH);
    ranges.push(`(user_id = ? AND draw_order BETWEEN ? AND ? AND source IN ${sources.sql})`);
    rangeValues.push(draw.userId, draw.firstOrder, draw.lastOrder, ...sources.values);
  }
  const drawn = await transaction.run(
    `UPDATE lots SET redemption_id = ${marks.sql}
      WHERE redemption_id IS NULL AND earned_on <= ? AND (${ranges.join(' OR ')})`,
    [...marks.values, today, ...rangeValues],
  );
  const planned = draws.reduce((sum, { draw }) => sum + draw.lotCount, 0);
  if (drawn !== planned) throw new Error(`${drawn} lots were drawn where ${planned} were planned.`);
}

/** Leaves in each lot what is drawn of it, and puts the rest into a lot of its own, which has all else from the first. */
async function splitLots(transaction: Transaction, draws: readonly Draw[]): Promise<void> {
  const splits = draws.flatMap(({ split }) => (split === null ? [] : [split]));
  if (splits.length === 0) return;
  const orders = valueByKey(
    'user_id',
    splits.map(({ rest }) => [rest.userId, rest.drawOrder]),
  );
  const days = valueByKey(
    'user_id',
    splits.map(({ rest }) => [rest.userId, rest.days]),
  );
  const drawn = valueByKey(
    'user_id',
    splits.map(({ lot, drawnDays }) => [lot.userId, drawnDays]),
  );
  const cut = anyPair(
    ['user_id', 'draw_order'],
    splits.map(({ lot }) => [lot.userId, lot.drawOrder]),
  );
  const added = await transaction.run(
    `INSERT INTO lots (user_id, draw_order, grant_id, source, days, earned_on, expires_on)
     SELECT user_id, ${orders.sql}, grant_id, source, ${days.sql}, earned_on, expires_on
       FROM lots WHERE redemption_id IS NULL AND ${cut.sql}`,
    [...orders.values, ...days.values, ...cut.values],
  );
  const left = await transaction.run(`UPDATE lots SET days = ${drawn.sql} WHERE redemption_id IS NULL AND ${cut.sql}`, [
    ...drawn.values,
    ...cut.values,
  ]);
  if (added !== splits.length || left !== splits.length) {
    throw new Error(`${left} lots were split, and ${added} rests kept, where ${splits.length} were planned.`);
  }
}
