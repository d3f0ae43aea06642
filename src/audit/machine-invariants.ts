import { type Breach, breachesAmong, type Invariant } from './invariant.js';
import type { SerialNumberRecords } from './machine-records.js';

/** What is on record under each serial number (rules D2, W5 and W7). */
export const machineInvariants: readonly Invariant<SerialNumberRecords>[] = [
  {
    name: 'machines-have-one-owner',
    law: 'A machine is bound to one account only.',
    breachesOf: machinesHaveOneOwner,
  },
  {
    name: 'extensions-are-numbered',
    law: "A registered machine's extensions are numbered from 1 without gaps.",
    breachesOf: extensionsAreNumbered,
  },
  {
    name: 'extensions-have-redemptions',
    law: "A redeemed extension names a redemption on its machine by the machine's owner; a purchased one names none.",
    breachesOf: extensionsHaveRedemptions,
  },
];

function machinesHaveOneOwner({ serialNumber, devices }: SerialNumberRecords): Breach[] {
  return breachesAmong(devices.slice(1), () => `${serialNumber} was bound as ${devices[0]?.id} before.`);
}

function extensionsAreNumbered({ isRegistered, extensions }: SerialNumberRecords): Breach[] {
  const numbered = extensions.map((extension, index) => ({ ...extension, expected: index + 1 }));
  return breachesAmong(numbered, ({ sequence, expected }) => {
    if (!isRegistered) return 'The registry has no such machine.';
    return sequence === expected ? null : `It is number ${sequence} where ${expected} is the next.`;
  });
}

function extensionsHaveRedemptions({ extensions, redemptionIds }: SerialNumberRecords): Breach[] {
  return breachesAmong(extensions, ({ kind, redemptionId }) => {
    if (kind === 'PURCHASED') return redemptionId === null ? null : `It was purchased and names ${redemptionId}.`;
    if (kind !== 'REDEEMED') return `Its kind is ${kind}.`;
    if (redemptionId === null) return 'It names no redemption.';
    return redemptionIds.has(redemptionId) ? null : `The machine's owner has no redemption ${redemptionId} on it.`;
  });
}
