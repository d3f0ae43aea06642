import { describe, expect, test } from '@jest/globals';
import { foldedName, isLenovoBrand } from '../../src/devices/product.js';
import { catalogue, laterPolicy, policy } from './harness.js';

describe("D5: other makers' products can not be bound", () => {
  test.each(['Lenovo', 'Think', 'ThinkPad', 'ThinkBook', 'ThinkCentre', 'ThinkStation', 'motorola', 'ZUK'])(
    '%s is a brand of Lenovo, whatever the case',
    (brand) => {
      for (const spelt of [brand, brand.toUpperCase(), brand.toLowerCase()])
        expect(isLenovoBrand(spelt, policy)).toBe(true);
    },
  );

  test.each(['Dell', 'HP', 'Huawei', 'Lenov', 'Lenovo2', 'ThinkPads', 'MSI Think', 'Моtorola', ''])(
    '%j is none',
    (brand) => {
      expect(isLenovoBrand(brand, policy)).toBe(false);
    },
  );

  test("every product of the catalogue is Lenovo's", () => {
    expect(catalogue().filter(({ brand }) => !isLenovoBrand(brand, policy))).toEqual([]);
  });

  test('the brands are data', () => {
    expect(isLenovoBrand('Medion', laterPolicy('2023-01-01', { lenovoBrands: ['Medion'] }))).toBe(true);
    expect(isLenovoBrand('Lenovo', laterPolicy('2023-01-01', { lenovoBrands: ['Medion'] }))).toBe(false);
  });
});

describe('M: names come with any case, spacing and hyphens', () => {
  test.each([
    'XiaoXinAir-14IIL 2020',
    'Xiaoxin Air 14-IIL 2020',
    'xiaoxin air14iil2020',
    'XIAOXIN\u00A0AIR\u201114IIL—2020',
  ])('%s is one name', (name) => {
    expect(foldedName(name)).toBe('xiaoxinair14iil2020');
  });
});
