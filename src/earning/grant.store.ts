import { anyPair, inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { PagedTable } from '../database/page.js';
import type { Session, Transaction } from '../database/session.js';
import { type CalendarDate, firstDayOf } from '../shared/calendar.js';
import { instantOf, storedInstant } from '../shared/clock.js';
import type { Grant, GrantEntry } from './grant.js';

/** What a page of the history is read for; whose it is is known, and moments are seldom asked for and dear to read. */
const ENTRY_COLUMNS = `id, source, title, requested_days AS requestedDays, granted_days AS grantedDays,
  earned_on AS earnedOn, expires_on AS expiresOn`;

const COLUMNS = `user_id AS userId, ${ENTRY_COLUMNS}, earned_at AS earnedAt, year_earned_days AS yearEarnedDays,
  policy_version AS policyVersion, awarded_by AS awardedBy, award_key AS awardKey`;

/** What an account earned and what was cancelled in a calendar year (rule E4). */
export interface YearOfEarning {
  readonly earnedDays: number;
  readonly cancelledDays: number;
}

const NOTHING_EARNED: YearOfEarning = { earnedDays: 0, cancelledDays: 0 };

/** Days earned by accounts in a calendar year, up to today; used and lapsed days count as earned. */
export async function readYearOfEarning(
  session: Session,
  userIds: readonly string[],
  year: number,
  today: CalendarDate,
): Promise<(userId: string) => YearOfEarning> {
  const ids = inList(userIds);
  const rows = await session.rows<YearOfEarning & { userId: string }>(
    `SELECT user_id AS userId, SUM(granted_days) AS earnedDays, SUM(requested_days - granted_days) AS cancelledDays
       FROM grants WHERE user_id IN ${ids.sql} AND earned_on >= ? AND earned_on < ? AND earned_on <= ?
      GROUP BY user_id`,
    [...ids.values, firstDayOf(year), firstDayOf(year + 1), today],
  );
  const years = new Map(rows.map(({ userId, earnedDays, cancelledDays }) => [userId, { earnedDays, cancelledDays }]));
  return (userId) => years.get(userId) ?? NOTHING_EARNED;
}

/** Grants by id, of the accounts they are asked for. */
export async function readGrants(
  session: Session,
  keys: readonly { userId: string; id: string }[],
): Promise<Map<string, Grant>> {
  if (keys.length === 0) return new Map();
  const asked = anyPair(
    ['user_id', 'id'],
    keys.map(({ userId, id }) => [userId, id]),
  );
  const rows = await session.rows<Grant>(`SELECT ${COLUMNS} FROM grants WHERE ${asked.sql}`, asked.values);
  return new Map(rows.map((row) => [row.id, grantOf(row)]));
}

/** The grants that members of staff awarded by keys of their own. */
export async function readGrantsByAwardKey(
  session: Session,
  keys: readonly { awardedBy: string; awardKey: string }[],
): Promise<Grant[]> {
  if (keys.length === 0) return [];
  const asked = anyPair(
    ['awarded_by', 'award_key'],
    keys.map(({ awardedBy, awardKey }) => [awardedBy, awardKey]),
  );
  const rows = await session.rows<Grant>(`SELECT ${COLUMNS} FROM grants WHERE ${asked.sql}`, asked.values);
  return rows.map(grantOf);
}

export async function insertGrants(transaction: Transaction, grants: readonly Grant[]): Promise<void> {
  await insertRows(
    transaction,
    'grants',
    grants.map((grant) => ({
      user_id: grant.userId,
      id: grant.id,
      source: grant.source,
      title: grant.title,
      requested_days: grant.requestedDays,
      granted_days: grant.grantedDays,
      earned_at: storedInstant(grant.earnedAt),
      earned_on: grant.earnedOn,
      expires_on: grant.expiresOn,
      year_earned_days: grant.yearEarnedDays,
      policy_version: grant.policyVersion,
      awarded_by: grant.awardedBy,
      award_key: grant.awardKey,
    })),
  );
}

/** A row as it came, which becomes the record: a page has many. */
type Row<Read> = { -readonly [Column in keyof Read]: Read[Column] };

function grantOf(row: Row<Grant>): Grant {
  row.earnedAt = instantOf(row.earnedAt);
  return row;
}

/** The entry of a row of the history. */
export function entryOf(row: Row<GrantEntry>, userId: string): GrantEntry {
  row.userId = userId;
  return row;
}

/** An account's earnings up to a date (rule E7). */
export const grantHistory: PagedTable = {
  columns: ENTRY_COLUMNS,
  table: 'grants',
  date: 'earned_on',
  id: 'id',
  userId: 'user_id',
  counts: 'earned_on <= ?',
};
