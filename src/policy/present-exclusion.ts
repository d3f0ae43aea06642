import { instanceOf } from '../graphql/scalars.js';
import type { Language } from '../messages/messages.js';
import type { Exclusion } from './exclusion.js';
import { ExclusionType } from './policy.type.js';

/** An exclusion as clients see it, its reason in the reader's language. */
export function presentExclusion({ id, reason, since, until }: Exclusion, language: Language): ExclusionType {
  return instanceOf(ExclusionType, { id, reason: language === 'en' ? reason.en : reason.zh, since, until });
}
