import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * D2: a coupon is redeemed on a device bound to the same account. That a device is bound to one account only, the binding
 * itself keeps.
 * FAQ: 点击延保券，选择要兑换的主机设备（兑换前先输入主机S/N添加主机设备）。
 */
export function deviceIsOnesOwn(_facts: Facts, attempt: Attempt): Finding<'DeviceNotFound'> | null {
  return attempt.device === null ? { violation: 'DeviceNotFound', rule: 'D2', remedy: 'NONE' } : null;
}
