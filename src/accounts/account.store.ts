import { inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction } from '../database/session.js';
import { type Clock, instantOf, type Moment, storedInstant } from '../shared/clock.js';
import { idsAt } from '../shared/ids.js';
import type { Account, Identity, LockedAccount } from './account.js';

interface AccountRow {
  userId: string;
  realUserId: string;
  suspendedAt: string | null;
  suspendedOn: string | null;
  suspensionReason: string | null;
}

const COLUMNS = `u.id AS userId, u.real_user_id AS realUserId, u.suspended_at AS suspendedAt,
  u.suspended_on AS suspendedOn, u.suspension_reason AS suspensionReason`;

/** Accounts by id; an id that nobody has is not in the map. */
export async function readAccounts(session: Session, userIds: readonly string[]): Promise<Map<string, Account>> {
  if (userIds.length === 0) return new Map();
  const ids = inList(userIds);
  const rows = await session.rows<AccountRow>(`SELECT ${COLUMNS} FROM users u WHERE u.id IN ${ids.sql}`, ids.values);
  return new Map(rows.map((row) => [row.userId, accountOf(row)]));
}

/** Who the subjects of tokens are. */
export async function readIdentities(session: Session, subjects: readonly string[]): Promise<Map<string, Identity>> {
  const asked = inList(subjects);
  const rows = await session.rows<Identity & { subject: string }>(
    `SELECT subject, id AS userId, real_user_id AS realUserId FROM users WHERE subject IN ${asked.sql}`,
    asked.values,
  );
  return new Map(rows.map(({ subject, userId, realUserId }) => [subject, { userId, realUserId }]));
}

function accountOf({ userId, realUserId, suspendedAt, suspendedOn, suspensionReason }: AccountRow): Account {
  if (suspendedAt === null) return { userId, realUserId, suspension: null };
  const suspension = { since: instantOf(suspendedAt), on: suspendedOn ?? '', reason: suspensionReason ?? '' };
  return { userId, realUserId, suspension };
}

export async function insertAccount(
  transaction: Transaction,
  account: Identity & { subject: string; createdAt: string },
): Promise<void> {
  await insertRows(transaction, 'real_users', [{ id: account.realUserId, version: 0 }]);
  await insertRows(transaction, 'users', [
    {
      id: account.userId,
      subject: account.subject,
      real_user_id: account.realUserId,
      created_at: storedInstant(account.createdAt),
    },
  ]);
}

/**
 * The first statement of whatever changes days, coupons, devices or standing: it takes turns with every other such
 * change by the same person. Accounts are locked in ascending order of the people behind them, so that two sets can't
 * wait for each other, and read again once the turn is theirs; an account that has another person behind it by then is
 * locked by that one too. Several accounts of one person can't be judged together, each as if the others did nothing: it
 * throws, and they are taken one after the other.
 */
export async function lockAccounts(
  transaction: Transaction,
  accounts: readonly Identity[],
  clock: Clock,
): Promise<Map<string, LockedAccount>> {
  const userIds = accounts.map(({ userId }) => userId);
  const locked = new Set<string>();
  let behind = accounts.map(({ realUserId }) => realUserId);
  for (;;) {
    await takeTurns(transaction, [...new Set(behind)].sort(), clock.instant());
    for (const person of behind) locked.add(person);
    const found = await readLocked(transaction, userIds, clock);
    if (found.size < new Set(userIds).size) throw new Error('An account is gone.');
    const persons = new Set([...found.values()].map(({ realUserId }) => realUserId));
    if (persons.size < found.size) throw new Error('Two accounts of a set are one person’s.');
    behind = [...persons].filter((person) => !locked.has(person));
    if (behind.length === 0) return found;
  }
}

/** Locks one account. */
export async function lockAccount(transaction: Transaction, account: Identity, clock: Clock): Promise<LockedAccount> {
  const accounts = await lockAccounts(transaction, [account], clock);
  return accounts.get(account.userId) as LockedAccount;
}

/** Each person's turn is now by this process's clock, or a millisecond after the last where that was later. */
async function takeTurns(transaction: Transaction, realUserIds: readonly string[], instant: number): Promise<void> {
  const people = inList(realUserIds);
  await transaction.run(
    `UPDATE real_users SET version = version + 1, turn_at = CASE WHEN turn_at < ? THEN ? ELSE turn_at + 1 END
      WHERE id IN ${people.sql}`,
    [instant, instant, ...people.values],
  );
}

async function readLocked(
  transaction: Transaction,
  userIds: readonly string[],
  clock: Clock,
): Promise<Map<string, LockedAccount>> {
  const ids = inList(userIds);
  const rows = await transaction.rows<AccountRow & { turnAt: number }>(
    `SELECT ${COLUMNS}, p.turn_at AS turnAt FROM users u JOIN real_users p ON p.id = u.real_user_id
      WHERE u.id IN ${ids.sql}`,
    ids.values,
  );
  return new Map(
    rows.map(({ turnAt, ...row }) => {
      const turn = { newId: idsAt(turnAt), ...clock.momentAt(turnAt) };
      return [row.userId, { turn, ...accountOf(row) }];
    }),
  );
}

/** Suspends an account, or reinstates it with null. The account is locked. */
export async function writeSuspension(
  transaction: Transaction,
  userId: string,
  suspension: (Moment & { reason: string }) | null,
): Promise<void> {
  await transaction.run('UPDATE users SET suspended_at = ?, suspended_on = ?, suspension_reason = ? WHERE id = ?', [
    suspension && storedInstant(suspension.at),
    suspension?.today ?? null,
    suspension?.reason ?? null,
    userId,
  ]);
}
