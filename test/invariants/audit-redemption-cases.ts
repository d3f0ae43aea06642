import { addMonths } from '../../src/shared/calendar.js';
import { type Case, lot, nothing, order, setTerm } from './audit-cases.js';
import type { Damage } from './audit-damage.js';
import type { HealthyWorld } from './audit-world.js';

/** Moves a grant of Ben's to other dates, with the lots that were drawn of it and those that were not. */
const benEarnsOn = (benGrant: string, earnedOn: string, expiresOn: string): Damage[] => [
  ['UPDATE grants SET earned_on = ?, expires_on = ? WHERE id = ?', earnedOn, expiresOn, benGrant],
  [
    `UPDATE lots SET earned_on = ?, expires_on = ?, draw_order = REPLACE(draw_order, '2025-06-01', ?)
      WHERE grant_id = ?`,
    earnedOn,
    expiresOn,
    expiresOn,
    benGrant,
  ],
];

export const drawCases: readonly Case[] = [
  [
    'a redemption drew a day too many',
    ({ benGrant }) => [
      ['UPDATE lots SET days = days + 1 WHERE grant_id = ? AND redemption_id IS NOT NULL', benGrant],
      ['UPDATE lots SET days = days - 1 WHERE grant_id = ? AND redemption_id IS NULL', benGrant],
    ],
    ({ benRedemption }) => [['drawn-is-redeemed', benRedemption.id]],
  ],
  [
    'a lot was drawn by no redemption',
    ({ cleoFirst }) => [["UPDATE lots SET redemption_id = 'rdm_none' WHERE grant_id = ?", cleoFirst]],
    ({ cleo, cleoFirst }) => [['draws-have-redemptions', lot(cleo.userId, order('2025-01-05', cleoFirst))]],
  ],
  [
    "a lot was drawn by another account's redemption",
    ({ cleoFirst, benRedemption }) => [
      ['UPDATE lots SET redemption_id = ? WHERE grant_id = ?', benRedemption.id, cleoFirst],
    ],
    ({ cleo, cleoFirst }) => [['draws-have-redemptions', lot(cleo.userId, order('2025-01-05', cleoFirst))]],
  ],
  [
    'days were drawn on the date on which they lapsed',
    ({ benGrant }) => benEarnsOn(benGrant, '2023-07-15', '2024-07-15'),
    ({ ben, benGrant }) => [['draws-are-in-time', lot(ben.userId, order('2024-07-15', benGrant))]],
  ],
  [
    'days were drawn on the last date before they lapsed',
    ({ benGrant }) => benEarnsOn(benGrant, '2023-07-16', '2024-07-16'),
    () => [],
  ],
  [
    'days were drawn on the date before they were earned',
    ({ benGrant }) => benEarnsOn(benGrant, '2024-07-16', '2025-07-16'),
    ({ ben, benGrant }) => [['draws-are-in-time', lot(ben.userId, order('2025-07-16', benGrant))]],
  ],
  [
    'campaign days were drawn for a ThinkPad',
    () => [["UPDATE machines SET brand = 'ThinkPad' WHERE serial_number = 'BENN0001'"]],
    ({ ben, benGrant }) => [['drawn-sources-are-accepted', lot(ben.userId, order('2025-06-01', benGrant))]],
  ],
];

const ANNA_THINKPAD_BOUND = 'UPDATE devices SET bound_on = ? WHERE id = ?';

