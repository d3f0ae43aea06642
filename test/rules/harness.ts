import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Coupon } from '../../src/coupons/coupon.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import type { Device } from '../../src/devices/device.js';
import type { Product, ProductCategory } from '../../src/devices/product.js';
import { drawOrder, type Lot } from '../../src/earning/lot.js';
import type { CouponTerm, CouponTier, DaySource, Policy, PolicyTerms } from '../../src/policy/policy.js';
import { policyInForce } from '../../src/policy/policy.js';
import { type Programme, readProgramme } from '../../src/policy/policy.store.js';
import { type Attempt, type Facts, NO_ACCOUNT, type PastRedemption } from '../../src/redemption/facts.js';
import { violationsOf } from '../../src/redemption/judge.js';
import { rules } from '../../src/redemption/rules/index.js';
import type { Finding, Remedy } from '../../src/redemption/violation.js';
import { addDays, addYears, type CalendarDate } from '../../src/shared/calendar.js';
import { newId } from '../../src/shared/ids.js';
import { type ExtensionRecord, type WarrantyTerms, warrantyOf } from '../../src/warranty/warranty.js';

/** The programme as its migrations leave it, so that the examples are played with the real numbers. */
export const programme = await readFirstProgramme();

/** Version 1 of the policy. */
export const policy = programme.policies.find(({ version }) => version === 1) as Policy;

/** The account that asks. */
export const member = newId('usr');

