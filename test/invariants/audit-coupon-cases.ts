import type { Case } from './audit-cases.js';
import type { Damage } from './audit-damage.js';

const addCoupon = (id: string, userId: string, term: string, status: string, closedOn: string | null): Damage => {
  const dates = ['2024-08-01', '2025-05-01', 'grt_cause', closedOn];
  const values = [userId, id, term, 3, 90, status, status === 'OPEN' ? 'OPEN' : null, ...dates];
  return ['INSERT INTO coupons VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', ...values];
};

export const couponCases: readonly Case[] = [
  [
    'an open coupon holds no open place',
    ({ annaOpen }) => [["UPDATE coupons SET open_key = 'ALSO' WHERE id = ?", annaOpen]],
    ({ annaOpen }) => [['coupon-states-are-whole', annaOpen]],
  ],
  [
    'an open coupon was closed',
    ({ annaOpen }) => [["UPDATE coupons SET closed_on = '2025-03-09' WHERE id = ?", annaOpen]],
    ({ annaOpen }) => [['coupon-states-are-whole', annaOpen]],
  ],
  [
    'a closed coupon holds an open place',
    ({ benRedemption }) => [["UPDATE coupons SET open_key = 'OPEN' WHERE id = ?", benRedemption.couponId]],
    ({ benRedemption }) => [['coupon-states-are-whole', benRedemption.couponId]],
  ],
  [
    'a closed coupon has no date of closing',
    ({ finn }) => [addCoupon('cpn_stray', finn.userId, 'THREE_MONTHS', 'WITHDRAWN', null)],
    () => [['coupon-states-are-whole', 'cpn_stray']],
  ],
  [
    'a coupon was closed before it was issued',
    ({ finn }) => [addCoupon('cpn_stray', finn.userId, 'THREE_MONTHS', 'WITHDRAWN', '2024-07-31')],
    () => [['coupon-states-are-whole', 'cpn_stray']],
  ],
  [
    'a coupon was closed after it had expired',
    ({ finn }) => [addCoupon('cpn_stray', finn.userId, 'THREE_MONTHS', 'EXPIRED', '2025-05-02')],
    () => [['coupon-states-are-whole', 'cpn_stray']],
  ],
  [
    'an open coupon expires a day too late',
    ({ annaOpen }) => [["UPDATE coupons SET expires_on = '2025-05-02' WHERE id = ?", annaOpen]],
    ({ annaOpen }) => [['open-coupons-are-covered', annaOpen]],
  ],
  [
    'a coupon is open that the days do not cover',
    ({ cleo }) => [addCoupon('cpn_stray', cleo.userId, 'THREE_MONTHS', 'OPEN', null)],
    () => [['open-coupons-are-covered', 'cpn_stray']],
  ],
  [
    'a coupon is open where nothing was earned',
    ({ finn }) => [addCoupon('cpn_stray', finn.userId, 'THREE_MONTHS', 'OPEN', null)],
    () => [['open-coupons-are-covered', 'cpn_stray']],
  ],
  [
    'days cover a term and its coupon is lost',
    ({ annaOpen }) => [['DELETE FROM coupons WHERE id = ?', annaOpen]],
    ({ anna }) => [['covered-terms-have-a-coupon', anna.userId]],
  ],
  [
    'two coupons of a term are open',
    ({ anna }) => [addCoupon('cpn_zz', anna.userId, 'THREE_MONTHS', 'OPEN', null)],
    () => [['covered-terms-have-a-coupon', 'cpn_zz']],
  ],
  [
    'a redeemed coupon has no redemption',
    ({ finn }) => [addCoupon('cpn_stray', finn.userId, 'THREE_MONTHS', 'REDEEMED', '2024-08-02')],
    () => [['redeemed-coupons-have-redemptions', 'cpn_stray']],
  ],
  [
    'two redemptions used one coupon',
    ({ annaFirst, annaSecond }) => [
      ['UPDATE redemptions SET coupon_id = ? WHERE id = ?', annaFirst.couponId, annaSecond.id],
    ],
    ({ annaFirst, annaSecond }) => [
      ['redeemed-coupons-have-redemptions', annaFirst.couponId],
      ['redeemed-coupons-have-redemptions', annaSecond.couponId],
      ['redemptions-use-their-coupon', annaSecond.id],
    ],
  ],
  [
    "a redemption's coupon is not the account's",
    ({ benRedemption, cleo }) => [['UPDATE coupons SET user_id = ? WHERE id = ?', cleo.userId, benRedemption.couponId]],
    ({ benRedemption }) => [
      ['redemptions-use-their-coupon', benRedemption.id],
      ['redeemed-coupons-have-redemptions', benRedemption.couponId],
    ],
  ],
  [
    "a redemption's coupon was withdrawn",
    ({ benRedemption }) => [["UPDATE coupons SET status = 'WITHDRAWN' WHERE id = ?", benRedemption.couponId]],
    ({ benRedemption }) => [['redemptions-use-their-coupon', benRedemption.id]],
  ],
  [
    "a redemption's coupon is of another term",
    ({ benRedemption }) => [
      ["UPDATE coupons SET term = 'SIX_MONTHS', months = 6, cost_days = 180 WHERE id = ?", benRedemption.couponId],
    ],
    ({ benRedemption }) => [['redemptions-use-their-coupon', benRedemption.id]],
  ],
  [
    "a redemption's coupon was closed on another date",
    ({ benRedemption }) => [["UPDATE coupons SET closed_on = '2024-07-16' WHERE id = ?", benRedemption.couponId]],
    ({ benRedemption }) => [['redemptions-use-their-coupon', benRedemption.id]],
  ],
];
