import type { Coupon } from '../coupons/coupon.js';
import type { Device } from '../devices/device.js';
import type { NewId } from '../shared/ids.js';
import type { Asked, Facts } from './facts.js';
import { violationsOf } from './judge.js';
import { planRedemption, type Redemption, type RedemptionPlan } from './redemption.js';
import type { Violation } from './violation.js';

/** A coupon to be redeemed on a device, as a client names them. */
export interface RedemptionRequest {
  readonly userId: string;
  readonly couponId: string;
  readonly deviceId: string;
}

/** An account at one moment: the facts the rules look at, and what its ids mean. */
export interface AccountFacts {
  readonly facts: Facts;
  readonly devices: readonly Device[];
  /** Coupons that no write has closed. */
  readonly openCoupons: readonly Coupon[];
  /** Among which one is found by its id: open ones, and closed ones that were asked for. */
  readonly coupons: readonly Coupon[];
  /** The account's own redemptions of any date, for their idempotency keys. */
  readonly ownRedemptions: readonly Redemption[];
}

export type Judgement =
  | { readonly kind: 'REFUSED'; readonly violations: readonly Violation[] }
  | { readonly kind: 'PLANNED'; readonly plan: RedemptionPlan };

/**
 * Judges a request by every rule and, where none is broken, plans what redeeming does; a quote and a redemption are both
 * this. Ids that are not the account's own mean nothing.
 */
export function judgeRedemption(account: AccountFacts, request: RedemptionRequest, newId: NewId): Judgement {
  const coupon = account.coupons.find(({ id }) => id === request.couponId) ?? null;
  const device = account.devices.find(({ id }) => id === request.deviceId) ?? null;
  const asked: Asked = coupon === null ? { kind: 'UNKNOWN' } : { kind: 'COUPON', coupon };
  const violations = violationsOf(account.facts, { device, asked });
  if (violations.length > 0) return { kind: 'REFUSED', violations };
  if (coupon === null || device === null) throw new Error('The rules passed a coupon or a device that is not there.');
  return { kind: 'PLANNED', plan: planRedemption(account.facts, account.openCoupons, coupon, device, newId) };
}
