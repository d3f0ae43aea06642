import type { Database } from '../database/database.js';
import { readPolicies } from '../policy/policy.store.js';
import { accountInvariants } from './account-invariants.js';
import { type AccountRecords, readAccountRecords } from './account-records.js';
import { couponInvariants } from './coupon-invariants.js';
import { drawInvariants } from './draw-invariants.js';
import { grantInvariants } from './grant-invariants.js';
import type { Invariant, Offence } from './invariant.js';
import { nextRange } from './key-range.js';
import { machineInvariants } from './machine-invariants.js';
import { readSerialNumberRecords, type SerialNumberRecords } from './machine-records.js';
import { redemptionInvariants } from './redemption-invariants.js';
import { warrantyInvariants } from './warranty-invariants.js';

/** What to let a statement take: a range of a large database that nobody has read for long may take its time. */
export const AUDIT_STATEMENT_SECONDS_MAX = 600;

/** What holds for each account: who it is, what it earned, what it used, what that did, and whether it could. */
const ofAccounts: readonly Invariant<AccountRecords>[] = [
  ...accountInvariants,
  ...grantInvariants,
  ...drawInvariants,
  ...couponInvariants,
  ...redemptionInvariants,
  ...warrantyInvariants,
];

/** What holds for each serial number, whoever the account. */
const ofMachines: readonly Invariant<SerialNumberRecords>[] = machineInvariants;

/** Every law that the tables keep, in the order in which it is reported. */
export const invariants: readonly { readonly name: string; readonly law: string }[] = [...ofAccounts, ...ofMachines];

/**
 * Judges everything on record by every invariant, while the service may go on writing: accounts, and then machines,
 * are read range by range, each as of one moment, so that memory and the age of a snapshot do not grow with the tables.
 */
export async function auditDatabase(database: Database): Promise<Offence[]> {
  const offences: Offence[] = [];
  let after: string | null = '';
  while (after !== null) after = await auditAccounts(database, after, offences);
  after = '';
  while (after !== null) after = await auditMachines(database, after, offences);
  const rank = new Map(invariants.map(({ name }, index) => [name, index]));
  return offences.sort((one, other) => (rank.get(one.invariant) ?? 0) - (rank.get(other.invariant) ?? 0));
}

/** Audits the accounts of the range that begins after a key; returns its last key, or null when there is none left. */
function auditAccounts(database: Database, after: string, offences: Offence[]): Promise<string | null> {
  return database.snapshot(async (session) => {
    const range = await nextRange(session, 'users', after);
    if (range === null) return null;
    const policies = await readPolicies(session);
    for (const account of await readAccountRecords(session, range, policies)) judge(ofAccounts, account, offences);
    return range.upTo;
  });
}

function auditMachines(database: Database, after: string, offences: Offence[]): Promise<string | null> {
  return database.snapshot(async (session) => {
    const range = await nextRange(session, 'machines', after);
    if (range === null) return null;
    for (const machine of await readSerialNumberRecords(session, range)) judge(ofMachines, machine, offences);
    return range.upTo;
  });
}

function judge<Subject>(laws: readonly Invariant<Subject>[], subject: Subject, offences: Offence[]): void {
  for (const { name, breachesOf } of laws) {
    for (const breach of breachesOf(subject)) offences.push({ invariant: name, ...breach });
  }
}
