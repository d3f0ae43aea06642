import { inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction } from '../database/session.js';
import type { CalendarDate } from '../shared/calendar.js';
import { type ExtensionHistory, NO_EXTENSIONS, readExtensions } from '../warranty/extension.store.js';
import { type WarrantyTerms, warrantyOf } from '../warranty/warranty.js';
import type { Machine } from './machine.js';
import type { Product } from './product.js';

/** A machine as the registry takes it in. */
export interface MachineRecord extends Product, Omit<WarrantyTerms, 'purchasedOn'> {
  readonly serialNumber: string;
}

export type MachineRow = Omit<Product, 'customBuild'> & WarrantyTerms & { serialNumber: string; customBuild: number };

/** The columns of a `MachineRow`, of the table as `m`. */
export const MACHINE_COLUMNS = `m.serial_number AS serialNumber, m.brand AS brand, m.series AS series,
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

/** The machine of a row, with the extensions that are on record of it. */
export function machineOf(row: MachineRow, extensions: ExtensionHistory): Machine {
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
