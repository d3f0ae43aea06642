import { earnableDays } from '../earning/grant.js';
import { drawOrder } from '../earning/lot.js';
import { addYears, yearOf } from '../shared/calendar.js';
import { groupBy } from '../shared/group-by.js';
import { type AccountRecords, type AuditedGrant, policyOf } from './account-records.js';
import { type Breach, breachesAmong, differences, type Invariant, isRecordedBefore, sumOf } from './invariant.js';

/** What was earned, and that its lots are all of it (rules E4, E5 and P2). */
export const grantInvariants: readonly Invariant<AccountRecords>[] = [
  {
    name: 'days-are-counted-up',
    law: 'A grant asks for days and gives no more than it asks for, and every lot has days.',
    breachesOf: daysAreCountedUp,
  },
  {
    name: 'terms-are-known',
    law: 'Every grant and every redemption names a version of the policy that exists.',
    breachesOf: termsAreKnown,
  },
  {
    name: 'lots-add-up',
    law: 'The lots of each grant add up to the days it granted; a grant of none has no lot.',
    breachesOf: lotsAddUp,
  },
  {
    name: 'lots-are-parts-of-grants',
    law: 'Each lot is a part of a grant of its account, with its source, its dates and its place in drawing.',
    breachesOf: lotsArePartsOfGrants,
  },
  {
    name: 'days-lapse-in-time',
    law: 'Days lapse as long after they were earned as the policy of their grant says.',
    breachesOf: daysLapseInTime,
  },
  {
    name: 'year-of-earning-adds-up',
    law: 'Each grant counts the days that its account had earned in that calendar year, its own included.',
    breachesOf: yearOfEarningAddsUp,
  },
  {
    name: 'year-of-earning-is-capped',
    law: "Each grant gives what it asks for, as far as the year's cap under its policy leaves room.",
    breachesOf: yearOfEarningIsCapped,
  },
];

function daysAreCountedUp({ grants, lots }: AccountRecords): Breach[] {
  const ofGrants = breachesAmong(grants, ({ requestedDays, grantedDays }) =>
    requestedDays > 0 && grantedDays >= 0 && grantedDays <= requestedDays
      ? null
      : `It grants ${grantedDays} days of ${requestedDays} requested.`,
  );
  const ofLots = breachesAmong(lots, ({ days }) => (days > 0 ? null : `It has ${days} days.`));
  return [...ofGrants, ...ofLots];
}

function termsAreKnown(account: AccountRecords): Breach[] {
  return breachesAmong([...account.grants, ...account.redemptions], ({ policyVersion }) =>
    policyOf(account, policyVersion) === undefined ? `There is no version ${policyVersion} of the policy.` : null,
  );
}

function lotsAddUp({ grants, lots }: AccountRecords): Breach[] {
  const lotsOf = groupBy(lots, ({ grantId }) => grantId);
  return breachesAmong(grants, (grant) => {
    const parts = lotsOf.get(grant.id) ?? [];
    const days = sumOf(parts, (lot) => lot.days);
    if (days !== grant.grantedDays) return `It granted ${grant.grantedDays} days and its lots have ${days}.`;
    return grant.grantedDays === 0 && parts.length > 0 ? 'It granted no days and has lots.' : null;
  });
}

function lotsArePartsOfGrants({ grants, lots }: AccountRecords): Breach[] {
  const byId = new Map(grants.map((grant) => [grant.id, grant]));
  return breachesAmong(lots, (lot) => {
    const grant = byId.get(lot.grantId);
    if (grant === undefined) return `Its account has no grant ${lot.grantId}.`;
    const { source, earnedOn, expiresOn } = grant;
    const wrong = differences(lot, { source, earnedOn, expiresOn });
    if (wrong !== null || lot.drawOrder === drawOrder(grant, Number(lot.drawOrder.slice(-3)))) return wrong;
    return 'It does not stand where its grant is drawn.';
  });
}

function daysLapseInTime(account: AccountRecords): Breach[] {
  return breachesAmong(account.grants, (grant) => {
    const policy = policyOf(account, grant.policyVersion);
    if (policy === undefined) return null;
    return differences(grant, { expiresOn: addYears(grant.earnedOn, policy.dayValidityYears) });
  });
}

function yearOfEarningAddsUp(account: AccountRecords): Breach[] {
  const earnedBefore = earningsBefore(account.grants);
  return breachesAmong(account.grants, (grant) =>
    differences(grant, { yearEarnedDays: earnedBefore(grant) + grant.grantedDays }),
  );
}

function yearOfEarningIsCapped(account: AccountRecords): Breach[] {
  const earnedBefore = earningsBefore(account.grants);
  return breachesAmong(account.grants, (grant) => {
    const policy = policyOf(account, grant.policyVersion);
    if (policy === undefined) return null;
    return differences(grant, {
      grantedDays: Math.min(grant.requestedDays, earnableDays(earnedBefore(grant), policy)),
    });
  });
}

/**
 * Days that were granted to the account in a grant's calendar year before it. Both the order of recording and the date
 * count: the sandbox's clock moves back, and what is dated later was not there to see.
 */
function earningsBefore(grants: readonly AuditedGrant[]): (grant: AuditedGrant) => number {
  const byYear = groupBy(grants, ({ earnedOn }) => yearOf(earnedOn));
  return (grant) => {
    const ofYear = byYear.get(yearOf(grant.earnedOn)) ?? [];
    const before = ofYear.filter((other) => isRecordedBefore(other, grant) && other.earnedOn <= grant.earnedOn);
    return sumOf(before, ({ grantedDays }) => grantedDays);
  };
}
