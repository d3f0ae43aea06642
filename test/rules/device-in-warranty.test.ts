import { describe, test } from '@jest/globals';
import { deviceInWarranty } from '../../src/redemption/rules/device-in-warranty.js';
import { device, expectBroken, expectKept } from './harness.js';

describe('W3: the device must be in warranty on the day', () => {
  const shipped = { shippedOn: '2022-03-01', baseWarrantyMonths: 24 };
  const told = { rule: 'W3', warrantyEndedOn: '2024-03-01', eligibleOn: null } as const;

  test('a warranty to 2024-03-01 covers 2024-02-29 and 2024-03-01, and not 2024-03-02', () => {
    expectKept(deviceInWarranty, { today: '2024-02-29', device: device(shipped) });
    expectKept(deviceInWarranty, { today: '2024-03-01', device: device(shipped) });
    expectBroken(deviceInWarranty, { today: '2024-03-02', device: device(shipped) }, { ...told, remedy: 'ACT' });
  });

  test('a warranty from 2022-03-01 does not cover 2022-02-28, which waits for it, and covers 2022-03-01', () => {
    const broken = { ...told, remedy: 'WAIT', eligibleOn: '2022-03-01' } as const;
    for (const startsOn of [shipped, { ...shipped, shippedOn: '2021-10-01', purchasedOn: '2022-03-01' }]) {
      expectBroken(deviceInWarranty, { today: '2022-02-28', device: device(startsOn) }, broken);
      expectKept(deviceInWarranty, { today: '2022-03-01', device: device(startsOn) });
    }
  });

  test('with an accepted invoice nothing helps any more', () => {
    const invoiced = device({ shippedOn: '2021-10-01', purchasedOn: '2022-03-01', baseWarrantyMonths: 24 });
    expectKept(deviceInWarranty, { today: '2024-03-01', device: invoiced });
    expectBroken(deviceInWarranty, { today: '2024-03-02', device: invoiced }, { ...told, remedy: 'NONE' });
  });

  test('an accepted invoice moves the end: a device out of warranty by its shipping date is in warranty again', () => {
    const today = '2024-05-31';
    expectBroken(deviceInWarranty, { today, device: device(shipped) }, { ...told, remedy: 'ACT' });
    expectKept(deviceInWarranty, { today, device: device({ ...shipped, purchasedOn: '2022-05-31' }) });
  });

  test('extensions, redeemed or bought, count', () => {
    const extensions = [
      { kind: 'REDEEMED', months: 3, extendedOn: '2023-02-01' },
      { kind: 'PURCHASED', months: 12, extendedOn: '2023-02-02' },
    ] as const;
    const extended = device({ ...shipped, extensions });
    expectKept(deviceInWarranty, { today: '2025-06-01', device: extended });
    const broken = { ...told, remedy: 'ACT', warrantyEndedOn: '2025-06-01' } as const;
    expectBroken(deviceInWarranty, { today: '2025-06-02', device: extended }, broken);
  });
});
