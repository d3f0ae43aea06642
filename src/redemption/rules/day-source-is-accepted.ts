import { acceptedSources } from '../../devices/product.js';
import { usableDays } from '../../earning/lot.js';
import { type Attempt, type Facts, tierOf } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * M8: ThinkPad and ThinkBook take days of showcases only. Broken when the balance covers the coupon and the days of
 * the accepted sources don't; when the balance does not either, R1 tells it.
 * FAQ: Think产品（ThinkPad、ThinkBook）不参与签到获得的延保兑换，但可以通过晒单方式获得延保。
 */
export function daySourceIsAccepted(facts: Facts, attempt: Attempt): Finding<'DaySourceNotAccepted'> | null {
  const requiredDays = tierOf(facts, attempt)?.costDays;
  if (attempt.device === null || requiredDays === undefined) return null;
  const accepted = acceptedSources(attempt.device.machine.product, facts.policy);
  const acceptedDays = usableDays(facts.lots, facts.today, accepted);
  if (acceptedDays >= requiredDays || usableDays(facts.lots, facts.today) < requiredDays) return null;
  const numbers = { acceptedSources: accepted, requiredDays, acceptedDays };
  return { violation: 'DaySourceNotAccepted', rule: 'M8', remedy: 'ACT', ...numbers };
}
