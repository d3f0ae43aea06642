import type { Policy } from '../policy/policy.js';
import { deviceRedeemableFrom } from '../redemption/rules/device-bound-long-enough.js';
import { intervalOverOn } from '../redemption/rules/device-redeems-once-a-year.js';
import { leavesYearOn } from '../redemption/rules/user-redeems-three-times-a-year.js';
import { type CalendarDate, yearOf } from '../shared/calendar.js';
import { type AccountRecords, type AuditedRedemption, policyOf } from './account-records.js';
import { type Breach, breachesAmong, type Invariant, isRecordedBefore, sumOf } from './invariant.js';

/**
 * The rules of redeeming that can be judged again from what is on record (rules D2, D6 and R2 to R4, R7). Each
 * redemption is judged under its own policy and against those recorded before it that are not dated later.
 */
export const redemptionInvariants: readonly Invariant<AccountRecords>[] = [
  {
    name: 'redeemed-on-own-device',
    law: 'Each redemption is on a device of its account, by that serial number.',
    breachesOf: redeemedOnOwnDevice,
  },
  {
    name: 'device-bound-long-enough',
    law: 'Each redemption is dated at least as long after its device was bound as its policy asks.',
    breachesOf: deviceBoundLongEnough,
  },
  {
    name: 'device-redeems-once-a-year',
    law: "A device's redemptions are more than the interval of their policy apart.",
    breachesOf: deviceRedeemsOnceAYear,
  },
  {
    name: 'real-user-below-yearly-count',
    law: "A real user's redemptions in a year, over all accounts, are no more than the policy allows.",
    breachesOf: realUserBelowYearlyCount,
  },
  {
    name: 'real-user-on-different-devices',
    law: "A real user's redemptions in a year, over all accounts, are on different devices.",
    breachesOf: realUserOnDifferentDevices,
  },
  {
    name: 'account-below-yearly-days',
    law: 'The days that an account redeemed in a calendar year are no more than the policy allows.',
    breachesOf: accountBelowYearlyDays,
  },
  {
    name: 'keys-are-used-once',
    law: "An account's idempotency key has one redemption.",
    breachesOf: keysAreUsedOnce,
  },
];

function redeemedOnOwnDevice({ redemptions, devices }: AccountRecords): Breach[] {
  return breachesAmong(redemptions, ({ deviceId, serialNumber }) => {
    const device = devices.find(({ id }) => id === deviceId);
    if (device === undefined) return `Its account has no device ${deviceId}.`;
    if (device.serialNumber === serialNumber) return null;
    return `It names ${serialNumber} and its device ${deviceId} is ${device.serialNumber}.`;
  });
}

function deviceBoundLongEnough(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, ({ deviceId, redeemedOn, policyVersion }) => {
    const device = account.devices.find(({ id }) => id === deviceId);
    const policy = policyOf(account, policyVersion);
    if (device === undefined || policy === undefined) return null;
    const eligibleOn = deviceRedeemableFrom(device.boundOn, policy);
    return redeemedOn >= eligibleOn ? null : `It is dated ${redeemedOn}; its device could redeem from ${eligibleOn}.`;
  });
}

function deviceRedeemsOnceAYear(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, (redemption) => {
    const policy = policyOf(account, redemption.policyVersion);
    const ofDevice = account.redemptions.filter(({ serialNumber }) => serialNumber === redemption.serialNumber);
    const last = seenBy(redemption, ofDevice)
      .map(({ redeemedOn }) => redeemedOn)
      .sort()
      .at(-1);
    if (policy === undefined || last === undefined) return null;
    const eligibleOn = intervalOverOn(last, policy);
    if (redemption.redeemedOn >= eligibleOn) return null;
    return `It is dated ${redemption.redeemedOn}; its device redeemed on ${last} and could again from ${eligibleOn}.`;
  });
}

function realUserBelowYearlyCount(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, (redemption) => {
    const policy = policyOf(account, redemption.policyVersion);
    if (policy === undefined) return null;
    const used = ofItsYear(redemption, account, policy).length;
    if (used < policy.redemptionsPerYear) return null;
    return `It is the real user's number ${used + 1} within a year of ${policy.redemptionsPerYear}.`;
  });
}

function realUserOnDifferentDevices(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, (redemption) => {
    const policy = policyOf(account, redemption.policyVersion);
    if (policy === undefined) return null;
    const others = ofItsYear(redemption, account, policy);
    const same = others.find(({ serialNumber }) => serialNumber === redemption.serialNumber);
    return same === undefined ? null : `The real user redeemed on ${same.serialNumber} within the year, by ${same.id}.`;
  });
}

/** The real user's redemptions that counted in the year when this one was judged. */
function ofItsYear(redemption: AuditedRedemption, account: AccountRecords, policy: Policy) {
  const earlier = seenBy(redemption, account.redemptionsByPerson);
  return earlier.filter(({ redeemedOn }) => redemption.redeemedOn < leavesYearOn(redeemedOn, policy));
}

function accountBelowYearlyDays(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, (redemption) => {
    const policy = policyOf(account, redemption.policyVersion);
    if (policy === undefined) return null;
    const ofYear = seenBy(redemption, account.redemptions).filter(
      ({ redeemedOn }) => yearOf(redeemedOn) === yearOf(redemption.redeemedOn),
    );
    const days = sumOf(ofYear, ({ costDays }) => costDays) + redemption.costDays;
    const cap = policy.annualRedemptionCapDays;
    return days <= cap ? null : `With it ${days} days were redeemed in the year, of at most ${cap}.`;
  });
}

function keysAreUsedOnce({ redemptions }: AccountRecords): Breach[] {
  const firstBy = new Map<string, AuditedRedemption>();
  return breachesAmong(redemptions, (redemption) => {
    const first = firstBy.get(redemption.idempotencyKey);
    if (first === undefined) firstBy.set(redemption.idempotencyKey, redemption);
    return first === undefined ? null : `${first.id} has the same key.`;
  });
}

/** Of some redemptions, those that the rules saw when they judged this one. */
function seenBy<Seen extends { readonly id: string; readonly redeemedOn: CalendarDate }>(
  redemption: AuditedRedemption,
  others: readonly Seen[],
): Seen[] {
  return others.filter((other) => isRecordedBefore(other, redemption) && other.redeemedOn <= redemption.redeemedOn);
}
