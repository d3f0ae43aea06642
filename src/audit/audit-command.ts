import { existsSync } from 'node:fs';
import { readDatabaseUrl } from '../config/database.js';
import type { Environment } from '../config/environment.js';
import type { Database } from '../database/database.js';
import { openDatabase, sqlitePath } from '../database/open.js';
import { AUDIT_STATEMENT_SECONDS_MAX, auditDatabase, invariants } from './audit-database.js';
import type { Offence } from './invariant.js';

/** What the command tells the shell. */
const EXIT = { kept: 0, broken: 1, notRun: 2 } as const;

/** Ranges are read one after the other. */
const CONNECTIONS = 1;

/**
 * Audits the database that `DATABASE_URL` names, prints what it found, and returns the exit code.
 */
export async function auditCommand(
  environment: Environment,
  asJson: boolean,
  print: (text: string) => void,
): Promise<number> {
  let offences: Offence[];
  try {
    offences = await auditAt(readDatabaseUrl(environment));
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    print(asJson ? JSON.stringify({ error: reason }) : `The audit could not run: ${reason}`);
    return EXIT.notRun;
  }
  print(asJson ? jsonReport(offences) : textReport(offences));
  return offences.length === 0 ? EXIT.kept : EXIT.broken;
}

async function auditAt(url: string): Promise<Offence[]> {
  const path = sqlitePath(url);
  // Opening would make an empty file, in which nothing is amiss.
  if (path !== null && !existsSync(path)) throw new Error(`There is no database at ${path}.`);
  const database: Database = await openDatabase(url, CONNECTIONS, AUDIT_STATEMENT_SECONDS_MAX);
  try {
    return await auditDatabase(database);
  } finally {
    await database.close();
  }
}

function textReport(offences: readonly Offence[]): string {
  const lines = invariants.map(({ name, law }) => {
    const found = offences.filter(({ invariant }) => invariant === name).length;
    return `${found === 0 ? 'kept' : `${found} ${found === 1 ? 'offence' : 'offences'}`}\t${name}: ${law}`;
  });
  const details = offences.map(({ invariant, id, because }) => `${id} (${invariant}): ${because}`);
  return [...lines, ...(details.length === 0 ? [] : ['', ...details])].join('\n');
}

function jsonReport(offences: readonly Offence[]): string {
  const judged = invariants.map(({ name, law }) => {
    return { name, law, offences: offences.filter(({ invariant }) => invariant === name).length };
  });
  return JSON.stringify({ invariants: judged, offences }, null, 2);
}
