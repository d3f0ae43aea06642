import { channelEarns } from '../earning/check-in.js';
import { policyInForce } from '../policy/policy.js';
import { addDays, type CalendarDate } from '../shared/calendar.js';
import type { AccountRecords, AuditedCheckIn, AuditedGrant } from './account-records.js';
import { type Breach, breachesAmong, type Invariant, isRecordedBefore } from './invariant.js';

/** Accounts, their devices and their check-ins (rules R5, D1 and E1). */
export const accountInvariants: readonly Invariant<AccountRecords>[] = [
  {
    name: 'records-have-an-account',
    law: 'Everything on record is under the id of an account that exists, and each account has a real user.',
    breachesOf: recordsHaveAnAccount,
  },
  {
    name: 'devices-are-machines',
    law: 'Each device is a machine of the registry.',
    breachesOf: devicesAreMachines,
  },
  {
    name: 'devices-are-numbered',
    law: "An account's devices are numbered from 1 without gaps, up to the limit of the policy of their date.",
    breachesOf: devicesAreNumbered,
  },
  {
    name: 'streaks-count-dates',
    law: "A check-in's streak is one more than that of the date before, and 1 after a date without a check-in.",
    breachesOf: streaksCountDates,
  },
  {
    name: 'check-ins-earn-once',
    law: 'A check-in by a channel that earns days has one grant of its date; no check-in grant stands without one.',
    breachesOf: checkInsEarnOnce,
  },
];

function recordsHaveAnAccount({ userId, isKnown, hasRealUser }: AccountRecords): Breach[] {
  if (!isKnown) return [{ id: userId, because: 'There are records under this id and no account.' }];
  return hasRealUser ? [] : [{ id: userId, because: 'Its real user does not exist.' }];
}

function devicesAreMachines({ devices }: AccountRecords): Breach[] {
  return breachesAmong(devices, ({ registered, serialNumber }) =>
    registered === null ? `The registry has no machine ${serialNumber}.` : null,
  );
}

function devicesAreNumbered({ devices, policies }: AccountRecords): Breach[] {
  const numbered = devices.map((device, index) => ({ ...device, expected: index + 1 }));
  return breachesAmong(numbered, ({ slot, expected, boundOn }) => {
    if (slot !== expected) return `It is number ${slot} where ${expected} is the next.`;
    const limit = policyInForce(policies, boundOn)?.maxDevices ?? 0;
    return slot <= limit ? null : `It is number ${slot} of at most ${limit}.`;
  });
}

/** The grants of an account's check-ins by date; awards that make up for a lost check-in are none. */
function checkInGrants({ grants }: AccountRecords): AuditedGrant[] {
  return grants.filter(({ source, awardedBy }) => source === 'CHECK_IN' && awardedBy === null);
}

function streaksCountDates(account: AccountRecords): Breach[] {
  const byDate = new Map(account.checkIns.map((checkIn) => [checkIn.checkedInOn, checkIn]));
  const grantOf = new Map(checkInGrants(account).map((grant) => [grant.earnedOn, grant]));
  return breachesAmong(account.checkIns, ({ checkedInOn, streak }) => {
    const dateBefore = addDays(checkedInOn, -1);
    const possible = possibleStreaks(byDate.get(dateBefore), grantOf.get(dateBefore), grantOf.get(checkedInOn));
    return possible.includes(streak) ? null : `Its streak is ${streak} and should be ${possible.join(' or ')}.`;
  });
}

/**
 * In the sandbox, whose clock moves back, the check-in of the date before may have been recorded later, and then did
 * not count. Their grants tell which it was; where one of them earned nothing both are possible.
 */
function possibleStreaks(
  before: AuditedCheckIn | undefined,
  grantBefore: AuditedGrant | undefined,
  grant: AuditedGrant | undefined,
): number[] {
  if (before === undefined) return [1];
  if (grantBefore === undefined || grant === undefined) return [before.streak + 1, 1];
  return [isRecordedBefore(grantBefore, grant) ? before.streak + 1 : 1];
}

function checkInsEarnOnce(account: AccountRecords): Breach[] {
  const granted = checkInGrants(account);
  const earning = account.checkIns.filter(({ channel, checkedInOn }) => {
    const policy = policyInForce(account.policies, checkedInOn);
    return policy !== null && channelEarns(channel, policy);
  });
  const earningDates = new Set<CalendarDate>(earning.map(({ checkedInOn }) => checkedInOn));
  const grantedDates = new Set<CalendarDate>();
  const unfounded = breachesAmong(granted, ({ earnedOn }) => {
    if (!earningDates.has(earnedOn)) return `No check-in that earns days is dated ${earnedOn}.`;
    if (grantedDates.has(earnedOn)) return `The check-in of ${earnedOn} has another grant.`;
    grantedDates.add(earnedOn);
    return null;
  });
  const ungranted = breachesAmong(earning, ({ checkedInOn }) =>
    grantedDates.has(checkedInOn) ? null : `It has no grant of ${checkedInOn}.`,
  );
  return [...unfounded, ...ungranted];
}
