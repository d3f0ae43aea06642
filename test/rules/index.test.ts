import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { machineRules, rules } from '../../src/redemption/rules/index.js';

const RULES = new URL('../../src/redemption/rules/', import.meta.url);

describe('The programme is its list of laws', () => {
  test('a redemption reports in the order of the programme', () => {
    expect(rules.map(({ violation }) => violation)).toEqual([
      'AccountSuspended',
      'DeviceNotFound',
      'CouponNotOpen',
      'ModelNotSupported',
      'CustomBuildNotSupported',
      'OverseasModelNotSupported',
      'DaySourceNotAccepted',
      'DeviceNotBoundLongEnough',
      'DeviceOutOfWarranty',
      'WarrantyCeilingReached',
      'DeviceRedeemedWithinYear',
      'AnnualRedemptionLimitReached',
      'AnnualCapReached',
      'InsufficientDays',
    ]);
  });

  test('every law is on the list once, has a file of its own, and a test named like it', () => {
    const files = readdirSync(RULES).filter((name) => name !== 'index.ts');
    const judges = files.map((name) =>
      name.replace('.ts', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(rules.map(({ judge }) => judge.name).sort()).toEqual(judges.sort());
    for (const name of files) {
      const testFile = new URL(name.replace('.ts', '.test.ts'), import.meta.url);
      expect([name, existsSync(testFile)]).toEqual([name, true]);
    }
  });

  test("the title of each law's test begins with the id that its file states", () => {
    for (const name of readdirSync(RULES).filter((file) => file !== 'index.ts')) {
      const stated = /^ \* ([A-Z]\d)/m.exec(readFileSync(new URL(name, RULES), 'utf8'))?.[1];
      const tested = readFileSync(new URL(name.replace('.ts', '.test.ts'), import.meta.url), 'utf8');
      expect(tested).toContain(`describe('${stated}`);
    }
  });

  test('D3: a machine by itself, before binding, is judged by what no account changes', () => {
    expect(machineRules.map(({ violation }) => violation)).toEqual([
      'ModelNotSupported',
      'CustomBuildNotSupported',
      'OverseasModelNotSupported',
      'DeviceOutOfWarranty',
      'WarrantyCeilingReached',
      'DeviceRedeemedWithinYear',
    ]);
  });
});
