import { couponOn } from '../../coupons/coupon.js';
import { usableDays } from '../../earning/lot.js';
import { type Attempt, type Facts, tierOf } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * E6: only an open coupon is redeemed. One that was withdrawn or has expired is refused here when the days cover its
 * term again, since a newer coupon stands in its place; when they don't, R1 tells the reason.
 * FAQ: 当延保券累计达到90天、180天、360天，系统即会自动生成3个月、6个月、1年的延保券。
 */
export function couponIsOpen(facts: Facts, attempt: Attempt): Finding<'CouponNotOpen'> | null {
  const { asked } = attempt;
  if (asked.kind === 'TERM') return null;
  if (asked.kind === 'UNKNOWN') return { violation: 'CouponNotOpen', rule: 'E6', remedy: 'ACT', status: null };
  const { status } = couponOn(asked.coupon, facts.today);
  if (status === 'OPEN') return null;
  const costDays = tierOf(facts, attempt)?.costDays ?? asked.coupon.costDays;
  if (status !== 'REDEEMED' && usableDays(facts.lots, facts.today) < costDays) return null;
  return { violation: 'CouponNotOpen', rule: 'E6', remedy: 'ACT', status };
}
