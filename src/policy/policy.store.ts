import type { Session } from '../database/session.js';
import { remembered } from '../shared/remembered.js';
import type { Exclusion } from './exclusion.js';
import type { Policy, PolicyTerms } from './policy.js';

/** The programme's data: every version of its numbers, and every exclusion. */
export interface Programme {
  readonly policies: readonly Policy[];
  readonly exclusions: readonly Exclusion[];
}

export async function readProgramme(session: Session): Promise<Programme> {
  return { policies: await readPolicies(session), exclusions: await readExclusions(session) };
}

export async function readPolicies(session: Session): Promise<Policy[]> {
  const rows = await session.rows<{ version: number; effectiveFrom: string; terms: string }>(
    'SELECT version, effective_from AS effectiveFrom, terms FROM policies',
  );
  return rows.map(({ version, effectiveFrom, terms }) => ({ version, effectiveFrom, ...termsOf(terms) }));
}

/** Every change reads the versions and the exclusions anew, and they hardly ever differ from what it read last. */
const termsOf = remembered((text): PolicyTerms => JSON.parse(text), 1_000);
const criteriaOf = remembered((text): Exclusion['criteria'] => JSON.parse(text), 10_000);

interface ExclusionRow {
  id: string;
  law: string;
  reasonEn: string;
  reasonZh: string;
  since: string;
  until: string | null;
  criteria: string;
}

async function readExclusions(session: Session): Promise<Exclusion[]> {
  const rows = await session.rows<ExclusionRow>(
    `SELECT id, law, reason_en AS reasonEn, reason_zh AS reasonZh, since, until, criteria
       FROM exclusions ORDER BY law, id`,
  );
  return rows.map(({ reasonEn, reasonZh, criteria, ...rest }) => ({
    reason: { en: reasonEn, zh: reasonZh },
    criteria: criteriaOf(criteria),
    ...rest,
  }));
}
