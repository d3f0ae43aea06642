import { type Day, plusDays, plusYears, yearOf } from './dates.js';
import {
  type Drawn,
  type ModelCoupon,
  type ModelGrant,
  type ModelMember,
  type Source,
  TIERS,
  tierOf,
} from './state.js';

export const EARNING_CAP_DAYS = 360;

/** Days of a grant that can be used on a date (rule E5). */
export function usableOf(grant: ModelGrant, on: Day): number {
  return on >= grant.earnedOn && on < grant.expiresOn ? grant.granted - grant.used : 0;
}

export function usableDays(member: ModelMember, on: Day, accepted?: readonly Source[]): number {
  let days = 0;
  for (const grant of member.grants) {
    if (accepted === undefined || accepted.includes(grant.source)) days += usableOf(grant, on);
  }
  return days;
}

export function earnedInYear(member: ModelMember, year: number): number {
  let days = 0;
  for (const grant of member.grants) if (yearOf(grant.earnedOn) === year) days += grant.granted;
  return days;
}

/** Earns days within the year's cap (rule E4), and issues the coupons that they cover (rule E6). */
export function earn(
  member: ModelMember,
  earning: { readonly source: Source; readonly days: number },
  today: Day,
  nameOf: (kind: string) => string,
): { grant: ModelGrant; issued: ModelCoupon[] } {
  const left = EARNING_CAP_DAYS - earnedInYear(member, yearOf(today));
  const grant: ModelGrant = {
    name: nameOf('grant'),
    source: earning.source,
    requested: earning.days,
    granted: Math.min(earning.days, left),
    earnedOn: today,
    expiresOn: plusYears(today, 1),
    used: 0,
  };
  member.grants.push(grant);
  return { grant, issued: issueCoupons(member, today, nameOf) };
}

export function openCoupons(member: ModelMember): ModelCoupon[] {
  return TIERS.flatMap(({ term }) =>
    member.coupons.filter((coupon) => coupon.status === 'OPEN' && coupon.term === term),
  );
}

/** One open coupon a term while the usable days cover it (rule E6). */
export function issueCoupons(member: ModelMember, today: Day, nameOf: (kind: string) => string): ModelCoupon[] {
  const issued: ModelCoupon[] = [];
  for (const { term, costDays } of TIERS) {
    const open = member.coupons.some((coupon) => coupon.status === 'OPEN' && coupon.term === term);
    if (open || usableDays(member, today) < costDays) continue;
    const name = nameOf('coupon');
    issued.push({ name, term, issuedOn: today, status: 'OPEN', closedOn: null, expiresOn: null });
    member.coupons.push(issued.at(-1) as ModelCoupon);
  }
  return issued;
}

/** The first date on which lapsing days leave an open coupon uncovered: tried day by day. */
export function expiryOf(member: ModelMember, coupon: ModelCoupon, today: Day): Day {
  const { costDays } = tierOf(coupon.term);
  let on = today;
  while (usableDays(member, on) >= costDays) on = plusDays(on, 1);
  return on;
}

/** What a new date does: coupons that the days no longer cover are expired. */
export function dawn(member: ModelMember, today: Day): void {
  for (const coupon of openCoupons(member)) {
    if (usableDays(member, today) < tierOf(coupon.term).costDays) close(coupon, 'EXPIRED', today, today);
  }
}

export function close(coupon: ModelCoupon, status: ModelCoupon['status'], closedOn: Day, expiresOn: Day): void {
  coupon.status = status;
  coupon.closedOn = closedOn;
  coupon.expiresOn = expiresOn;
}

/** What pays for a coupon: the grant that lapses first, of equals check-in days before others (rule R1). */
export function draw(member: ModelMember, accepted: readonly Source[], costDays: number, today: Day): Drawn[] {
  const rank = (grant: ModelGrant) => `${grant.expiresOn} ${grant.source === 'CHECK_IN' ? 0 : 1}`;
  const drawn: Drawn[] = [];
  const usable = member.grants.filter((grant) => accepted.includes(grant.source) && usableOf(grant, today) > 0);
  let missing = costDays;
  while (missing > 0) {
    // The first of equals is the one that was earned first.
    const next = usable.reduce((first, grant) => (rank(grant) < rank(first) ? grant : first));
    usable.splice(usable.indexOf(next), 1);
    const days = Math.min(missing, usableOf(next, today));
    drawn.push({ grant: next, days });
    missing -= days;
  }
  return drawn;
}
