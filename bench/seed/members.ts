import type { DaySource } from '../../src/policy/policy.js';
import { yearOf } from '../../src/shared/calendar.js';
import type { SeedDates } from './dates.js';
import { seedId } from './ids.js';

/** An earning, by how many days ago it was. */
export interface SeededGrant {
  readonly id: string;
  readonly source: DaySource;
  readonly days: number;
  readonly daysAgo: number;
  /** Days earned in the calendar year, these included. */
  readonly yearEarnedDays: number;
}

type Earned = Pick<SeededGrant, 'source' | 'days' | 'daysAgo'>;

export interface SeededDevice {
  readonly id: string;
  readonly slot: number;
  readonly serialNumber: string;
  readonly boundDaysAgo: number;
  readonly shippedDaysAgo: number;
  readonly baseWarrantyMonths: number;
}

export interface SeededRedemption {
  readonly id: string;
  readonly couponId: string;
  readonly device: SeededDevice;
  readonly daysAgo: number;
}

/**
 * A member of the seed, all of it computed from an index. Readers have some ten awards of several days and what they
 * redeemed; savers have enough one-day check-ins up to yesterday for a coupon, and redeem while the bench runs; starters
 * are on the way to their first coupon, and check in.
 */
export class SeededMember {
  readonly subject: string;
  readonly userId: string;
  readonly realUserId: string;
  private made: readonly SeededGrant[] | null = null;

  constructor(
    readonly index: number,
    readonly kind: 'READER' | 'SAVER' | 'STARTER',
    readonly devices: readonly SeededDevice[],
    /** Oldest first. */
    readonly redemptions: readonly SeededRedemption[],
    private readonly dates: SeedDates,
  ) {
    const joined = dates.epochMilliseconds(JOINED_DAYS_AGO) + index;
    this.subject = `member-${index}`;
    this.userId = seedId('usr', joined, index);
    this.realUserId = seedId('rlu', joined, index);
  }

  /** Oldest first. They are most of the work, and most tables ask for none. */
  get grants(): readonly SeededGrant[] {
    this.made ??= countedUp(EARNED[this.kind](this.index), this.index, this.dates);
    return this.made;
  }
}

/** What a redemption of the seed and of the bench costs and adds: the coupon of three months. */
export const COST_DAYS = 90;
export const COUPON_MONTHS = 3;

const JOINED_DAYS_AGO = 780;
const FIRST_GRANT_DAYS_AGO = 700;

/** Of four readers two have redeemed once, one twice and one never: one redemption each on average. */
const REDEMPTIONS = [1, 2, 0, 1] as const;
const REDEEMED_DAYS_AGO = [500, 450] as const;
/** Enough for the redemptions, and too little for another coupon whatever comes later. */
const FIRST_GRANT_DAYS = { 0: 30, 1: 120, 2: 200 } as const;

export function redemptionsOf(index: number): 0 | 1 | 2 {
  return REDEMPTIONS[index % REDEMPTIONS.length] as 0 | 1 | 2;
}

/** A reader's coupons by their number. */
export function couponId(dates: SeedDates, index: number, part: number): string {
  return seedId('cpn', dates.epochMilliseconds(FIRST_GRANT_DAYS_AGO), index, part);
}

export function readerAt(index: number, dates: SeedDates): SeededMember {
  const devices = [
    deviceOf(index, 1, { boundDaysAgo: 690, shippedDaysAgo: 720 + (index % 40), baseWarrantyMonths: 24 }, dates),
    deviceOf(index, 2, { boundDaysAgo: 600, shippedDaysAgo: 650, baseWarrantyMonths: 36 }, dates),
  ];
  const redeemed = REDEEMED_DAYS_AGO.slice(0, redemptionsOf(index));
  const redemptions = redeemed.map((daysAgo, part) => ({
    id: seedId('rdm', dates.epochMilliseconds(daysAgo) + 1, index, part),
    couponId: couponId(dates, index, part),
    device: devices[part] as SeededDevice,
    daysAgo,
  }));
  return new SeededMember(index, 'READER', devices, redemptions, dates);
}

