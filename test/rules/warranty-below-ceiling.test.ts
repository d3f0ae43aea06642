import { describe, test } from '@jest/globals';
import { warrantyBelowCeiling } from '../../src/redemption/rules/warranty-below-ceiling.js';
import { type DeviceSaid, device, expectBroken, expectKept } from './harness.js';

describe('W4: the warranty never reaches beyond 5 years from its start', () => {
  const told = { rule: 'W4', ceilingOn: '2016-04-01', eligibleOn: null } as const;
  const today = '2013-04-01';
  const bought = (said: DeviceSaid) => ({ today, device: device({ shippedOn: '2011-04-01', ...said }) });

  test('a machine bought on 2011-04-01 whose warranty ends on 2016-04-01 can not be extended', () => {
    const longest = { ...told, remedy: 'NONE', warrantyEndsOn: '2016-04-01', longestTerm: null } as const;
    for (const term of ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS'] as const) {
      expectBroken(warrantyBelowCeiling, { ...bought({ baseWarrantyMonths: 60 }), term }, longest);
    }
  });

  test('an extension that ends one day before the ceiling is allowed, exactly on it too, one day beyond it not', () => {
    expectKept(warrantyBelowCeiling, bought({ endsOn: '2015-12-31' }));
    expectKept(warrantyBelowCeiling, bought({ endsOn: '2016-01-01' }));
    const beyond = { ...told, remedy: 'NONE', warrantyEndsOn: '2016-01-02', longestTerm: null } as const;
    expectBroken(warrantyBelowCeiling, bought({ endsOn: '2016-01-02' }), beyond);
  });

  test('what would pass the ceiling is refused whole, and the longest coupon that still fits is told', () => {
    const threeLeft = bought({ baseWarrantyMonths: 57 });
    const toldThree = { ...told, remedy: 'ACT', warrantyEndsOn: '2016-01-01', longestTerm: 'THREE_MONTHS' } as const;
    expectKept(warrantyBelowCeiling, { ...threeLeft, term: 'THREE_MONTHS' });
    expectBroken(warrantyBelowCeiling, { ...threeLeft, term: 'SIX_MONTHS' }, toldThree);
    expectBroken(warrantyBelowCeiling, { ...threeLeft, term: 'TWELVE_MONTHS' }, toldThree);

    const elevenLeft = bought({ baseWarrantyMonths: 49 });
    const toldSix = { ...told, remedy: 'ACT', warrantyEndsOn: '2015-05-01', longestTerm: 'SIX_MONTHS' } as const;
    expectKept(warrantyBelowCeiling, { ...elevenLeft, term: 'SIX_MONTHS' });
    expectBroken(warrantyBelowCeiling, { ...elevenLeft, term: 'TWELVE_MONTHS' }, toldSix);

    expectKept(warrantyBelowCeiling, { ...bought({ baseWarrantyMonths: 48 }), term: 'TWELVE_MONTHS' });
  });

  test('W2: an accepted invoice moves the ceiling with the start', () => {
    const invoiced = { purchasedOn: '2011-06-01', baseWarrantyMonths: 57 };
    expectKept(warrantyBelowCeiling, bought(invoiced));
    expectBroken(
      warrantyBelowCeiling,
      { ...bought(invoiced), term: 'SIX_MONTHS' },
      { ...told, remedy: 'ACT', ceilingOn: '2016-06-01', warrantyEndsOn: '2016-03-01', longestTerm: 'THREE_MONTHS' },
    );
  });

  test('W7: extensions bought from the maker use the ceiling up', () => {
    const extensions = [{ kind: 'PURCHASED', months: 24, extendedOn: '2012-01-01' }] as const;
    expectKept(warrantyBelowCeiling, bought({ baseWarrantyMonths: 36 }));
    expectBroken(warrantyBelowCeiling, bought({ baseWarrantyMonths: 36, extensions }), {
      ...told,
      remedy: 'NONE',
      warrantyEndsOn: '2016-04-01',
      longestTerm: null,
    });
  });

  test('T2: the ceiling of a machine that started on 29 February is 28 February', () => {
    const leap = device({ shippedOn: '2012-02-29', endsOn: '2016-11-29' });
    expectKept(warrantyBelowCeiling, { today, device: leap });
    expectBroken(
      warrantyBelowCeiling,
      { today, device: device({ shippedOn: '2012-02-29', endsOn: '2016-12-01' }) },
      { ...told, remedy: 'NONE', ceilingOn: '2017-02-28', warrantyEndsOn: '2016-12-01', longestTerm: null },
    );
  });
});
