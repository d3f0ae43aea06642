import { describe, expect, test } from '@jest/globals';
import { foldedName, type Product } from '../../src/devices/product.js';
import type { Exclusion } from '../../src/policy/exclusion.js';
import { modelIsSupported } from '../../src/redemption/rules/model-is-supported.js';
import { catalogue, device, expectBroken, expectKept, played, product, programme } from './harness.js';

/** The law that refuses a product, or null. */
function lawAgainst(differing: Partial<Product>): string | null {
  const { facts, attempt } = played({ device: device({ product: differing }) });
  return modelIsSupported(facts, attempt)?.rule ?? null;
}

const listed = (law: string) => programme.exclusions.find((exclusion) => exclusion.law === law) as Exclusion;

describe('M1 to M5: products on the list of exclusions can not redeem', () => {
  test('the refusal names the exclusion: its id, its reason, its date', () => {
    const desktop = device({ product: { category: 'DESKTOP' } });
    const exclusion = listed('M2');
    expectBroken(modelIsSupported, { device: desktop }, { rule: 'M2', remedy: 'NONE', exclusion, eligibleOn: null });
    expect(exclusion).toMatchObject({ id: expect.stringMatching(/^exc_/), since: '2010-01-01', until: null });
    expect(exclusion.reason.zh).toContain('台式机');
    expect(exclusion.reason.en).toMatch(/desktops/i);
  });

  test('a laptop that is not on the list may redeem', () => {
    expectKept(modelIsSupported, {});
  });
});

describe('M1: Zhaoyang notebooks', () => {
  test.each([
    { modelName: '昭阳 E42-80' },
    { modelName: '联想昭阳K4e-IML' },
    { modelName: '昭 阳 K4e' },
    { modelName: 'ZhaoYangN4620Z' },
    { modelName: 'ZHAOYANG E40-80' },
    { modelName: 'Zhao Yang K29' },
    { modelName: 'zhao-yang K29' },
    { modelName: 'ＺｈａｏＹａｎｇ　Ｋ２９' },
    { series: '昭阳', modelName: 'E49L' },
    { series: 'Zhao-Yang', modelName: 'E49L' },
  ])('$series $modelName is one', (spelt) => {
    expect(lawAgainst({ series: 'lenovo_k', ...spelt })).toBe('M1');
  });

  test('only notebooks of that name are meant', () => {
    expect(lawAgainst({ category: 'PHONE', modelName: '昭阳' })).toBeNull();
    expect(lawAgainst({ modelName: 'YangTian S550-14-API' })).toBeNull();
  });
});

describe('M2 and M3: all desktops, tablets and 2-in-1 tablets', () => {
  test.each([
    ['DESKTOP', 'M2'],
    ['TABLET', 'M3'],
    ['TWO_IN_ONE', 'M3'],
    ['LAPTOP', null],
    ['PHONE', null],
    ['OTHER', null],
  ] as const)('a product of the category %s: %s', (category, law) => {
    expect(lawAgainst({ category })).toBe(law);
  });
});

describe('M4: Legion gaming phones, motorola phones and Lemeng phones', () => {
  test.each([
    { modelName: '拯救者电竞手机 2 Pro' },
    { modelName: '拯救者 Y90' },
    { modelName: 'Legion Phone Duel' },
    { series: 'legion_phone', modelName: 'Y70' },
    { brand: 'motorola', series: 'moto', modelName: 'moto g50' },
    { brand: 'MOTOROLA', series: 'edge', modelName: 'edge s' },
    { modelName: '摩托罗拉 razr' },
    { modelName: 'Motorola edge X30' },
    { modelName: '乐檬 K3' },
    { modelName: '联想乐檬K12 Pro' },
    { modelName: 'Le Meng K12' },
  ])('$brand $series $modelName may not redeem', (spelt) => {
    expect(lawAgainst({ series: 'phone', category: 'PHONE', ...spelt })).toBe('M4');
  });

  test.each(['联想 Z5s', '联想 K5 Pro', 'Z6 Pro', 'S5'])('the phone %s stays eligible', (modelName) => {
    expect(lawAgainst({ series: 'lenovo_phone', category: 'PHONE', modelName })).toBeNull();
  });

  test('a ZUK phone stays eligible, and so does a Legion laptop', () => {
    expect(lawAgainst({ brand: 'ZUK', series: 'zuk', category: 'PHONE', modelName: 'ZUK Z2 Pro' })).toBeNull();
    expect(lawAgainst({ series: 'legion', modelName: '拯救者 Y7000P' })).toBeNull();
  });
});

describe('M5: the Xiaoxin Air 14-IIL', () => {
  test.each([
    { modelName: '小新 Air 14-IIL' },
    { modelName: '小新Air14IIL' },
    { modelName: '小新 Air-14 IIL 2020' },
    { modelName: '小新air 14 - iil' },
    { modelName: 'XiaoXinAir-14IIL 2020' },
    { modelName: 'Xiaoxin Air 14-IIL' },
    { modelName: 'XIAO XIN AIR 14 IIL' },
    { modelName: '小新\u00A0Air\u201114\u2011IIL' },
    { modelName: 'XiaoXin Air—14–IIL' },
    { modelName: '小新Ａｉｒ１４－ＩＩＬ' },
    { series: '小新', modelName: 'Air 14-IIL' },
    { series: 'xiaoxin', modelName: 'Air-14IIL' },
  ])('$series $modelName is it', (spelt) => {
    expect(lawAgainst({ series: '', ...spelt })).toBe('M5');
  });

  test.each([
    'XiaoXinAir-14ARE 2020',
    '小新 Air 14-ARE',
    '小新 Air 14-ITL',
    'XiaoXin-14IIL 2020',
    'XiaoXin-15IIL 2020',
    'XiaoXinAir-15IIL',
    'XiaoXinPro-13IML 2019',
  ])('%s stays eligible', (modelName) => {
    expect(lawAgainst({ modelName })).toBeNull();
  });
});