export const redemptionCases: readonly Case[] = [
  [
    "a redemption names another account's device",
    ({ benRedemption, cleoDevice }) => [
      ['UPDATE redemptions SET device_id = ? WHERE id = ?', cleoDevice, benRedemption.id],
    ],
    ({ benRedemption }) => [['redeemed-on-own-device', benRedemption.id]],
  ],
  [
    'a redemption names another serial number than its device',
    ({ benDevice }) => [["UPDATE devices SET serial_number = 'FREE0001' WHERE id = ?", benDevice]],
    ({ benRedemption }) => [
      ['redeemed-on-own-device', benRedemption.id],
      ['extensions-have-redemptions', 'BENN0001/1'],
    ],
  ],
  [
    'a device redeemed 29 days after it was bound',
    ({ annaThinkPad }) => [[ANNA_THINKPAD_BOUND, '2024-03-03', annaThinkPad]],
    ({ annaSecond }) => [['device-bound-long-enough', annaSecond.id]],
  ],
  [
    'a device redeemed 30 days after it was bound',
    ({ annaThinkPad }) => [[ANNA_THINKPAD_BOUND, '2024-03-02', annaThinkPad]],
    nothing,
  ],
  [
    'a device redeemed a year after it had',
    ({ annaFirst }) => redeemedOn(annaFirst, '2024-03-05'),
    ({ annaThird }) => [
      ['device-redeems-once-a-year', annaThird.id],
      ['real-user-on-different-devices', annaThird.id],
    ],
  ],
  [
    'a device redeemed a year and some days after it had, and the policy has devices wait for two years',
    () => [setTerm('deviceRedemptionIntervalYears', 1, 2)],
    ({ annaThird }) => [['device-redeems-once-a-year', annaThird.id]],
  ],
  ['a device redeemed a year and a day after it had', ({ annaFirst }) => redeemedOn(annaFirst, '2024-03-04'), nothing],
  [
    'the accounts of a real user redeemed four times in a year',
    ({ anna, ben, dana }) => [
      ['UPDATE users SET real_user_id = ? WHERE id IN (?, ?)', anna.realUserId, ben.userId, dana.userId],
    ],
    ({ danaRedemption }) => [['real-user-below-yearly-count', danaRedemption.id]],
  ],
  [
    'the accounts of a real user redeemed three times in a year',
    ({ anna, ben }) => [['UPDATE users SET real_user_id = ? WHERE id = ?', anna.realUserId, ben.userId]],
    nothing,
  ],
  [
    'a real user redeemed twice on a device within a year, and the policy has devices wait for less',
    ({ annaFirst }) => [setTerm('deviceRedemptionIntervalYears', 1, 0), ...redeemedOn(annaFirst, '2024-03-05')],
    ({ annaThird }) => [['real-user-on-different-devices', annaThird.id]],
  ],
  [
    'two accounts of a real user redeemed on one device within a year',
    danaRedeemsOnBensDevice,
    ({ danaRedemption }) => [
      ['machines-have-one-owner', danaRedemption.deviceId],
      ['real-user-on-different-devices', danaRedemption.id],
    ],
  ],
  [
    'accounts of two real users redeemed on one device within a year',
    (world) => [
      ...danaRedeemsOnBensDevice(world),
      ['UPDATE users SET real_user_id = ? WHERE id = ?', world.cleo.realUserId, world.dana.userId],
    ],
    ({ danaRedemption }) => [['machines-have-one-owner', danaRedemption.deviceId]],
  ],
  [
    'an account redeemed a day over the cap of the year',
    () => [setTerm('annualRedemptionCapDays', 360, 179)],
    ({ annaSecond, danaRedemption }) => [
      ['account-below-yearly-days', annaSecond.id],
      ['account-below-yearly-days', danaRedemption.id],
    ],
  ],
  [
    'an account redeemed as many days as the cap of the year',
    () => [setTerm('annualRedemptionCapDays', 360, 180)],
    nothing,
  ],
  [
    'a key was used twice',
    ({ annaFirst, annaSecond }) => [
      ['UPDATE redemptions SET idempotency_key = ? WHERE id = ?', annaFirst.idempotencyKey, annaSecond.id],
    ],
    ({ annaSecond }) => [['keys-are-used-once', annaSecond.id]],
  ],
];

/** Moves the redemption of Dana, who is linked with Ben, to Ben's machine, where it extends what Ben's had. */
function danaRedeemsOnBensDevice({ danaRedemption, benRedemption }: HealthyWorld): Damage[] {
  const { id, deviceId } = danaRedemption;
  const before = benRedemption.warrantyEndsOnAfter;
  return [
    ["UPDATE devices SET serial_number = 'BENN0001' WHERE id = ?", deviceId],
    [
      `UPDATE redemptions SET serial_number = 'BENN0001', warranty_ends_on_before = ?, warranty_ends_on_after = ?
        WHERE id = ?`,
      before,
      addMonths(before, danaRedemption.months),
      id,
    ],
    ["UPDATE warranty_extensions SET serial_number = 'BENN0001', sequence = 2 WHERE redemption_id = ?", id],
  ];
}

/** Moves a redemption to another date, with its extension and its coupon. */
function redeemedOn(redemption: { id: string; couponId: string }, date: string): Damage[] {
  return [
    ['UPDATE redemptions SET redeemed_on = ? WHERE id = ?', date, redemption.id],
    ['UPDATE warranty_extensions SET extended_on = ? WHERE redemption_id = ?', date, redemption.id],
    ['UPDATE coupons SET closed_on = ? WHERE id = ?', date, redemption.couponId],
  ];
}
