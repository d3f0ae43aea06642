import { addMonths } from '../../shared/calendar.js';
import { ceilingOf } from '../../warranty/warranty.js';
import { type Attempt, type Facts, tierOf } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * W4: the warranty never reaches beyond 5 years from its start; an extension that would pass that date is refused
 * whole, one that ends on it is not.
 * FAQ: 设备的延保年限已达到最长年限5年，如2011年4月1日购买的机器，延保截止日期为2016年4月1日，那么无法再次延保。
 */
export function warrantyBelowCeiling(facts: Facts, attempt: Attempt): Finding<'WarrantyCeilingReached'> | null {
  const months = tierOf(facts, attempt)?.months;
  if (attempt.device === null || months === undefined) return null;
  const { warranty } = attempt.device.machine;
  const ceilingOn = ceilingOf(warranty, facts.policy.warrantyCeilingYears);
  const fits = (added: number) => addMonths(warranty.endsOn, added) <= ceilingOn;
  if (fits(months)) return null;
  const longest = facts.policy.tiers.filter((tier) => fits(tier.months)).sort((a, b) => b.months - a.months)[0];
  const longestTerm = longest?.term ?? null;
  const remedy = longestTerm === null ? 'NONE' : 'ACT';
  const numbers = { ceilingOn, warrantyEndsOn: warranty.endsOn, longestTerm };
  return { violation: 'WarrantyCeilingReached', rule: 'W4', remedy, ...numbers };
}
