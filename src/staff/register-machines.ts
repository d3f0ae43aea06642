import type { Transaction } from '../database/session.js';
import { readOwners } from '../devices/device.store.js';
import {
  insertMachines,
  lockMachines,
  type MachineRecord,
  readMachines,
  updateMachine,
} from '../devices/machine.store.js';
import { canonicalSerialNumber } from '../devices/serial-number.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Clock, Decided } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { recordStaffActions } from './audit.store.js';

export interface RegisterCommand {
  /** As they were sent: serial numbers not yet canonical. */
  readonly machines: readonly MachineRecord[];
  readonly actorId: string;
  readonly reason: string;
}

/** Why a machine can't be taken into the registry; the messages tell it in the caller's language. */
export type RejectionCause =
  | 'SERIAL_MALFORMED'
  | 'SERIAL_REPEATED'
  | 'SERIAL_BOUND'
  | 'BRAND_INVALID'
  | 'SERIES_INVALID'
  | 'MODEL_INVALID'
  | 'MACHINE_TYPE_INVALID'
  | 'MTM_INVALID'
  | 'REGION_INVALID'
  | 'SHIPPED_IN_FUTURE'
  | 'WARRANTY_OUT_OF_RANGE';

export interface Rejection {
  readonly index: number;
  readonly serialNumber: string;
  readonly cause: RejectionCause;
}

export type RegisterOutcome =
  | { readonly kind: 'REGISTERED'; readonly registered: number; readonly updated: number }
  | { readonly kind: 'REJECTED'; readonly rejections: readonly Rejection[] };

/** The longest warranty that comes with a machine, in months. */
export const BASE_WARRANTY_MONTHS_MAX = 60;

/** Takes machines into the product registry (rule D4), all or none. A known one is updated while nobody has bound it. */
export async function registerMachines(
  transaction: Transaction,
  command: RegisterCommand,
  clock: Clock,
): Promise<Decided<RegisterOutcome>> {
  const canonical = command.machines.map((machine) => canonicalSerialNumber(machine.serialNumber));
  const serialNumbers = canonical.flatMap((serialNumber) => serialNumber ?? []);
  await lockMachines(transaction, serialNumbers);
  const { at, today } = clock.now();
  const known = await readMachines(transaction, serialNumbers, today);
  const owners = await readOwners(transaction, serialNumbers);

  const rejections = command.machines.flatMap((machine, index): Rejection[] => {
    const serialNumber = canonical[index] ?? null;
    const repeated = canonical.indexOf(serialNumber) !== index;
    const cause = rejectionOf({ repeated, bound: owners.has(serialNumber ?? ''), ...machine, serialNumber }, today);
    return cause === null ? [] : [{ index, serialNumber: machine.serialNumber, cause }];
  });
  if (rejections.length > 0) return { kind: 'REJECTED', rejections, decidedOn: today };

  const machines = command.machines.map((machine, index) => ({ ...machine, serialNumber: canonical[index] as string }));
  const fresh = machines.filter(({ serialNumber }) => !known.has(serialNumber));
  const changed = machines.filter(({ serialNumber }) => known.has(serialNumber));
  await insertMachines(transaction, fresh);
  for (const machine of changed) await updateMachine(transaction, machine);
  await recordStaffActions(
    transaction,
    machines.map((machine) => ({
      id: newId('aud'),
      actorId: command.actorId,
      action: 'REGISTER_MACHINES' as const,
      target: machine.serialNumber,
      reason: command.reason,
      details: machine,
      at,
    })),
  );
  return { kind: 'REGISTERED', registered: fresh.length, updated: changed.length, decidedOn: today };
}

type Candidate = Omit<MachineRecord, 'serialNumber'> & {
  readonly serialNumber: string | null;
  readonly repeated: boolean;
  readonly bound: boolean;
};

function rejectionOf(machine: Candidate, today: CalendarDate): RejectionCause | null {
  if (machine.serialNumber === null) return 'SERIAL_MALFORMED';
  if (machine.repeated) return 'SERIAL_REPEATED';
  if (machine.bound) return 'SERIAL_BOUND';
  if (!isName(machine.brand, 64)) return 'BRAND_INVALID';
  if (machine.series !== '' && !isName(machine.series, 64)) return 'SERIES_INVALID';
  if (!isName(machine.modelName, 128)) return 'MODEL_INVALID';
  if (machine.machineType !== null && !isName(machine.machineType, 32)) return 'MACHINE_TYPE_INVALID';
  if (machine.mtm !== null && !isName(machine.mtm, 32)) return 'MTM_INVALID';
  if (!/^([A-Z]{2}|OVERSEAS)$/.test(machine.salesRegion)) return 'REGION_INVALID';
  if (machine.shippedOn > today) return 'SHIPPED_IN_FUTURE';
  const months = machine.baseWarrantyMonths;
  return months >= 1 && months <= BASE_WARRANTY_MONTHS_MAX ? null : 'WARRANTY_OUT_OF_RANGE';
}

/** A name that people read: not blank, not too long, no control characters, well-formed. */
function isName(text: string, lengthMax: number): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  return text.trim() !== '' && text.length <= lengthMax && !/[\u0000-\u001F\u007F]/.test(text) && text.isWellFormed();
}
