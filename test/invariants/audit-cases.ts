import type { Damage, Finding } from './audit-damage.js';
import type { HealthyWorld } from './audit-world.js';

/** One way in which records may be damaged, and all that the audit then reports. */
export type Case = readonly [
  how: string,
  damage: (world: HealthyWorld) => readonly Damage[],
  findings: (world: HealthyWorld) => readonly Finding[],
];

/** What the audit reports where the damage still keeps every law: the other side of a boundary. */
export const nothing = (): Finding[] => [];

/** A lot's id, as the audit gives it. */
export const lot = (userId: string, drawOrder: string) => `${userId}/${drawOrder}`;
/** A lot's place in the order of drawing. */
export const order = (expiresOn: string, grantId: string, part = 0, rank = 1) =>
  `${expiresOn}.${rank}.${grantId}.00${part}`;

const addLot = (userId: string, grantId: string, source: string, days: number, earnedOn: string, expiresOn: string) => {
  const drawOrder = order(expiresOn, grantId, 1, source === 'CHECK_IN' ? 0 : 1);
  const values = [userId, drawOrder, grantId, source, days, earnedOn, expiresOn];
  return ['INSERT INTO lots VALUES (?, ?, ?, ?, ?, ?, ?, NULL)', ...values] as const;
};

/** Another device of an account that has one. */
export const addDevice = (id: string, userId: string, serialNumber: string): Damage => [
  "INSERT INTO devices VALUES (?, ?, 2, ?, '2024-03-01 00:00:00.000', '2024-03-01')",
  id,
  userId,
  serialNumber,
];

/** Edits the policy, as nobody may. */
export const setTerm = (term: string, from: number, to: number): Damage => [
  'UPDATE policies SET terms = REPLACE(terms, ?, ?)',
  `"${term}":${from},`,
  `"${term}":${to},`,
];

/** A check-in on the web, which earns nothing. */
const addCheckIn = (userId: string, date: string, streak: number): Damage => [
  "INSERT INTO check_ins VALUES (?, ?, '2024-01-01 00:00:00.000', 'WEB', ?)",
  userId,
  date,
  streak,
];

export const accountCases: readonly Case[] = [
  [
    'a real user is missing',
    ({ cleo }) => [['DELETE FROM real_users WHERE id = ?', cleo.realUserId]],
    ({ cleo }) => [['records-have-an-account', cleo.userId]],
  ],
  [
    'there are records of an account that is not there',
    () => [addCheckIn('usr_nobody', '2024-01-01', 1)],
    () => [['records-have-an-account', 'usr_nobody']],
  ],
  [
    'records follow the last account',
    () => [addCheckIn('zzz', '2024-01-01', 1)],
    () => [['records-have-an-account', 'zzz']],
  ],
  [
    'a device is no machine of the registry',
    ({ cleo }) => [addDevice('dev_none', cleo.userId, 'NONE0001')],
    () => [['devices-are-machines', 'dev_none']],
  ],
  [
    'the numbers of devices have a gap',
    ({ cleoDevice }) => [['UPDATE devices SET slot = 2 WHERE id = ?', cleoDevice]],
    ({ cleoDevice }) => [['devices-are-numbered', cleoDevice]],
  ],
  [
    'an account has one device over the limit',
    () => [setTerm('maxDevices', 5, 1)],
    ({ annaThinkPad }) => [['devices-are-numbered', annaThinkPad]],
  ],
  [
    'a streak skips a number',
    ({ cleo }) => [["UPDATE check_ins SET streak = 4 WHERE user_id = ? AND checked_in_on = '2024-08-03'", cleo.userId]],
    ({ cleo }) => [['streaks-count-dates', `${cleo.userId}/2024-08-03`]],
  ],
  [
    'a streak goes on after a date without a check-in',
    ({ cleo }) => [
      ["INSERT INTO check_ins VALUES (?, '2024-08-05', '2024-08-05 00:00:00.000', 'WEB', 4)", cleo.userId],
    ],
    ({ cleo }) => [['streaks-count-dates', `${cleo.userId}/2024-08-05`]],
  ],
  [
    'a check-in in the app has no grant',
    ({ cleoCheckIn }) => [
      ['DELETE FROM grants WHERE id = ?', cleoCheckIn],
      ['DELETE FROM lots WHERE grant_id = ?', cleoCheckIn],
    ],
    ({ cleo }) => [['check-ins-earn-once', `${cleo.userId}/2024-08-03`]],
  ],
  [
    'a grant has no check-in',
    ({ cleo }) => [["DELETE FROM check_ins WHERE user_id = ? AND checked_in_on = '2024-08-03'", cleo.userId]],
    ({ cleoCheckIn }) => [['check-ins-earn-once', cleoCheckIn]],
  ],
  [
    'a check-in has two grants',
    ({ cleoCheckIn, cleo }) => [
      ["UPDATE grants SET earned_on = '2024-08-02', expires_on = '2025-08-02' WHERE id = ?", cleoCheckIn],
      [
        "UPDATE lots SET earned_on = '2024-08-02', expires_on = '2025-08-02', draw_order = ? WHERE grant_id = ?",
        order('2025-08-02', cleoCheckIn, 0, 0),
        cleoCheckIn,
      ],
      ["DELETE FROM check_ins WHERE user_id = ? AND checked_in_on = '2024-08-03'", cleo.userId],
    ],
    ({ cleoCheckIn }) => [['check-ins-earn-once', cleoCheckIn]],
  ],
];

