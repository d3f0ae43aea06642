import { coveredUntil, type Lapse, type Lot, lapsingDays } from '../earning/lot.js';
import type { CouponTerm, CouponTier } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { NewId } from '../shared/ids.js';

/** WITHDRAWN: its days were used elsewhere. EXPIRED: they lapsed. */
export type CouponStatus = 'OPEN' | 'REDEEMED' | 'WITHDRAWN' | 'EXPIRED';

/** A coupon as it is written. Read it through `couponOn`: an open one may have expired since. */
export interface Coupon extends CouponTier {
  readonly userId: string;
  readonly id: string;
  readonly status: CouponStatus;
  readonly issuedOn: CalendarDate;
  /** The first date on which lapsing days leave it uncovered if nothing else changes. */
  readonly expiresOn: CalendarDate;
  /** The grant or the redemption after which the balance covered it. */
  readonly issuedBy: string;
  readonly closedOn: CalendarDate | null;
}

/** What a coupon is on a date: an open one has expired from its `expiresOn` on, written or not (rule E6). */
export function couponOn(coupon: Coupon, on: CalendarDate): Coupon {
  if (coupon.status !== 'OPEN' || on < coupon.expiresOn) return coupon;
  return { ...coupon, status: 'EXPIRED', closedOn: coupon.expiresOn };
}

/** What a change of the balance does to an account's coupons. */
export interface CouponChanges {
  /** Coupons as they are now to be written: closed, or open with another expiry date. */
  readonly changed: readonly Coupon[];
  readonly issued: readonly Coupon[];
}

/**
 * Brings an account's coupons in line with its days after a write (rule E6): those whose days lapsed before it
 * expire, those the new balance no longer covers are withdrawn, and every tier that it covers and that has no open
 * coupon gets a new one. One open coupon a term; all terms draw on the same days.
 */
export function settleCoupons(change: {
  readonly userId: string;
  readonly tiers: readonly CouponTier[];
  /** The account's coupons that no write has closed, but for the one a redemption just used. */
  readonly open: readonly Coupon[];
  /** The days after the write. */
  readonly lots: readonly Lot[];
  readonly today: CalendarDate;
  /** The grant or redemption that changed the balance. */
  readonly cause: string;
  readonly newId: NewId;
}): CouponChanges {
  const { userId, tiers, open, lots, today, cause, newId } = change;
  const lapses = lapsingDays(lots, today);
  const settled = open.map((coupon) => (coupon.issuedOn > today ? coupon : settle(coupon, lapses, today)));
  const openTerms = new Set<CouponTerm>();
  for (const coupon of settled) if (coupon.status === 'OPEN' && coupon.issuedOn <= today) openTerms.add(coupon.term);
  const issued: Coupon[] = [];
  for (const tier of tiers) {
    const expiresOn = openTerms.has(tier.term) ? null : coveredUntil(lapses, tier.costDays);
    if (expiresOn === null) continue;
    const { term, months, costDays } = tier;
    const id = newId('cpn');
    const issue = { issuedOn: today, expiresOn, issuedBy: cause, closedOn: null };
    issued.push({ userId, id, term, months, costDays, status: 'OPEN', ...issue });
  }
  const replaced = new Set(issued.map(({ term }) => term));
  const written = settled.map((coupon) => {
    // Only where the sandbox's clock has moved back: a coupon dated later gives its place to the new one.
    const isReplaced = coupon.status === 'OPEN' && coupon.issuedOn > today && replaced.has(coupon.term);
    return isReplaced ? { ...coupon, status: 'WITHDRAWN' as const, closedOn: coupon.issuedOn } : coupon;
  });
  return { changed: written.filter((coupon, index) => coupon !== open[index]), issued };
}

function settle(coupon: Coupon, lapses: readonly Lapse[], today: CalendarDate): Coupon {
  const read = couponOn(coupon, today);
  if (read.status === 'EXPIRED') return read;
  const expiresOn = coveredUntil(lapses, coupon.costDays);
  if (expiresOn === null) return { ...coupon, status: 'WITHDRAWN', closedOn: today };
  return expiresOn === coupon.expiresOn ? coupon : { ...coupon, expiresOn };
}
