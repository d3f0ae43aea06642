import { coveredUntil, type Lapse, lapsingDays } from '../earning/lot.js';
import type { CouponTier } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import { type AccountRecords, type AuditedCoupon, policyOf } from './account-records.js';
import { type Breach, breachesAmong, differences, type Invariant, isRecordedBefore } from './invariant.js';

/** Coupons are open if and only if the days cover them, and each is used once (rule E6). */
export const couponInvariants: readonly Invariant<AccountRecords>[] = [
  {
    name: 'coupon-states-are-whole',
    law: 'An open coupon holds the one open place of its term; any other was closed between its issue and its expiry.',
    breachesOf: couponStatesAreWhole,
  },
  {
    name: 'open-coupons-are-covered',
    law: "At the account's last entry its days covered each open coupon, until just the date on which it expires.",
    breachesOf: openCouponsAreCovered,
  },
  {
    name: 'covered-terms-have-a-coupon',
    law: "At the account's last entry each term that its days covered had one open coupon.",
    breachesOf: coveredTermsHaveACoupon,
  },
  {
    name: 'redeemed-coupons-have-redemptions',
    law: 'Each redeemed coupon has one redemption of its account.',
    breachesOf: redeemedCouponsHaveRedemptions,
  },
  {
    name: 'redemptions-use-their-coupon',
    law: "Each redemption used a coupon of its account and of its term, on its date, at the term's price.",
    breachesOf: redemptionsUseTheirCoupon,
  },
];

function couponStatesAreWhole({ coupons }: AccountRecords): Breach[] {
  return breachesAmong(coupons, ({ status, openKey, issuedOn, expiresOn, closedOn }) => {
    if (issuedOn >= expiresOn) return `It was issued on ${issuedOn} and expires on ${expiresOn}.`;
    if (status === 'OPEN') return openKey === 'OPEN' && closedOn === null ? null : 'It is open without an open place.';
    if (openKey !== null || closedOn === null) return `It is ${status} and holds an open place.`;
    if (closedOn >= issuedOn && closedOn <= expiresOn) return null;
    return `It was issued on ${issuedOn}, expires on ${expiresOn} and was closed on ${closedOn}.`;
  });
}

/** Where an account's coupons were last settled: the date, the terms in force, and the days and coupons there were. */
interface Settlement {
  readonly on: CalendarDate;
  readonly tiers: readonly CouponTier[];
  readonly lapses: readonly Lapse[];
  readonly open: readonly AuditedCoupon[];
}

/**
 * The last entry of the account's ledger, which settled its coupons; null when there is none. What is dated later, as
 * after the sandbox's clock has moved back, was not there to see.
 */
function lastSettlement(account: AccountRecords): Settlement | null {
  const grants = account.grants.map(({ id, policyVersion, earnedOn }) => ({ id, policyVersion, on: earnedOn }));
  const redemptions = account.redemptions.map(({ id, policyVersion, redeemedOn }) => {
    return { id, policyVersion, on: redeemedOn };
  });
  const entries = [...grants, ...redemptions];
  if (entries.length === 0) return null;
  const { on, policyVersion } = entries.reduce((last, entry) => (isRecordedBefore(last, entry) ? entry : last));
  return {
    on,
    tiers: policyOf(account, policyVersion)?.tiers ?? [],
    lapses: lapsingDays(
      account.lots.filter(({ redemptionId, earnedOn }) => redemptionId === null && earnedOn <= on),
      on,
    ),
    open: account.coupons.filter(
      ({ status, issuedOn, expiresOn }) => status === 'OPEN' && issuedOn <= on && on < expiresOn,
    ),
  };
}

function openCouponsAreCovered(account: AccountRecords): Breach[] {
  const settlement = lastSettlement(account);
  if (settlement === null) {
    const open = account.coupons.filter(({ status }) => status === 'OPEN');
    return breachesAmong(open, () => 'It is open and its account has earned nothing.');
  }
  const { on, lapses, open } = settlement;
  return breachesAmong(open, (coupon) => {
    const expiresOn = coveredUntil(lapses, coupon.costDays);
    if (expiresOn === null) return `It is open and the days did not cover it on ${on}.`;
    return differences(coupon, { expiresOn });
  });
}

function coveredTermsHaveACoupon(account: AccountRecords): Breach[] {
  const settlement = lastSettlement(account);
  if (settlement === null) return [];
  const { on, tiers, lapses, open } = settlement;
  return tiers.flatMap(({ term, costDays }) => {
    const ofTerm = open.filter((coupon) => coupon.term === term);
    if (ofTerm.length === 0 && coveredUntil(lapses, costDays) !== null) {
      return [{ id: account.userId, because: `Its days covered ${term} on ${on} and no such coupon is open.` }];
    }
    return breachesAmong(ofTerm.slice(1), () => `${ofTerm[0]?.id} is an open coupon for ${term} too.`);
  });
}

function redeemedCouponsHaveRedemptions({ coupons, redemptions }: AccountRecords): Breach[] {
  const redeemed = coupons.filter(({ status }) => status === 'REDEEMED');
  return breachesAmong(redeemed, ({ id }) => {
    const uses = redemptions.filter(({ couponId }) => couponId === id).length;
    return uses === 1 ? null : `It is redeemed and has ${uses} redemptions.`;
  });
}

/**
 * A redemption costs and adds what its term does under its own policy, and what the coupon was issued with where that
 * policy no longer offers the term.
 */
function redemptionsUseTheirCoupon(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, (redemption) => {
    const coupon = account.coupons.find(({ id }) => id === redemption.couponId);
    if (coupon === undefined) return `Its account has no coupon ${redemption.couponId}.`;
    if (coupon.status !== 'REDEEMED') return `Its coupon ${coupon.id} is ${coupon.status}.`;
    const { tiers = [] } = policyOf(account, redemption.policyVersion) ?? {};
    const { months, costDays } = tiers.find(({ term }) => term === coupon.term) ?? coupon;
    const wrong = differences(redemption, { term: coupon.term, months, costDays });
    if (wrong !== null || coupon.closedOn === redemption.redeemedOn) return wrong;
    return `It is dated ${redemption.redeemedOn} and its coupon was closed on ${coupon.closedOn}.`;
  });
}
