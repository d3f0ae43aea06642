import { IdOf, InstantOn, SOME_TEXT } from './agreement.js';
import { type Day, nextFirstOfJanuary, plusDays, yearOf } from './dates.js';
import { EARNING_CAP_DAYS, earnedInYear, expiryOf, openCoupons, usableDays, usableOf } from './days.js';
import { type Attempt, firstEligibleDay, type ModelViolation, redeemedInYear, violationsOf } from './rules.js';
import {
  baseEndOf,
  ceilingOf,
  type Drawn,
  type ModelCoupon,
  type ModelDevice,
  type ModelGrant,
  type ModelMember,
  type ModelRedemption,
  SOURCES,
  TIERS,
  tierOf,
} from './state.js';

/** What the API is to show of the model, in the shape of its answers. */

export function capNotice(today: Day) {
  const capDays = EARNING_CAP_DAYS;
  return {
    __typename: 'AnnualEarningCapReached',
    capDays,
    earnedDays: capDays,
    resumesOn: nextFirstOfJanuary(today),
  };
}

export const WEB_NOTICE = { __typename: 'ChannelEarnsNoDays', channel: 'WEB', earningChannels: ['APP'] };

export function viewGrant(grant: ModelGrant, today: Day) {
  const { source, earnedOn, expiresOn, requested, granted, used } = grant;
  const lapsed = today >= expiresOn ? granted - used : 0;
  return {
    id: new IdOf(grant.name),
    source,
    requestedDays: requested,
    grantedDays: granted,
    cancelledDays: requested - granted,
    remainingDays: usableOf(grant, today),
    usedDays: used,
    lapsedDays: lapsed,
    earnedOn,
    earnedAt: new InstantOn(earnedOn),
    expiresOn,
    notice: granted < requested ? capNotice(earnedOn) : null,
  };
}

export function viewCoupon(member: ModelMember, coupon: ModelCoupon, today: Day) {
  const { term, status, issuedOn, closedOn } = coupon;
  const expiresOn = status === 'OPEN' ? expiryOf(member, coupon, today) : coupon.expiresOn;
  const redemption = member.redemptions.find((candidate) => candidate.coupon === coupon);
  const { costDays, months } = tierOf(term);
  return {
    id: new IdOf(coupon.name),
    term,
    costDays,
    months,
    status,
    issuedOn,
    closedOn,
    expiresOn,
    redemption: redemption === undefined ? null : { id: new IdOf(redemption.name) },
  };
}

export function viewOpenCoupons(member: ModelMember, today: Day) {
  return openCoupons(member).map((coupon) => viewCoupon(member, coupon, today));
}

const viewDrawn = (drawn: readonly Drawn[]) =>
  drawn.map(({ grant, days }) => ({ days, grant: { id: new IdOf(grant.name) } }));

export function viewRedemption(redemption: ModelRedemption) {
  const { coupon, device, redeemedOn } = redemption;
  return {
    id: new IdOf(redemption.name),
    coupon: { id: new IdOf(coupon.name) },
    device: { id: new IdOf(device.name) },
    ...tierOf(coupon.term),
    redeemedOn,
    redeemedAt: new InstantOn(redeemedOn),
    warrantyEndsOnBefore: redemption.endsOnBefore,
    warrantyEndsOnAfter: redemption.endsOnAfter,
    drawn: viewDrawn(redemption.drawn),
  };
}

export function viewStatus(member: ModelMember, channel: 'APP' | 'WEB', today: Day) {
  const checkedInToday = member.checkIns.has(today);
  let streak = 0;
  for (let on = checkedInToday ? today : plusDays(today, -1); member.checkIns.has(on); on = plusDays(on, -1)) {
    streak += 1;
  }
  const capped = earnedInYear(member, yearOf(today)) >= EARNING_CAP_DAYS ? capNotice(today) : null;
  return {
    checkedInToday,
    nextCheckInOn: checkedInToday ? plusDays(today, 1) : today,
    streak,
    notice: channel === 'WEB' ? WEB_NOTICE : capped,
  };
}

export function viewSuspension({ suspension }: ModelMember) {
  return {
    status: suspension === null ? 'ACTIVE' : 'SUSPENDED',
    suspension: suspension === null ? null : { since: new InstantOn(suspension.since), reason: suspension.reason },
  };
}

