import type { Suspension } from '../../accounts/account.js';
import type { Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * R6: a suspended account can read, and do nothing else.
 * FAQ: 请不要使用第三方工具签到刷延保，以免被识别为非法账号而被封禁。
 */
export function accountNotSuspended({ suspension }: Facts): Finding<'AccountSuspended'> | null {
  return suspension === null ? null : suspensionFinding(suspension);
}

/** A suspension as it stands in the way, of a redemption and of whatever else a suspended account can't do. */
export function suspensionFinding(suspension: Suspension): Finding<'AccountSuspended'> {
  return { violation: 'AccountSuspended', rule: 'R6', remedy: 'ACT', ...suspension };
}
