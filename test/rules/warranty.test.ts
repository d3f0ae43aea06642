import { describe, expect, test } from '@jest/globals';
import { ceilingOf, type ExtensionRecord, isInWarranty, warrantyOf } from '../../src/warranty/warranty.js';
import { policy } from './harness.js';

const terms = { shippedOn: '2022-03-01', baseWarrantyMonths: 24, purchasedOn: null };
const extension = (kind: ExtensionRecord['kind'], months: number): ExtensionRecord => ({
  kind,
  months,
  extendedOn: '2023-06-15',
});

describe('W1: the warranty starts on the shipping date', () => {
  test('its end is the start and the base months, the end covered', () => {
    expect(warrantyOf(terms, [])).toEqual({
      shippedOn: '2022-03-01',
      purchasedOn: null,
      startBasis: 'SHIPPED',
      startsOn: '2022-03-01',
      baseEndsOn: '2024-03-01',
      endsOn: '2024-03-01',
      extensions: [],
    });
  });

  test('T2: a machine shipped on 29 February is covered to 28 February', () => {
    expect(warrantyOf({ ...terms, shippedOn: '2020-02-29', baseWarrantyMonths: 12 }, []).endsOn).toBe('2021-02-28');
    expect(warrantyOf({ ...terms, shippedOn: '2020-02-29', baseWarrantyMonths: 48 }, []).endsOn).toBe('2024-02-29');
  });
});

describe('W2: with an accepted invoice the warranty starts on the purchase date', () => {
  test('start, base end and ceiling move; the extensions stay', () => {
    const extensions = [extension('REDEEMED', 3), extension('PURCHASED', 12)];
    const shipped = warrantyOf(terms, extensions);
    const invoiced = warrantyOf({ ...terms, purchasedOn: '2022-08-20' }, extensions);
    expect(shipped).toMatchObject({
      startBasis: 'SHIPPED',
      startsOn: '2022-03-01',
      baseEndsOn: '2024-03-01',
      endsOn: '2025-06-01',
    });
    expect(invoiced).toMatchObject({
      startBasis: 'INVOICE',
      startsOn: '2022-08-20',
      baseEndsOn: '2024-08-20',
      endsOn: '2025-11-20',
    });
    expect(ceilingOf(shipped, policy.warrantyCeilingYears)).toBe('2027-03-01');
    expect(ceilingOf(invoiced, policy.warrantyCeilingYears)).toBe('2027-08-20');
    const stays = ({ kind, months, extendedOn }: ExtensionRecord) => ({ kind, months, extendedOn });
    expect(invoiced.extensions.map(stays)).toEqual(extensions);
    expect(invoiced.shippedOn).toBe('2022-03-01');
  });
});

describe('W3: a warranty covers the dates from its start to its end', () => {
  test.each([
    ['2022-02-28', false],
    ['2022-03-01', true],
    ['2024-03-01', true],
    ['2024-03-02', false],
  ])('on %s: %s', (on, covered) => {
    expect(isInWarranty(warrantyOf(terms, []), on)).toBe(covered);
  });
});

describe('W4: the ceiling is 5 years from the start', () => {
  test('a machine bought on 2011-04-01 has its ceiling on 2016-04-01', () => {
    const warranty = warrantyOf({ ...terms, shippedOn: '2011-04-01' }, []);
    expect(ceilingOf(warranty, policy.warrantyCeilingYears)).toBe('2016-04-01');
  });
});

describe('W5: an extension adds calendar months to the current end', () => {
  test.each([
    [3, '2024-06-01'],
    [6, '2024-09-01'],
    [12, '2025-03-01'],
  ])('%i months move 2024-03-01 to %s', (months, endsOn) => {
    expect(warrantyOf(terms, [extension('REDEEMED', months)]).endsOn).toBe(endsOn);
  });

  test('2023-11-30 and 3 months is 2024-02-29, and 3 more is 2024-05-29', () => {
    const { extensions, endsOn } = warrantyOf({ ...terms, shippedOn: '2021-11-30' }, [
      extension('REDEEMED', 3),
      extension('REDEEMED', 3),
    ]);
    expect(extensions.map(({ endsOnBefore, endsOnAfter }) => [endsOnBefore, endsOnAfter])).toEqual([
      ['2023-11-30', '2024-02-29'],
      ['2024-02-29', '2024-05-29'],
    ]);
    expect(endsOn).toBe('2024-05-29');
  });
});

describe('W7: extensions bought from the maker count', () => {
  test('they move the end as redeemed ones do, and stand beside them', () => {
    const { extensions, endsOn } = warrantyOf(terms, [extension('PURCHASED', 12), extension('REDEEMED', 3)]);
    expect(endsOn).toBe('2025-06-01');
    expect(extensions).toEqual([
      { ...extension('PURCHASED', 12), endsOnBefore: '2024-03-01', endsOnAfter: '2025-03-01' },
      { ...extension('REDEEMED', 3), endsOnBefore: '2025-03-01', endsOnAfter: '2025-06-01' },
    ]);
  });
});
