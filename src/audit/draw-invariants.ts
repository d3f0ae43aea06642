import { acceptedSources } from '../devices/product.js';
import { isUsable } from '../earning/lot.js';
import { groupBy } from '../shared/group-by.js';
import { type AccountRecords, type AuditedLot, type AuditedRedemption, policyOf } from './account-records.js';
import { type Breach, breachesAmong, type Invariant, sumOf } from './invariant.js';

/** What was drawn is what was redeemed (rules R1, E5 and M8). */
export const drawInvariants: readonly Invariant<AccountRecords>[] = [
  {
    name: 'drawn-is-redeemed',
    law: 'The lots drawn by each redemption add up to the days it cost.',
    breachesOf: drawnIsRedeemed,
  },
  {
    name: 'draws-have-redemptions',
    law: 'Each lot that was drawn was drawn by a redemption of its account.',
    breachesOf: drawsHaveRedemptions,
  },
  {
    name: 'draws-are-in-time',
    law: 'No day was drawn before it was earned, or on or after the date on which it lapsed.',
    breachesOf: drawsAreInTime,
  },
  {
    name: 'drawn-sources-are-accepted',
    law: "Only days of the sources that the device's product takes were drawn for it.",
    breachesOf: drawnSourcesAreAccepted,
  },
];

function drawnIsRedeemed({ redemptions, lots }: AccountRecords): Breach[] {
  const drawnBy = groupBy(lots, ({ redemptionId }) => redemptionId);
  return breachesAmong(redemptions, ({ id, costDays }) => {
    const days = sumOf(drawnBy.get(id) ?? [], (lot) => lot.days);
    return days === costDays ? null : `It cost ${costDays} days and drew ${days}.`;
  });
}

function drawsHaveRedemptions({ redemptions, lots }: AccountRecords): Breach[] {
  const ids = new Set(redemptions.map(({ id }) => id));
  return breachesAmong(lots, ({ redemptionId }) =>
    redemptionId === null || ids.has(redemptionId) ? null : `Its account has no redemption ${redemptionId}.`,
  );
}

function drawsAreInTime(account: AccountRecords): Breach[] {
  return breachesAmongDrawn(account, (lot, { id, redeemedOn }) =>
    lot.earnedOn <= redeemedOn && isUsable(lot, redeemedOn)
      ? null
      : `It was earned on ${lot.earnedOn}, lapsed on ${lot.expiresOn} and was drawn on ${redeemedOn} by ${id}.`,
  );
}

function drawnSourcesAreAccepted(account: AccountRecords): Breach[] {
  return breachesAmongDrawn(account, (lot, redemption) => {
    const product = account.machines.get(redemption.serialNumber)?.product;
    const policy = policyOf(account, redemption.policyVersion);
    if (product === undefined || policy === undefined) return null;
    if (acceptedSources(product, policy).includes(lot.source)) return null;
    return `${lot.source} days were drawn by ${redemption.id}, whose device does not take them.`;
  });
}

/** Judges each lot that was drawn together with the redemption that drew it. */
function breachesAmongDrawn(
  { redemptions, lots }: AccountRecords,
  faultOf: (lot: AuditedLot, redemption: AuditedRedemption) => string | null,
): Breach[] {
  const byId = new Map(redemptions.map((redemption) => [redemption.id, redemption]));
  return breachesAmong(lots, (lot) => {
    const redemption = lot.redemptionId === null ? undefined : byId.get(lot.redemptionId);
    return redemption === undefined ? null : faultOf(lot, redemption);
  });
}
