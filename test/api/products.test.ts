import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, newSerialNumber } from './member.js';

interface Row {
  machine_type: string;
  mtm: string;
  brand: string;
  series: string;
  model_name: string;
  category: 'LAPTOP' | 'DESKTOP' | 'TABLET' | 'TWO_IN_ONE' | 'PHONE' | 'OTHER';
  sales_region: string;
  custom_build: string;
}

/** The known products; of those that differ in machine type or foreign country only, one. */
const rows: readonly Row[] = [
  ...new Map(
    parse<Row>(readFileSync('data/products.csv'), { columns: true }).map((row) => {
      const { brand, series, model_name, category, sales_region, custom_build } = row;
      return [[brand, series, model_name, category, sales_region === 'CN', custom_build].join(), row] as const;
    }),
  ).values(),
];

/** The rules that the FAQ's sentences break for a row, read by hand. */
function expectedRules(row: Row): string[] {
  const rules: string[] = [];
  if (row.series === 'zhaoyang') rules.push('M1');
  if (row.category === 'DESKTOP') rules.push('M2');
  if (row.category === 'TABLET' || row.category === 'TWO_IN_ONE') rules.push('M3');
  if (['moto', 'legion_phone', 'lemeng'].includes(row.series)) rules.push('M4');
  if (row.model_name === 'XiaoXinAir-14IIL 2020') rules.push('M5');
  if (row.custom_build === 'true') rules.push('M6');
  if (row.sales_region !== 'CN') rules.push('M7');
  return rules;
}

const ofBrand = (brand: string, series: string, modelName: string) => ({ brand, series, modelName });
const lenovo = (series: string, modelName: string) => ofBrand('Lenovo', series, modelName);