/** The first rule in the way with the others inside it; a refusal is kept under a reference, where one was attempted. */
export function viewRefusal(member: ModelMember, violations: readonly ModelViolation[], attempted: boolean) {
  const [first, ...others] = violations.map((violation) => withSince(member, violation));
  const reference = attempted ? SOME_TEXT : null;
  return { ...first, reference, others: others.map((other) => ({ ...other, others: [], reference })) };
}

function withSince({ suspension }: ModelMember, violation: ModelViolation) {
  if (violation.__typename !== 'AccountSuspended' || suspension === null) return violation;
  return { ...violation, since: new InstantOn(suspension.since) };
}

function viewEligibility(attempt: Attempt, today: Day) {
  const violations = violationsOf(attempt, today);
  return {
    term: attempt.term,
    eligible: violations.length === 0,
    eligibleOn: firstEligibleDay(attempt, today),
    violations: violations.map((violation) => ({ ...withSince(attempt.member, violation), others: [] })),
  };
}

function viewDevice(member: ModelMember, device: ModelDevice, today: Day) {
  const { machine, endsOn } = device;
  const redemptions = member.redemptions.filter((redemption) => redemption.device === device).reverse();
  return {
    id: new IdOf(device.name),
    serialNumber: machine.serialNumber,
    boundOn: device.boundOn,
    acceptedSources: machine.accepted,
    fundableDays: usableDays(member, today, machine.accepted),
    warranty: {
      startsOn: machine.shippedOn,
      baseEndsOn: baseEndOf(machine),
      ceilingOn: ceilingOf(machine),
      endsOn,
      inWarranty: today <= endsOn,
      extensions: device.extensions.map((extension) => ({ kind: 'REDEEMED', ...extension })),
    },
    redemptions: redemptions.map(({ name }) => ({ id: new IdOf(name) })),
    eligibility: TIERS.map(({ term }) => viewEligibility({ member, device, term }, today)),
  };
}

/** All that a member sees of the account, but for its closed coupons. */
export function viewMember(member: ModelMember, today: Day) {
  const usable = member.grants.filter((grant) => usableOf(grant, today) > 0);
  const lapseDates = [...new Set(usable.map(({ expiresOn }) => expiresOn))].sort();
  const newest = <Entry>(entries: readonly Entry[]) => [...entries].reverse().slice(0, 100);
  return {
    ...viewSuspension(member),
    balance: {
      availableDays: usableDays(member, today),
      bySource: SOURCES.flatMap((source) => {
        const days = usableDays(member, today, [source]);
        return days === 0 ? [] : [{ source, days }];
      }),
      lapsing: lapseDates.map((on) => ({
        on,
        days: usableDays({ ...member, grants: usable.filter(({ expiresOn }) => expiresOn === on) }, today),
      })),
    },
    thisYear: viewYear(member, yearOf(today)),
    checkInStatus: viewStatus(member, 'APP', today),
    coupons: viewOpenCoupons(member, today),
    devices: member.devices.map((device) => viewDevice(member, device, today)),
    grants: {
      totalCount: member.grants.length,
      edges: newest(member.grants).map((grant) => ({ node: viewGrant(grant, today) })),
    },
    redemptions: {
      totalCount: member.redemptions.length,
      edges: newest(member.redemptions).map((redemption) => ({ node: viewRedemption(redemption) })),
    },
  };
}

function viewYear(member: ModelMember, year: number) {
  const ofYear = member.grants.filter(({ earnedOn }) => yearOf(earnedOn) === year);
  const earnedDays = earnedInYear(member, year);
  const redeemedDays = redeemedInYear(member, year);
  return {
    year,
    earnedDays,
    cancelledDays: ofYear.reduce((days, { requested, granted }) => days + requested - granted, 0),
    earnableDays: EARNING_CAP_DAYS - earnedDays,
    redeemedDays,
    redeemableDays: 360 - redeemedDays,
  };
}

export function viewQuote(
  member: ModelMember,
  coupon: ModelCoupon,
  device: ModelDevice,
  effect: { readonly drawn: readonly Drawn[]; readonly endsOnAfter: Day; readonly nextOn: Day },
  today: Day,
) {
  const { costDays } = tierOf(coupon.term);
  return {
    coupon: { id: new IdOf(coupon.name) },
    device: { id: new IdOf(device.name) },
    costDays,
    balanceAfter: usableDays(member, today) - costDays,
    drawn: viewDrawn(effect.drawn),
    warrantyEndsOnBefore: device.endsOn,
    warrantyEndsOnAfter: effect.endsOnAfter,
    deviceNextRedeemableOn: effect.nextOn,
  };
}
