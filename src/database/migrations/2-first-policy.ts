import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rule P1a: version 1 of the policy and the FAQ's exclusions (M1 to M5) are in force from 2010-01-01. */
const IN_FORCE_FROM = '2010-01-01';

const TERMS = {
  annualEarningCapDays: 360,
  annualRedemptionCapDays: 360,
  redemptionsPerYear: 3,
  redemptionYear: 'ROLLING_YEAR',
  dayValidityYears: 1,
  maxDevices: 5,
  bindingWaitDays: 30,
  warrantyCeilingYears: 5,
  deviceRedemptionIntervalYears: 1,
  tiers: [
    { term: 'THREE_MONTHS', months: 3, costDays: 90 },
    { term: 'SIX_MONTHS', months: 6, costDays: 180 },
    { term: 'TWELVE_MONTHS', months: 12, costDays: 360 },
  ],
  checkInDays: 1,
  checkInChannels: ['APP'],
  streakLength: 7,
  streakBonusDays: 0,
  showcaseMaxDays: 360,
  linkWindowDays: 30,
  sourceRestrictions: [
    { brand: 'ThinkPad', series: null, acceptedSources: ['SHOWCASE'] },
    { brand: 'ThinkBook', series: null, acceptedSources: ['SHOWCASE'] },
    { brand: null, series: 'ThinkPad', acceptedSources: ['SHOWCASE'] },
    { brand: null, series: 'ThinkBook', acceptedSources: ['SHOWCASE'] },
  ],
  lenovoBrands: ['Lenovo', 'Think', 'ThinkPad', 'ThinkBook', 'ThinkCentre', 'ThinkStation', 'motorola', 'ZUK'],
  homeSalesRegion: 'CN',
};

const EXCLUSIONS = [
  {
    id: 'exc_01AN4Z07BY79KA1307SR9X4MV1',
    law: 'M1',
    reasonEn: 'Zhaoyang notebooks take no part in the extension programme.',
    reasonZh: '昭阳系列笔记本不支持延保兑换。',
    criteria: [{ categories: ['LAPTOP'], names: ['昭阳', 'zhaoyang'] }],
  },
  {
    id: 'exc_01AN4Z07BY79KA1307SR9X4MV2',
    law: 'M2',
    reasonEn: 'Desktops take no part in the extension programme.',
    reasonZh: '台式机全系列不支持延保兑换。',
    criteria: [{ categories: ['DESKTOP'] }],
  },
  {
    id: 'exc_01AN4Z07BY79KA1307SR9X4MV3',
    law: 'M3',
    reasonEn: 'Tablets and 2-in-1 tablets take no part in the extension programme.',
    reasonZh: '平板和二合一平板系列不支持延保兑换。',
    criteria: [{ categories: ['TABLET', 'TWO_IN_ONE'] }],
  },
  {
    id: 'exc_01AN4Z07BY79KA1307SR9X4MV4',
    law: 'M4',
    reasonEn: 'Legion gaming phones, motorola phones and Lemeng phones take no part in the extension programme.',
    reasonZh: '拯救者电竞手机、motorola 手机和乐檬手机不支持延保兑换。',
    criteria: [
      { categories: ['PHONE'], names: ['拯救者', 'zhengjiuzhe', 'legion', '乐檬', 'lemeng'] },
      { categories: ['PHONE'], brands: ['motorola'] },
      { categories: ['PHONE'], names: ['moto', '摩托罗拉'] },
    ],
  },
  {
    id: 'exc_01AN4Z07BY79KA1307SR9X4MV5',
    law: 'M5',
    reasonEn: 'The Xiaoxin Air 14-IIL takes no part in the extension programme.',
    reasonZh: '小新 Air 14-IIL 不支持延保兑换。',
    criteria: [{ names: ['小新air14iil', 'xiaoxinair14iil'] }],
  },
];

export class FirstPolicy1764000000002 implements MigrationInterface {
  name = 'FirstPolicy1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO policies (version, effective_from, terms, reason) VALUES (?, ?, ?, ?)', [
      1,
      IN_FORCE_FROM,
      JSON.stringify(TERMS),
      "The programme's rules as its FAQ states them.",
    ]);
    for (const { id, law, reasonEn, reasonZh, criteria } of EXCLUSIONS) {
      await runner.query(
        'INSERT INTO exclusions (id, law, reason_en, reason_zh, since, until, criteria) VALUES (?, ?, ?, ?, ?, NULL, ?)',
        [id, law, reasonEn, reasonZh, IN_FORCE_FROM, JSON.stringify(criteria)],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM exclusions');
    await runner.query('DELETE FROM policies');
  }
}
