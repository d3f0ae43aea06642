import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * D2: a coupon is redeemed on a device bound to the same account.
 * FAQ: 1台设备只能被一个联想账号捆绑。
 */
export function deviceIsOnesOwn(_facts: Facts, attempt: Attempt): Finding<'DeviceNotFound'> | null {
  return attempt.device === null ? { violation: 'DeviceNotFound', rule: 'D2', remedy: 'NONE' } : null;
}
