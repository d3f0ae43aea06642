import { addMonths } from '../shared/calendar.js';
import { ceilingOf, warrantyOf } from '../warranty/warranty.js';
import { type AccountRecords, type AuditedRedemption, policyOf } from './account-records.js';
import { type Breach, breachesAmong, differences, type Invariant } from './invariant.js';
import type { AuditedExtension, MachineRecords } from './machine-records.js';

/** What redemptions did to the warranties of their devices (rules W3, W4 and W5). */
export const warrantyInvariants: readonly Invariant<AccountRecords>[] = [
  {
    name: 'redemptions-extend-once',
    law: "Each redemption extends its machine's warranty once, by its months and on its date.",
    breachesOf: redemptionsExtendOnce,
  },
  {
    name: 'warranty-ends-add-up',
    law: "A redemption finds the warranty's end where the earlier extensions put it, and moves it by its months.",
    breachesOf: warrantyEndsAddUp,
  },
  {
    name: 'redeemed-in-warranty',
    law: 'No redemption is dated after the end of the warranty that it extends.',
    breachesOf: redeemedInWarranty,
  },
  {
    name: 'warranty-below-ceiling',
    law: 'No redemption moves a warranty beyond the ceiling of its policy.',
    breachesOf: warrantyBelowCeiling,
  },
];

function redemptionsExtendOnce(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, (redemption) => {
    const own = extensionsBy(redemption, account.machines.get(redemption.serialNumber));
    const [extension] = own;
    if (own.length !== 1 || extension === undefined) return `It has ${own.length} extensions of its machine.`;
    return differences<AuditedExtension>(extension, {
      kind: 'REDEEMED',
      months: redemption.months,
      extendedOn: redemption.redeemedOn,
    });
  });
}

function warrantyEndsAddUp(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, (redemption) => {
    const { warrantyEndsOnBefore, months } = redemption;
    const machine = account.machines.get(redemption.serialNumber);
    const warrantyEndsOnAfter = addMonths(warrantyEndsOnBefore, months);
    const [extension] = extensionsBy(redemption, machine);
    // An invoice accepted since has moved the base end from which the redemption counted (rule W2).
    const isBaseKnown = machine !== undefined && machine.terms.purchasedOn === null;
    if (!isBaseKnown || extension === undefined) return differences(redemption, { warrantyEndsOnAfter });
    const earlier = machine.extensions.filter(
      ({ sequence, extendedOn }) => sequence < extension.sequence && extendedOn <= redemption.redeemedOn,
    );
    const { endsOn } = warrantyOf(machine.terms, earlier);
    return differences(redemption, { warrantyEndsOnBefore: endsOn, warrantyEndsOnAfter });
  });
}

function redeemedInWarranty({ redemptions }: AccountRecords): Breach[] {
  return breachesAmong(redemptions, ({ redeemedOn, warrantyEndsOnBefore }) =>
    redeemedOn <= warrantyEndsOnBefore
      ? null
      : `It is dated ${redeemedOn} and the warranty had ended on ${warrantyEndsOnBefore}.`,
  );
}

function warrantyBelowCeiling(account: AccountRecords): Breach[] {
  return breachesAmong(account.redemptions, ({ serialNumber, policyVersion, warrantyEndsOnAfter }) => {
    const machine = account.machines.get(serialNumber);
    const policy = policyOf(account, policyVersion);
    if (machine === undefined || policy === undefined) return null;
    const ceilingOn = ceilingOf(warrantyOf(machine.terms, []), policy.warrantyCeilingYears);
    return warrantyEndsOnAfter <= ceilingOn
      ? null
      : `It moves the warranty to ${warrantyEndsOnAfter}, beyond its ceiling on ${ceilingOn}.`;
  });
}

function extensionsBy(redemption: AuditedRedemption, machine: MachineRecords | undefined): AuditedExtension[] {
  return machine?.extensions.filter(({ redemptionId }) => redemptionId === redemption.id) ?? [];
}
