import { auditDatabase } from '../../src/audit/audit-database.js';
import type { Database } from '../../src/database/database.js';
import type { Transaction, Value } from '../../src/database/session.js';

/** A statement that spoils something. */
export type Damage = readonly [sql: string, ...values: Value[]];

/** What an audit finds, without the words. */
export type Finding = readonly [invariant: string, id: string];

class Undone extends Error {}

/** What the audit finds after the damage, which is undone again. */
export async function findingsAfter(database: Database, damages: readonly Damage[]): Promise<Finding[]> {
  let findings: Finding[] = [];
  const work = async (transaction: Transaction): Promise<never> => {
    for (const [sql, ...values] of damages) {
      const rows = await transaction.run(sql, values);
      if (rows === 0) throw new Error(`Nothing was damaged by ${sql}`);
    }
    const offences = await auditDatabase(seenFrom(transaction, database));
    findings = offences.map(({ invariant, id }) => [invariant, id]);
    throw new Undone();
  };
  await database.transaction(work).catch((error) => {
    if (!(error instanceof Undone)) throw error;
  });
  return findings;
}

/** The database as an uncommitted transaction sees it. */
function seenFrom(transaction: Transaction, database: Database): Database {
  return {
    engine: database.engine,
    reader: transaction,
    snapshot: (read) => read(transaction),
    transaction: () => Promise.reject(new Error('An audit writes nothing.')),
    pools: () => [],
    part: (select) => select,
    observe: () => {},
    close: () => Promise.resolve(),
  };
}

const UNIQUE_KEYS = [
  ['devices', 'devices_serial_number'],
  ['coupons', 'coupons_one_open_a_term'],
  ['redemptions', 'redemptions_coupon'],
  ['redemptions', 'redemptions_idempotency_key'],
] as const;

const CHECKS = [
  ['lots', 'lots_days'],
  ['grants', 'grants_days'],
  ['coupons', 'coupons_open_key'],
] as const;

/** Takes away the constraints that would refuse the damage, as a restored or a foreign table may lack them. */
export async function loosen(database: Database): Promise<void> {
  const isSqlite = database.engine === 'sqlite';
  const drops = UNIQUE_KEYS.map(([table, key]) => `DROP INDEX ${key}${isSqlite ? '' : ` ON ${table}`}`);
  const checks = isSqlite
    ? ['PRAGMA ignore_check_constraints = ON']
    : CHECKS.map(([table, check]) => `ALTER TABLE ${table} DROP CONSTRAINT ${check}`);
  await database.transaction(async (transaction) => {
    for (const statement of [...drops, ...checks]) await transaction.run(statement);
  });
}
