import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * M7: machines sold overseas can't redeem.
 * FAQ: 销往海外的机型不支持延保兑换；海外购买的机型暂不支持延保兑换。
 */
export function modelIsForTheHomeMarket(facts: Facts, attempt: Attempt): Finding<'OverseasModelNotSupported'> | null {
  if (attempt.device === null) return null;
  const { salesRegion } = attempt.device.machine.product;
  if (salesRegion === facts.policy.homeSalesRegion) return null;
  return { violation: 'OverseasModelNotSupported', rule: 'M7', remedy: 'NONE', salesRegion };
}