/** One large award, and five to thirteen of one to four days: never again enough for a coupon. */
function readerGrants(index: number): Earned[] {
  const later = Array.from(
    { length: 5 + (index % 9) },
    (_, part): Earned => ({
      source: part % 2 === 0 ? 'CAMPAIGN' : 'SHOWCASE',
      days: 1 + ((index + part) % 4),
      daysAgo: 480 - part * 36 - (index % 30),
    }),
  );
  const days = FIRST_GRANT_DAYS[redemptionsOf(index)];
  const first: Earned = { source: 'SHOWCASE', days, daysAgo: FIRST_GRANT_DAYS_AGO };
  return [first, ...later];
}

/** What members have earned, by their kind. */
const EARNED: Readonly<Record<SeededMember['kind'], (index: number) => Earned[]>> = {
  READER: readerGrants,
  SAVER: (index) => dailyGrants(SAVER_GRANTS.least + skewed(index, SAVER_GRANTS.most - SAVER_GRANTS.least + 1)),
  STARTER: (index) => dailyGrants(STARTER_GRANTS.least + skewed(index, STARTER_GRANTS.most - STARTER_GRANTS.least + 1)),
};

/** Check-ins: 90 to 360 of a saver, 20 to 89 of a starter, most of them nearer to the least. */
const SAVER_GRANTS = { least: 90, most: 360 } as const;
const STARTER_GRANTS = { least: 20, most: 89 } as const;

/** A whole number from 0 to below a limit, as an index has it; the small ones are the most frequent. */
function skewed(index: number, limit: number): number {
  const fraction = (Math.imul(index + 1, 2_654_435_761) >>> 0) / 2 ** 32;
  return Math.floor(limit * fraction ** 3);
}

export function saverAt(index: number, dates: SeedDates): SeededMember {
  return new SeededMember(index, 'SAVER', [onlyDevice(index, dates)], [], dates);
}

export function starterAt(index: number, dates: SeedDates): SeededMember {
  return new SeededMember(index, 'STARTER', [onlyDevice(index, dates)], [], dates);
}

function onlyDevice(index: number, dates: SeedDates): SeededDevice {
  return deviceOf(index, 1, { boundDaysAgo: 400, shippedDaysAgo: 420, baseWarrantyMonths: 36 }, dates);
}

function dailyGrants(checkIns: number): Earned[] {
  return Array.from({ length: checkIns }, (_, part) => ({ source: 'CHECK_IN', days: 1, daysAgo: checkIns - part }));
}

/** The grant with which a saver's balance reached so many days. */
export function grantReaching(member: SeededMember, days: number): SeededGrant | null {
  return member.grants[days - 1] ?? null;
}

/** The open coupon of three months that every saver has. */
export function saversCouponId(member: SeededMember, dates: SeedDates, costDays: number): string {
  const daysAgo = grantReaching(member, costDays)?.daysAgo ?? 0;
  return seedId('cpn', dates.epochMilliseconds(daysAgo) + 1, member.index, costDays);
}

/** Days that a member has earned in this calendar year. */
export function earnedThisYear(member: SeededMember, dates: SeedDates): number {
  const last = member.grants.at(-1);
  return last !== undefined && yearOf(dates.on(last.daysAgo)) === yearOf(dates.today) ? last.yearEarnedDays : 0;
}

function deviceOf(
  index: number,
  slot: number,
  dated: Pick<SeededDevice, 'boundDaysAgo' | 'shippedDaysAgo' | 'baseWarrantyMonths'>,
  dates: SeedDates,
): SeededDevice {
  const serialNumber = `B${String(index).padStart(8, '0')}${slot}`;
  return { id: seedId('dev', dates.epochMilliseconds(dated.boundDaysAgo), index, slot), slot, serialNumber, ...dated };
}

function countedUp(grants: readonly Earned[], index: number, dates: SeedDates): SeededGrant[] {
  let year = 0;
  let earned = 0;
  return grants.map((grant, part) => {
    const yearOfGrant = yearOf(dates.on(grant.daysAgo));
    earned = yearOfGrant === year ? earned + grant.days : grant.days;
    year = yearOfGrant;
    const id = seedId('grt', dates.epochMilliseconds(grant.daysAgo), index, part);
    return { ...grant, id, yearEarnedDays: earned };
  });
}
