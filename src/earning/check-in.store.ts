import { inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction } from '../database/session.js';
import { addDays, type CalendarDate } from '../shared/calendar.js';
import { storedInstant } from '../shared/clock.js';
import type { CheckIn } from './check-in.js';

/** Each account's latest check-in of yesterday or today: an earlier one has no streak left. */
export async function readLatestCheckIns(
  session: Session,
  userIds: readonly string[],
  today: CalendarDate,
): Promise<Map<string, CheckIn>> {
  const ids = inList(userIds);
  const rows = await session.rows<CheckIn>(
    `SELECT user_id AS userId, checked_in_on AS checkedInOn, channel, streak
       FROM check_ins WHERE user_id IN ${ids.sql} AND checked_in_on IN (?, ?) ORDER BY checked_in_on`,
    [...ids.values, addDays(today, -1), today],
  );
  return new Map(rows.map((row) => [row.userId, row]));
}

export async function insertCheckIns(
  transaction: Transaction,
  checkIns: readonly (CheckIn & { checkedInAt: string })[],
): Promise<void> {
  await insertRows(
    transaction,
    'check_ins',
    checkIns.map((checkIn) => ({
      user_id: checkIn.userId,
      checked_in_on: checkIn.checkedInOn,
      checked_in_at: storedInstant(checkIn.checkedInAt),
      channel: checkIn.channel,
      streak: checkIn.streak,
    })),
  );
}
