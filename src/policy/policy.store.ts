import type { Session } from '../database/session.js';
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
  return rows.map(({ version, effectiveFrom, terms }) => ({
    ...(JSON.parse(terms) as PolicyTerms),
    version,
    effectiveFrom,
  }));
}

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
    ...rest,
    reason: { en: reasonEn, zh: reasonZh },
    criteria: JSON.parse(criteria),
  }));
}
