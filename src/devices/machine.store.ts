import { inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction } from '../database/session.js';
import type { CalendarDate } from '../shared/calendar.js';
import { storedInstant } from '../shared/clock.js';
import { groupBy } from '../shared/group-by.js';
import { isIdOf } from '../shared/ids.js';
import { type ExtensionHistory, NO_EXTENSIONS, readExtensions } from '../warranty/extension.store.js';
import { type WarrantyTerms, warrantyOf } from '../warranty/warranty.js';
import type { Device, Machine } from './machine.js';
import type { Product } from './product.js';

/** A machine as the registry takes it in. */
export interface MachineRecord extends Product, Omit<WarrantyTerms, 'purchasedOn'> {
  readonly serialNumber: string;
}

type MachineRow = Omit<Product, 'customBuild'> & WarrantyTerms & { serialNumber: string; customBuild: number };

const MACHINE_COLUMNS = `m.serial_number AS serialNumber, m.brand AS brand, m.series AS series,
  m.model_name AS modelName, m.machine_type AS machineType, m.mtm AS mtm, m.category AS category,
  m.sales_region AS salesRegion, m.custom_build AS customBuild, m.shipped_on AS shippedOn,
  m.base_warranty_months AS baseWarrantyMonths, m.purchased_on AS purchasedOn`;

/** Machines by serial number, their warranties as they stand on a date. */
export async function readMachines(
  session: Session,
  serialNumbers: readonly string[],
  today: CalendarDate,
): Promise<Map<string, Machine>> {
  if (serialNumbers.length === 0) return new Map();
  const serials = inList(serialNumbers);
  const rows = await session.rows<MachineRow>(
    `SELECT ${MACHINE_COLUMNS} FROM machines m WHERE m.serial_number IN ${serials.sql}`,
    serials.values,
  );
  const extensions = await readExtensions(session, serialNumbers, today);
  return new Map(
    rows.map((row) => [row.serialNumber, machineOf(row, extensions.get(row.serialNumber) ?? NO_EXTENSIONS)]),
  );
}

/** Devices by the account that has bound them, first bound first. */
export async function readDevices(
  session: Session,
  userIds: readonly string[],
  today: CalendarDate,
): Promise<Map<string, Device[]>> {
  if (userIds.length === 0) return new Map();
  const ids = inList(userIds);
  const rows = await session.rows<MachineRow & { id: string; userId: string; slot: number; boundOn: string }>(
    `SELECT d.id AS id, d.user_id AS userId, d.slot AS slot, d.bound_on AS boundOn, ${MACHINE_COLUMNS}
       FROM devices d JOIN machines m ON m.serial_number = d.serial_number
      WHERE d.user_id IN ${ids.sql} ORDER BY d.user_id, d.slot`,
    ids.values,
  );
  const serialNumbers = rows.map(({ serialNumber }) => serialNumber);
  const extensions = await readExtensions(session, serialNumbers, today);
  const devices = rows.map((row): Device => {
    const { id, userId, slot, boundOn, serialNumber } = row;
    return { id, userId, slot, boundOn, machine: machineOf(row, extensions.get(serialNumber) ?? NO_EXTENSIONS) };
  });
  return groupBy(devices, ({ userId }) => userId);
}

/** The accounts to which machines are bound, by serial number; unbound machines are not in the map. */
export async function readOwners(
  session: Session,
  serialNumbers: readonly string[],
): Promise<Map<string, { deviceId: string; userId: string }>> {
  if (serialNumbers.length === 0) return new Map();
  const serials = inList(serialNumbers);
  const rows = await session.rows<{ serialNumber: string; deviceId: string; userId: string }>(
    `SELECT serial_number AS serialNumber, id AS deviceId, user_id AS userId
       FROM devices WHERE serial_number IN ${serials.sql}`,
    serials.values,
  );
  return new Map(rows.map(({ serialNumber, ...owner }) => [serialNumber, owner]));
}

/** The serial numbers of the devices that accounts ask for; devices of others, and texts that are no ids, give none. */
export async function readSerialNumbers(
  session: Session,
  asked: readonly { userId: string; deviceId: string }[],
): Promise<string[]> {
  const wellFormed = asked.filter(({ deviceId }) => isIdOf('dev', deviceId));
  if (wellFormed.length === 0) return [];
  const ids = inList(wellFormed.map(({ deviceId }) => deviceId));
  const rows = await session.rows<{ id: string; userId: string; serialNumber: string }>(
    `SELECT id, user_id AS userId, serial_number AS serialNumber FROM devices WHERE id IN ${ids.sql}`,
    ids.values,
  );
  const own = rows.filter((row) =>
    wellFormed.some(({ deviceId, userId }) => deviceId === row.id && userId === row.userId),
  );
  return own.map(({ serialNumber }) => serialNumber);
}

/**
 * Takes turns with whatever else changes these machines, their warranties or their bindings; in ascending order, and
 * after the accounts.
 */
export async function lockMachines(transaction: Transaction, serialNumbers: readonly string[]): Promise<void> {
  if (serialNumbers.length === 0) return;
  const serials = inList([...new Set(serialNumbers)].sort());
  await transaction.run(
    `UPDATE machines SET version = version + 1 WHERE serial_number IN ${serials.sql}`,
    serials.values,
  );
}

export async function insertDevice(transaction: Transaction, device: Device, boundAt: string): Promise<void> {
  await insertRows(transaction, 'devices', [
    {
      id: device.id,
      user_id: device.userId,
      slot: device.slot,
      serial_number: device.machine.serialNumber,
      bound_at: storedInstant(boundAt),
      bound_on: device.boundOn,
    },
  ]);
}

export async function insertMachines(transaction: Transaction, machines: readonly MachineRecord[]): Promise<void> {
  await insertRows(
    transaction,
    'machines',
    machines.map((machine) => ({
      serial_number: machine.serialNumber,
      version: 0,
      machine_type: machine.machineType,
      mtm: machine.mtm,
      brand: machine.brand,
      series: machine.series,
      model_name: machine.modelName,
      category: machine.category,
      sales_region: machine.salesRegion,
      custom_build: machine.customBuild ? 1 : 0,
      shipped_on: machine.shippedOn,
      base_warranty_months: machine.baseWarrantyMonths,
    })),
  );
}

/** Replaces what the registry says of a machine that nobody has bound. */
export async function updateMachine(transaction: Transaction, machine: MachineRecord): Promise<void> {
  await transaction.run(
    `UPDATE machines SET machine_type = ?, mtm = ?, brand = ?, series = ?, model_name = ?, category = ?,
       sales_region = ?, custom_build = ?, shipped_on = ?, base_warranty_months = ? WHERE serial_number = ?`,
    [
      machine.machineType,
      machine.mtm,
      machine.brand,
      machine.series,
      machine.modelName,
      machine.category,
      machine.salesRegion,
      machine.customBuild ? 1 : 0,
      machine.shippedOn,
      machine.baseWarrantyMonths,
      machine.serialNumber,
    ],
  );
}

function machineOf(row: MachineRow, extensions: ExtensionHistory): Machine {
  const { serialNumber, brand, series, modelName, machineType, mtm, category, salesRegion, customBuild } = row;
  return {
    serialNumber,
    product: {
      brand,
      series,
      modelName,
      machineType,
      mtm,
      category,
      salesRegion,
      customBuild: customBuild === 1,
    },
    warranty: warrantyOf(row, extensions.counting),
    extensionsRecorded: extensions.recorded,
  };
}
