import { addDevice, type Case, nothing } from './audit-cases.js';
import type { Damage } from './audit-damage.js';

/** Moves the warranty of Ben's machine, and what his redemption says of it. */
function benShipped(shippedOn: string, baseMonths: number, endsOnBefore: string, endsOnAfter: string): Damage[] {
  return [
    [
      "UPDATE machines SET shipped_on = ?, base_warranty_months = ? WHERE serial_number = 'BENN0001'",
      shippedOn,
      baseMonths,
    ],
    [
      "UPDATE redemptions SET warranty_ends_on_before = ?, warranty_ends_on_after = ? WHERE serial_number = 'BENN0001'",
      endsOnBefore,
      endsOnAfter,
    ],
  ];
}

const EXTENSION_OF_BEN = "WHERE serial_number = 'BENN0001'";

export const warrantyCases: readonly Case[] = [
  [
    'a redemption has no extension',
    () => [[`DELETE FROM warranty_extensions ${EXTENSION_OF_BEN}`]],
    ({ benRedemption }) => [['redemptions-extend-once', benRedemption.id]],
  ],
  [
    'a redemption has two extensions',
    ({ benRedemption }) => [
      ["INSERT INTO warranty_extensions VALUES ('BENN0001', 2, 'REDEEMED', 3, '2024-07-15', ?)", benRedemption.id],
    ],
    ({ benRedemption }) => [['redemptions-extend-once', benRedemption.id]],
  ],
  [
    'an extension has other months than its redemption',
    () => [[`UPDATE warranty_extensions SET months = 4 ${EXTENSION_OF_BEN}`]],
    ({ benRedemption }) => [['redemptions-extend-once', benRedemption.id]],
  ],
  [
    'an extension has another date than its redemption',
    () => [[`UPDATE warranty_extensions SET extended_on = '2024-07-16' ${EXTENSION_OF_BEN}`]],
    ({ benRedemption }) => [['redemptions-extend-once', benRedemption.id]],
  ],
  [
    "the warranty's end before a redemption leaves out an extension",
    () => [["UPDATE warranty_extensions SET months = 6 WHERE serial_number = 'ANNA0001' AND kind = 'PURCHASED'"]],
    ({ annaThird }) => [['warranty-ends-add-up', annaThird.id]],
  ],
  [
    "the warranty's end after a redemption is a day too late",
    () => [[`UPDATE redemptions SET warranty_ends_on_after = '2025-04-02' ${EXTENSION_OF_BEN}`]],
    ({ benRedemption }) => [['warranty-ends-add-up', benRedemption.id]],
  ],
  [
    'an invoice accepted since has moved the base end',
    () => [["UPDATE machines SET purchased_on = '2024-02-01' WHERE serial_number = 'BENN0001'"]],
    nothing,
  ],
  [
    'a device redeemed a day after its warranty had ended',
    () => benShipped('2023-07-14', 12, '2024-07-14', '2024-10-14'),
    ({ benRedemption }) => [['redeemed-in-warranty', benRedemption.id]],
  ],
  [
    'a device redeemed on the last date of its warranty',
    () => benShipped('2023-07-15', 12, '2024-07-15', '2024-10-15'),
    nothing,
  ],
  [
    'a redemption moved the warranty a month beyond its ceiling',
    () => benShipped('2024-01-01', 58, '2028-11-01', '2029-02-01'),
    ({ benRedemption }) => [['warranty-below-ceiling', benRedemption.id]],
  ],
  [
    'a redemption moved the warranty to its ceiling',
    () => benShipped('2024-01-01', 57, '2028-10-01', '2029-01-01'),
    nothing,
  ],
  [
    'a machine is bound to two accounts',
    ({ cleo }) => [addDevice('dev_zz', cleo.userId, 'BENN0001')],
    () => [['machines-have-one-owner', 'dev_zz']],
  ],
  [
    'the numbers of extensions have a gap',
    () => [["UPDATE warranty_extensions SET sequence = 2 WHERE serial_number = 'CLEO0001'"]],
    () => [['extensions-are-numbered', 'CLEO0001/2']],
  ],
  [
    'an extension is of no machine of the registry',
    () => [["INSERT INTO warranty_extensions VALUES ('NONE0001', 1, 'PURCHASED', 3, '2024-07-15', NULL)"]],
    () => [['extensions-are-numbered', 'NONE0001/1']],
  ],
  [
    'a redeemed extension names no redemption',
    () => [["UPDATE warranty_extensions SET kind = 'REDEEMED' WHERE serial_number = 'CLEO0001'"]],
    () => [['extensions-have-redemptions', 'CLEO0001/1']],
  ],
  [
    'a redeemed extension names a redemption on another machine',
    ({ benRedemption }) => [
      [
        "UPDATE warranty_extensions SET kind = 'REDEEMED', redemption_id = ? WHERE serial_number = 'CLEO0001'",
        benRedemption.id,
      ],
    ],
    () => [['extensions-have-redemptions', 'CLEO0001/1']],
  ],
  [
    'a purchased extension names a redemption',
    ({ benRedemption }) => [
      ["UPDATE warranty_extensions SET redemption_id = ? WHERE serial_number = 'CLEO0001'", benRedemption.id],
    ],
    () => [['extensions-have-redemptions', 'CLEO0001/1']],
  ],
];
