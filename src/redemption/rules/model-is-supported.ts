import { excludes, isInForce } from '../../policy/exclusion.js';
import type { CalendarDate } from '../../shared/calendar.js';
import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * M1 to M5: products on the list of exclusions can't redeem: Zhaoyang notebooks, desktops, tablets and 2-in-1 tablets,
 * some phones, the Xiaoxin Air 14-IIL. The list is data; each entry names its law.
 * FAQ: 昭阳系列笔记本、台式机全系列不支持延保兑换；平板&二合一平板系列不支持延保兑换；……
 */
export function modelIsSupported(facts: Facts, attempt: Attempt): Finding<'ModelNotSupported'> | null {
  if (attempt.device === null) return null;
  const { product } = attempt.device.machine;
  const excluding = facts.exclusions.filter(
    (exclusion) => isInForce(exclusion, facts.today) && excludes(exclusion, product),
  );
  // Of several, one without an end explains the refusal best: waiting for the others would not help.
  const exclusion = excluding.find(({ until }) => until === null) ?? excluding[0];
  if (exclusion === undefined) return null;
  const remedy = exclusion.until === null ? 'NONE' : 'WAIT';
  return { violation: 'ModelNotSupported', rule: exclusion.law, remedy, exclusion };
}

/** The dates on which exclusions end. */
export function exclusionEnds({ exclusions }: Facts): CalendarDate[] {
  return exclusions.flatMap(({ until }) => until ?? []);
}