async function readFirstProgramme(): Promise<Programme> {
  const directory = mkdtempSync(join(tmpdir(), 'programme-'));
  const url = `sqlite:${join(directory, 'programme.db')}`;
  try {
    await migrate(url);
    const database = await openDatabase(url, 1);
    const first = await readProgramme(database.reader);
    await database.close();
    return first;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** A later version that differs from version 1 in these terms. */
export function laterPolicy(effectiveFrom: CalendarDate, terms: Partial<PolicyTerms>, version = 2): Policy {
  return { ...policy, ...terms, version, effectiveFrom };
}

/** The tier of a term under version 1. */
export function tier(term: CouponTerm): CouponTier {
  return policy.tiers.find((candidate) => candidate.term === term) as CouponTier;
}

/** The products of the real catalogue. */
export function catalogue(): Product[] {
  const text = readFileSync(new URL('../../data/products.csv', import.meta.url));
  const rows = parse<Record<string, string>>(text, { columns: true });
  return rows.map((row) => ({
    brand: row.brand as string,
    series: row.series as string,
    modelName: row.model_name as string,
    machineType: row.machine_type || null,
    mtm: row.mtm || null,
    category: row.category as ProductCategory,
    salesRegion: row.sales_region as string,
    customBuild: row.custom_build === 'true',
  }));
}

/** A laptop that no rule excludes, but for what is said of it. */
export function product(differing: Partial<Product> = {}): Product {
  return {
    brand: 'Lenovo',
    series: 'xiaoxin',
    modelName: 'XiaoXinPro-13IML 2019',
    machineType: '81XB',
    mtm: null,
    category: 'LAPTOP',
    salesRegion: 'CN',
    customBuild: false,
    ...differing,
  };
}

/** What is said of a device: its binding, its warranty, its product. */
export interface DeviceSaid extends Partial<WarrantyTerms> {
  readonly boundOn?: CalendarDate;
  readonly extensions?: readonly ExtensionRecord[];
  /** Sets the end by hand, where no sum of months gives it. */
  readonly endsOn?: CalendarDate;
  readonly product?: Partial<Product>;
}

/** A device bound on 2023-01-01, shipped on 2022-03-01 with 24 months of warranty, but for what is said of it. */
export function device(said: DeviceSaid = {}): Device {
  const { boundOn = '2023-01-01', extensions = [], endsOn, product: differing, ...terms } = said;
  const warranty = warrantyOf(
    { shippedOn: '2022-03-01', baseWarrantyMonths: 24, purchasedOn: null, ...terms },
    extensions,
  );
  return {
    id: newId('dev'),
    userId: member,
    slot: 1,
    boundOn,
    machine: {
      serialNumber: 'PF0ABCDE',
      product: product(differing),
      warranty: { ...warranty, endsOn: endsOn ?? warranty.endsOn },
      extensionsRecorded: extensions.length,
    },
  };
}

/** Days earned at once, as the lot they lie in. */
export function earned(days: number, source: DaySource, earnedOn: CalendarDate): Lot {
  const grantId = newId('grt');
  const expiresOn = addYears(earnedOn, policy.dayValidityYears);
  const order = drawOrder({ id: grantId, source, expiresOn }, 0);
  return { userId: member, drawOrder: order, grantId, source, days, expiresOn };
}

/** Check-ins on consecutive dates, one day each. */
export function checkedIn(times: number, from: CalendarDate): Lot[] {
  return Array.from({ length: times }, (_, index) => earned(1, 'CHECK_IN', addDays(from, index)));
}

/** An open coupon of a term, but for what is said of it. */
export function coupon(term: CouponTerm, said: Partial<Coupon> = {}): Coupon {
  return {
    ...tier(term),
    userId: member,
    id: newId('cpn'),
    status: 'OPEN',
    issuedOn: '2023-01-10',
    expiresOn: '2024-01-10',
    issuedBy: newId('grt'),
    closedOn: null,
    ...said,
  };
}

/** A redemption of the past, by the member unless another account is named. */
export function redeemed(costDays: number, redeemedOn: CalendarDate, userId = member): PastRedemption {
  return { userId, costDays, redeemedOn };
}

/** What differs from a member who may redeem: 360 showcase days, a device long bound, in warranty, nothing redeemed. */
export interface Situation extends Partial<Omit<Facts, 'policy' | 'userId'>> {
  readonly device?: Device | null;
  readonly term?: CouponTerm;
  /** A coupon instead of a term; null for one that is not the member's. */
  readonly coupon?: Coupon | null;
}

/** The facts of a situation, and what is asked in it. */
export function played(situation: Situation): { facts: Facts; attempt: Attempt } {
  const { device: bound = device(), term = 'THREE_MONTHS', coupon: issued, ...said } = situation;
  const { today = '2023-06-15', policies = programme.policies } = said;
  const facts: Facts = {
    ...NO_ACCOUNT,
    ...programme,
    userId: member,
    lots: [earned(360, 'SHOWCASE', '2023-01-10')],
    ...said,
    today,
    policies,
    policy: policyInForce(policies, today) as Policy,
  };
  const attempt = { device: bound, asked: askedBy(issued, term) };
  return { facts, attempt };
}

function askedBy(coupon: Coupon | null | undefined, term: CouponTerm): Attempt['asked'] {
  if (coupon === undefined) return { kind: 'TERM', term };
  return coupon === null ? { kind: 'UNKNOWN' } : { kind: 'COUPON', coupon };
}

type Judge = (facts: Facts, attempt: Attempt) => Finding | null;

/** What a violation tells beside its name. */
type Told = { rule: string; remedy: Remedy; eligibleOn: CalendarDate | null } & Record<string, unknown>;

/** Asserts that a situation keeps a law of the programme. */
export function expectKept(judge: Judge, situation: Situation): void {
  expect(violationsUnder(judge, situation)).toEqual([]);
}

/** Asserts that a situation breaks a law of the programme, and all that the violation tells. */
export function expectBroken(judge: Judge, situation: Situation, told: Told): void {
  expect(violationsUnder(judge, situation)).toEqual([expect.objectContaining(told)]);
  const [violation] = violationsUnder(judge, situation);
  expect(Object.keys(violation ?? {}).sort()).toEqual(['violation', ...Object.keys(told)].sort());
}

function violationsUnder(judge: Judge, situation: Situation) {
  const law = rules.find((rule) => rule.judge === judge);
  if (law === undefined) throw new Error('The programme has no such law.');
  const { facts, attempt } = played(situation);
  const violations = violationsOf(facts, attempt, [law]);
  for (const { violation } of violations) expect(violation).toBe(law.violation);
  return violations;
}
