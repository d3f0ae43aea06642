import { type Language, listIn, type MessageValues, messageIn } from '../messages/messages.js';
import { presentExclusion } from '../policy/present-exclusion.js';
import { type RedemptionViolation, violationTypes } from './redemption.errors.js';
import type { Finding, Violation } from './violation.js';

/** A refusal as clients see it: the first violation, with the others inside it, kept under a reference. */
export function presentRefusal(
  violations: readonly Violation[],
  language: Language,
  reference: string | null,
): RedemptionViolation {
  const [first, ...others] = violations.map((violation) => presentViolation(violation, language, reference));
  if (first === undefined) throw new Error('A refusal names at least one violation.');
  first.others = others;
  return first;
}

/** One violation by itself: its plain data as its GraphQL type, with a message in the reader's language. */
export function presentViolation(
  violation: Violation | Finding,
  language: Language,
  reference: string | null = null,
): RedemptionViolation {
  const { violation: name, ...details } = violation;
  const exclusion =
    violation.violation === 'ModelNotSupported' ? presentExclusion(violation.exclusion, language) : null;
  return Object.assign(new violationTypes[name](), {
    eligibleOn: null,
    ...details,
    ...(exclusion === null ? {} : { exclusion }),
    message: messageIn(language, name, messageValues(violation, language)),
    others: [],
    reference,
  });
}

function messageValues(violation: Violation | Finding, language: Language): MessageValues {
  switch (violation.violation) {
    case 'ModelNotSupported':
      return { reason: presentExclusion(violation.exclusion, language).reason };
    case 'DaySourceNotAccepted':
      return { ...violation, acceptedSources: listIn(language, 'DaySource', violation.acceptedSources) };
    case 'WarrantyCeilingReached':
      return { ...violation, longestTerm: violation.longestTerm ?? 'none' };
    case 'CouponNotOpen':
      return { status: violation.status ?? 'UNKNOWN' };
    default:
      return { ...violation, eligibleOn: ('eligibleOn' in violation && violation.eligibleOn) || '' };
  }
}