describe.each(engines)('which products take part on %s', (engine) => {
  let api: Api;
  let member: Member;
  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2023-02-01');
    member = await Member.of(api, 'owner');
  });
  afterAll(() => api.stop());

  /** What a look-up says of a machine like the notebook of the tests, but for what is given. */
  async function lookedUp(machine: object) {
    const serialNumber = newSerialNumber();
    await api.register({ serialNumber, ...machine });
    return member.lookUp(serialNumber);
  }

  const rulesOf = ({ violations }: { violations: { rule: string }[] }) => violations.map(({ rule }) => rule);

  test('every known product is judged as the FAQ says (M1–M8)', async () => {
    const machines = rows.map((row) => ({
      serialNumber: newSerialNumber(),
      machineType: row.machine_type || null,
      mtm: row.mtm || null,
      ...ofBrand(row.brand, row.series, row.model_name),
      category: row.category,
      salesRegion: row.sales_region,
      customBuild: row.custom_build === 'true',
    }));
    for (let done = 0; done < machines.length; done += 500) await api.register(...machines.slice(done, done + 500));
    const told = await Promise.all(machines.map(({ serialNumber }) => member.lookUp(serialNumber)));
    const summary = told.map((one, index) => [
      rows[index]?.model_name,
      [...new Set(rulesOf(one))].sort(),
      one.acceptedSources.length,
    ]);
    expect(summary).toEqual(
      rows.map((row) => [row.model_name, expectedRules(row), /ThinkPad|ThinkBook/.test(row.brand) ? 1 : 3]),
    );
  });

  test.each([
    ['M1', lenovo('zhaoyang', 'ZhaoYang K4e-ITL')],
    ['M1', lenovo('昭阳', '昭阳 K4e-ITL')],
    ['M1', lenovo('ZHAO-YANG', 'E42-80')],
    ['M1', lenovo('Zhao Yang', 'N4620Z')],
    ['M1', lenovo('昭 阳', 'E49L')],
    ['M1', lenovo('昭阳系列', 'E49L')],
    ['M1', lenovo('', '昭阳K4e-IML')],
    ['M1', lenovo('', 'Zhao-Yang E 49')],
    ['M5', lenovo('xiaoxin', 'XiaoXinAir-14IIL 2020')],
    ['M5', lenovo('xiaoxin', 'XiaoXin Air-14 IIL 2020')],
    ['M5', lenovo('小新', '小新Air 14-IIL')],
    ['M5', lenovo('小新', '小新 Air14IIL')],
    ['M5', lenovo('XiaoXin', 'xiaoxin air 14iil')],
  ])('%s: the notebook %j can’t', async (rule, machine) => {
    const told = await lookedUp(machine);
    expect(rulesOf(told)).toEqual([rule]);
    expect(told.violations[0]).toMatchObject({
      __typename: 'ModelNotSupported',
      exclusion: { id: expect.any(String), reason: expect.any(String), since: '2010-01-01', until: null },
      remedy: 'NONE',
      eligibleOn: null,
      reference: null,
      others: [],
    });
  });

  test.each([
    lenovo('xiaoxin', 'XiaoXin-14IIL 2020'),
    lenovo('xiaoxin', 'XiaoXinAir-15IIL 2020'),
    lenovo('xiaoxin', 'XiaoXinAir-14ARE 2020'),
    lenovo('xiaoxin', 'XiaoXinAir 14ITL 2021'),
    lenovo('小新', '小新Air 14 ITL'),
    lenovo('yangtian', 'YangTian V340-15-IML'),
    lenovo('legion', '拯救者 Y7000P'),
    lenovo('', 'Lenovo 14'),
  ])('the notebook %j can', async (machine) => {
    expect(await lookedUp(machine)).toMatchObject({
      violations: [],
      acceptedSources: expect.arrayContaining(['CHECK_IN', 'SHOWCASE', 'CAMPAIGN']),
    });
  });

  test.each([
    [['M4'], lenovo('legion_phone', '拯救者电竞手机 Pro')],
    [['M4'], lenovo('拯救者电竞手机', '2 Pro')],
    [['M4'], lenovo('Legion Phone', 'Legion Phone Duel')],
    [['M4'], ofBrand('motorola', 'moto', 'motorola edge s')],
    [['M4'], ofBrand('MOTOROLA', '', 'edge X30')],
    [['M4'], ofBrand('Motorola', 'razr', 'razr 2022')],
    [['M4'], lenovo('lemeng', 'LeMeng K12')],
    [['M4'], lenovo('乐檬', '乐檬 K12')],
    [['M4'], lenovo('Le Meng', 'K12 Pro')],
    [[], lenovo('lenovo_phone', '联想 Z5s')],
    [[], lenovo('lenovo_phone', '联想 K5 Pro')],
    [[], ofBrand('ZUK', 'zuk', 'ZUK Z2')],
  ])('%j bars the phone %j (M4)', async (rules, machine) => {
    expect(rulesOf(await lookedUp({ ...machine, category: 'PHONE' }))).toEqual(rules);
  });

  test.each([
    ['M2', 'DESKTOP', lenovo('tianyi', 'TianYi510S-07IAB')],
    ['M2', 'DESKTOP', ofBrand('Think', 'thinkcentre', 'ThinkCentre M93')],
    ['M2', 'DESKTOP', lenovo('', 'any')],
    ['M3', 'TABLET', lenovo('legion_pad', '拯救者平板 Y700 2023')],
    ['M3', 'TWO_IN_ONE', lenovo('xiaoxin', 'XiaoXinDuet IAU7')],
    ['M3', 'TWO_IN_ONE', ofBrand('ThinkPad', 'thinkpad', 'ThinkPad X1 Tablet')],
  ])('%s bars every %s, such as %j', async (rule, category, machine) => {
    expect(rulesOf(await lookedUp({ ...machine, category }))).toEqual([rule]);
  });

  test.each([
    ['CN', []],
    ['US', ['M7']],
    ['HK', ['M7']],
    ['OVERSEAS', ['M7']],
  ])('a machine for %s breaks %j (M7)', async (salesRegion, rules) => {
    const told = await lookedUp({ salesRegion });
    expect(rulesOf(told)).toEqual(rules);
    if (rules.length === 0) return;
    expect(told.violations[0]).toMatchObject({ __typename: 'OverseasModelNotSupported', salesRegion, remedy: 'NONE' });
  });

  test('of several rules all are told, in the programme’s order (M2, M6, M7)', async () => {
    const machine = { category: 'DESKTOP', customBuild: true, salesRegion: 'US' };
    const { violations } = await lookedUp(machine);
    expect(violations).toMatchObject([
      { __typename: 'ModelNotSupported', rule: 'M2' },
      { __typename: 'CustomBuildNotSupported', rule: 'M6', remedy: 'NONE', eligibleOn: null },
      { __typename: 'OverseasModelNotSupported', rule: 'M7' },
    ]);
  });

  test.each([
    ofBrand('ThinkPad', 'thinkpad', 'ThinkPad X270'),
    ofBrand('THINKPAD', '', 'X270'),
    ofBrand('ThinkBook', 'thinkbook', 'ThinkBook 14 G4+'),
    ofBrand('Lenovo', 'ThinkBook', 'ThinkBook 16'),
    ofBrand('Think', 'ThinkPad', 'ThinkPad E14'),
    ofBrand('Lenovo', 'Think Pad', 'ThinkPad E14'),
  ])('%j takes showcase days only (M8)', async (machine) => {
    expect(await lookedUp(machine)).toMatchObject({ acceptedSources: ['SHOWCASE'], violations: [] });
  });
});
