import { usableDays } from '../../earning/lot.js';
import { type Attempt, type Facts, tierOf } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * R1: a coupon costs 90, 180 or 360 usable days. Broken when lapsing or another redemption took them.
 * FAQ: 获得延保券累计达到90天、180天、360天，才可以分别兑换3个月、6个月、12个月延保。
 */
export function daysCoverTheCost(facts: Facts, attempt: Attempt): Finding<'InsufficientDays'> | null {
  const requiredDays = tierOf(facts, attempt)?.costDays;
  if (requiredDays === undefined) return null;
  const availableDays = usableDays(facts.lots, facts.today);
  if (availableDays >= requiredDays) return null;
  return { violation: 'InsufficientDays', rule: 'R1', remedy: 'ACT', requiredDays, availableDays };
}