export const grantCases: readonly Case[] = [
  [
    'a grant asks for nothing',
    ({ annaCancelled }) => [['UPDATE grants SET requested_days = 0 WHERE id = ?', annaCancelled]],
    ({ annaCancelled }) => [['days-are-counted-up', annaCancelled]],
  ],
  [
    'a grant gives more than it asks for',
    ({ cleoFirst }) => [['UPDATE grants SET requested_days = 19 WHERE id = ?', cleoFirst]],
    ({ cleoFirst }) => [
      ['days-are-counted-up', cleoFirst],
      ['year-of-earning-is-capped', cleoFirst],
    ],
  ],
  [
    'a lot has no days',
    ({ cleo, cleoFirst }) => [addLot(cleo.userId, cleoFirst, 'CAMPAIGN', 0, '2024-01-05', '2025-01-05')],
    ({ cleo, cleoFirst }) => [['days-are-counted-up', lot(cleo.userId, order('2025-01-05', cleoFirst, 1))]],
  ],
  [
    'a grant was earned under a policy that is not there',
    ({ cleoFirst }) => [['UPDATE grants SET policy_version = 99 WHERE id = ?', cleoFirst]],
    ({ cleoFirst }) => [['terms-are-known', cleoFirst]],
  ],
  [
    'a redemption was judged under a policy that is not there',
    ({ benRedemption }) => [['UPDATE redemptions SET policy_version = 99 WHERE id = ?', benRedemption.id]],
    ({ benRedemption }) => [['terms-are-known', benRedemption.id]],
  ],
  [
    "a grant's lot has a day more",
    ({ cleoFirst }) => [['UPDATE lots SET days = days + 1 WHERE grant_id = ?', cleoFirst]],
    ({ cleoFirst }) => [['lots-add-up', cleoFirst]],
  ],
  [
    "a grant's lot is lost",
    ({ cleoFirst }) => [['DELETE FROM lots WHERE grant_id = ?', cleoFirst]],
    ({ cleoFirst }) => [['lots-add-up', cleoFirst]],
  ],
  [
    'a grant of no days has a lot',
    ({ anna, annaCancelled }) => [addLot(anna.userId, annaCancelled, 'CHECK_IN', 1, '2024-05-02', '2025-05-02')],
    ({ annaCancelled }) => [['lots-add-up', annaCancelled]],
  ],
  [
    "a lot is part of another account's grant",
    ({ cleo, benGrant }) => [addLot(cleo.userId, benGrant, 'CAMPAIGN', 1, '2024-06-01', '2025-06-01')],
    ({ cleo, benGrant }) => [['lots-are-parts-of-grants', lot(cleo.userId, order('2025-06-01', benGrant, 1))]],
  ],
  ...(['source', 'earned_on', 'expires_on'] as const).map(
    (column): Case => [
      `a lot has another ${column} than its grant`,
      ({ cleoFirst }) => [
        [
          `UPDATE lots SET ${column} = ? WHERE grant_id = ?`,
          column === 'source' ? 'SHOWCASE' : '2024-08-30',
          cleoFirst,
        ],
      ],
      ({ cleo, cleoFirst }) => [['lots-are-parts-of-grants', lot(cleo.userId, order('2025-01-05', cleoFirst))]],
    ],
  ),
  [
    'a lot is out of place in the order of drawing',
    ({ cleoFirst }) => [
      ['UPDATE lots SET draw_order = ? WHERE grant_id = ?', order('2025-01-04', cleoFirst), cleoFirst],
    ],
    ({ cleo, cleoFirst }) => [['lots-are-parts-of-grants', lot(cleo.userId, order('2025-01-04', cleoFirst))]],
  ],
  [
    'days lapse a day too late',
    ({ cleoFirst }) => [
      ["UPDATE grants SET expires_on = '2025-01-06' WHERE id = ?", cleoFirst],
      [
        "UPDATE lots SET expires_on = '2025-01-06', draw_order = ? WHERE grant_id = ?",
        order('2025-01-06', cleoFirst),
        cleoFirst,
      ],
    ],
    ({ cleoFirst }) => [['days-lapse-in-time', cleoFirst]],
  ],
  [
    'a grant counts a day too many in its year',
    ({ cleoSecond }) => [['UPDATE grants SET year_earned_days = 51 WHERE id = ?', cleoSecond]],
    ({ cleoSecond }) => [['year-of-earning-adds-up', cleoSecond]],
  ],
  [
    'a grant cancels a day below the cap',
    ({ cleoSecond }) => [['UPDATE grants SET requested_days = 31 WHERE id = ?', cleoSecond]],
    ({ cleoSecond }) => [['year-of-earning-is-capped', cleoSecond]],
  ],
  [
    'a grant gives the first day over the cap',
    ({ anna, annaCancelled }) => [
      ['UPDATE grants SET granted_days = 1, year_earned_days = 361 WHERE id = ?', annaCancelled],
      addLot(anna.userId, annaCancelled, 'CHECK_IN', 1, '2024-05-02', '2025-05-02'),
    ],
    ({ annaCancelled }) => [['year-of-earning-is-capped', annaCancelled]],
  ],
];
