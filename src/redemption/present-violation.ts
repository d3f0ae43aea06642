import type { Suspension } from '../accounts/account.js';
import { type Language, listIn, type MessageValues, messageIn } from '../messages/messages.js';
import { presentExclusion } from '../policy/present-exclusion.js';
import { AccountSuspended, type RedemptionViolation, violationTypes } from './redemption.errors.js';
import { suspensionFinding } from './rules/account-not-suspended.js';
import type { Violation } from './violation.js';

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

/** One violation by itself. */
export function presentViolation(
  violation: Violation,
  language: Language,
  reference: string | null = null,
): RedemptionViolation {
  return fill(new violationTypes[violation.violation](), violation, language, reference);
}

/** The refusal of anything but a redemption by an account that is suspended (rule R6). */
export function presentSuspension(suspension: Suspension, language: Language): AccountSuspended {
  return fill(new AccountSuspended(), { eligibleOn: null, ...suspensionFinding(suspension) }, language, null);
}

/** A violation's plain data in its GraphQL type, with a message in the reader's language. */
function fill<Type extends RedemptionViolation>(
  type: Type,
  violation: Violation,
  language: Language,
  reference: string | null,
): Type {
  const { violation: name, ...details } = violation;
  const exclusion =
    violation.violation === 'ModelNotSupported' ? presentExclusion(violation.exclusion, language) : null;
  return Object.assign(type, {
    message: messageIn(language, name, messageValues(violation, language)),
    others: [],
    reference,
    ...details,
    ...(exclusion === null ? {} : { exclusion }),
  });
}

function messageValues(violation: Violation, language: Language): MessageValues {
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
      return { ...violation, eligibleOn: violation.eligibleOn ?? '' };
  }
}
