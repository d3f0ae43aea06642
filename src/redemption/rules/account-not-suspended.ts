import type { Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * R6: a suspended account can read, and do nothing else.
 * FAQ: 请不要使用第三方工具签到刷延保，以免被识别为非法账号而被封禁。
 */
export function accountNotSuspended(facts: Pick<Facts, 'suspension'>): Finding<'AccountSuspended'> | null {
  if (facts.suspension === null) return null;
  return { violation: 'AccountSuspended', rule: 'R6', remedy: 'ACT', ...facts.suspension };
}
