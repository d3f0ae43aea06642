import { createHash } from 'node:crypto';
import { type Coupon, type CouponChanges, settleCoupons } from '../coupons/coupon.js';
import type { Device } from '../devices/device.js';
import { acceptedSources } from '../devices/product.js';
import { type Draw, lotsAfter, planDraw, usableDays } from '../earning/lot.js';
import type { CouponTerm } from '../policy/policy.js';
import { addMonths, type CalendarDate } from '../shared/calendar.js';
import type { NewId } from '../shared/ids.js';
import { type Facts, tierOf } from './facts.js';
import { deviceNextRedeemableOn } from './rules/device-redeems-once-a-year.js';

/** The irreversible use of a coupon on a device. */
export interface Redemption {
  readonly userId: string;
  readonly id: string;
  readonly couponId: string;
  readonly deviceId: string;
  readonly serialNumber: string;
  readonly term: CouponTerm;
  readonly months: number;
  readonly costDays: number;
  /** RFC 3339 in UTC. */
  readonly redeemedAt: string;
  readonly redeemedOn: CalendarDate;
  readonly warrantyEndsOnBefore: CalendarDate;
  readonly warrantyEndsOnAfter: CalendarDate;
  readonly policyVersion: number;
  /** The user's own key, as `requireIdempotencyKey` gives it. */
  readonly idempotencyKey: string;
}

/** Everything that redeeming a coupon on a device does, decided before anything is written. */
export interface RedemptionPlan {
  readonly id: string;
  readonly coupon: Coupon;
  readonly device: Device;
  readonly months: number;
  readonly costDays: number;
  readonly warrantyEndsOnBefore: CalendarDate;
  readonly warrantyEndsOnAfter: CalendarDate;
  readonly draw: Draw;
  readonly balanceAfter: number;
  readonly deviceNextRedeemableOn: CalendarDate;
  /** What becomes of all the account's coupons, the redeemed one included. */
  readonly coupons: CouponChanges;
}

/** Plans a redemption that breaks no rule (rules R1, W5 and E6). */
export function planRedemption(
  facts: Facts,
  openCoupons: readonly Coupon[],
  coupon: Coupon,
  device: Device,
  newId: NewId,
): RedemptionPlan {
  const { today, policy, userId } = facts;
  const { months, costDays } = tierOf(facts, { asked: { kind: 'COUPON', coupon } }) ?? coupon;
  const sources = acceptedSources(device.machine.product, policy);
  const draw = planDraw(facts.lots, costDays, sources, today);
  if (draw === null) throw new Error('A redemption was planned that its days do not cover.');
  const lots = lotsAfter(facts.lots, draw);
  const others = openCoupons.filter((open) => open.id !== coupon.id);
  const id = newId('rdm');
  const settled = settleCoupons({ userId, tiers: policy.tiers, open: others, lots, today, cause: id, newId });
  const redeemed: Coupon = { ...coupon, status: 'REDEEMED', closedOn: today };
  return {
    id,
    coupon,
    device,
    months,
    costDays,
    warrantyEndsOnBefore: device.machine.warranty.endsOn,
    warrantyEndsOnAfter: addMonths(device.machine.warranty.endsOn, months),
    draw,
    balanceAfter: usableDays(lots, today),
    deviceNextRedeemableOn: deviceNextRedeemableOn(today, policy),
    coupons: { changed: [redeemed, ...settled.changed], issued: settled.issued },
  };
}

/**
 * Names what a plan does: the coupon, the device, the days by grant, the warranty's end before and after, and the date
 * from which the device redeems again. Two plans with the same token do the same; other days in the balance don't matter.
 */
export function quoteToken(plan: RedemptionPlan): string {
  const effect = JSON.stringify([
    plan.coupon.id,
    plan.device.id,
    plan.costDays,
    plan.warrantyEndsOnBefore,
    plan.warrantyEndsOnAfter,
    plan.draw.byGrant.map(({ grantId, days }) => [grantId, days]),
    plan.deviceNextRedeemableOn,
  ]);
  return `q1.${createHash('sha256').update(effect).digest('base64url')}`;
}

/** Whether a text can be a quote's token at all. */
export function isQuoteToken(text: string): boolean {
  return /^q1\.[A-Za-z0-9_-]{43}$/.test(text);
}
