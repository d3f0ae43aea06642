import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * M6: special CTO builds can't redeem.
 * FAQ: 特殊CTO定制机不支持延保兑换。
 */
export function buildIsSupported(_facts: Facts, attempt: Attempt): Finding<'CustomBuildNotSupported'> | null {
  if (!attempt.device?.machine.product.customBuild) return null;
  return { violation: 'CustomBuildNotSupported', rule: 'M6', remedy: 'NONE' };
}