describe('M1 to M5, on the real catalogue', () => {
  const lawOf = (one: Product) => lawAgainst(one);

  test('every desktop is refused by M2, every tablet and 2-in-1 by M3', () => {
    const expected = { DESKTOP: 'M2', TABLET: 'M3', TWO_IN_ONE: 'M3' } as Record<string, string>;
    const named = catalogue().filter(({ category }) => category in expected);
    expect(named.filter((one) => lawOf(one) !== expected[one.category])).toEqual([]);
    expect(new Set(named.map(({ category }) => category)).size).toBe(3);
  });

  test('of the laptops, the seven Zhaoyang are refused by M1 and one Xiaoxin by M5, and no other', () => {
    const laptops = catalogue().filter(({ category }) => category === 'LAPTOP');
    const namesUnder = (rule: string | null) =>
      laptops.filter((one) => lawOf(one) === rule).map(({ modelName }) => modelName);
    expect(namesUnder('M1')).toEqual(
      laptops.filter(({ series }) => series === 'zhaoyang').map(({ modelName }) => modelName),
    );
    expect(namesUnder('M1')).toHaveLength(7);
    expect(namesUnder('M5')).toEqual(['XiaoXinAir-14IIL 2020']);
    expect(namesUnder(null)).toHaveLength(laptops.length - 8);
    expect(namesUnder(null).filter((name) => foldedName(name).includes('zhaoyang'))).toEqual([]);
  });

  test('of the phones, those of Lenovo itself stay eligible', () => {
    const phones = catalogue().filter(({ category }) => category === 'PHONE');
    expect(Object.fromEntries(phones.map((one) => [one.modelName, lawOf(one)]))).toEqual({
      '联想 Z5s': null,
      '联想 K5 Pro': null,
      'motorola edge s': 'M4',
      '拯救者电竞手机 Pro': 'M4',
      '联想乐檬 K12 Pro': 'M4',
    });
  });
});

describe('M1 to M5 are data: the list may change on any day', () => {
  const exclusion = (said: Partial<Exclusion>): Exclusion => ({
    ...listed('M5'),
    id: 'exc_01AN4Z07BY79KA1307SR9X4MV6',
    law: 'M9',
    criteria: [{ names: ['XiaoXin Pro'] }],
    ...said,
  });

  test('an exclusion holds from its date on: not on the day before', () => {
    const excluding = exclusion({ since: '2023-06-15' });
    const told = { rule: 'M9', remedy: 'NONE', exclusion: excluding, eligibleOn: null } as const;
    const situation = { exclusions: [excluding] };
    expectKept(modelIsSupported, { ...situation, today: '2023-06-14' });
    expectBroken(modelIsSupported, { ...situation, today: '2023-06-15' }, told);
    expectBroken(modelIsSupported, { ...situation, today: '2023-06-16' }, told);
  });

  test('one with an end holds until the day before that, and waiting helps', () => {
    const excluding = exclusion({ until: '2023-07-01' });
    const told = { rule: 'M9', remedy: 'WAIT', exclusion: excluding, eligibleOn: '2023-07-01' } as const;
    const situation = { exclusions: [excluding] };
    expectBroken(modelIsSupported, { ...situation, today: '2023-06-30' }, told);
    expectKept(modelIsSupported, { ...situation, today: '2023-07-01' });
    expectKept(modelIsSupported, { ...situation, today: '2023-07-02' });
  });

  test('of two with an end, waiting helps when the later is over', () => {
    const first = exclusion({ until: '2023-07-01' });
    const second = exclusion({ id: 'exc_01AN4Z07BY79KA1307SR9X4MV7', until: '2023-08-01' });
    const told = { rule: 'M9', remedy: 'WAIT', exclusion: first, eligibleOn: '2023-08-01' } as const;
    expectBroken(modelIsSupported, { exclusions: [first, second] }, told);
  });

  test('of two of which one has no end, that one is told', () => {
    const passing = exclusion({ until: '2023-07-01' });
    const lasting = exclusion({ id: 'exc_01AN4Z07BY79KA1307SR9X4MV7' });
    const told = { rule: 'M9', remedy: 'NONE', exclusion: lasting, eligibleOn: null } as const;
    expectBroken(modelIsSupported, { exclusions: [passing, lasting] }, told);
  });

  test.each([
    [{ brands: ['lenovo'] }, { brands: ['ThinkPad'] }],
    [{ categories: ['LAPTOP' as const] }, { categories: ['PHONE' as const] }],
    [{ names: ['小新', 'Xiao-Xin Pro 13'] }, { names: ['小新', 'yoga'] }],
    [{ salesRegions: ['CN', 'HK'] }, { salesRegions: ['HK'] }],
    [{ customBuild: false }, { customBuild: true }],
    [
      { brands: ['Lenovo'], names: ['iml'] },
      { brands: ['Lenovo'], names: ['are'] },
    ],
  ])('brand, category, name, sales region and build match: %j does, %j does not', (matching, other) => {
    const excluding = exclusion({ criteria: [matching] });
    const told = { rule: 'M9', remedy: 'NONE', exclusion: excluding, eligibleOn: null } as const;
    expectBroken(modelIsSupported, { exclusions: [excluding], device: device({ product: product() }) }, told);
    expectKept(modelIsSupported, { exclusions: [exclusion({ criteria: [other] })] });
  });
});
