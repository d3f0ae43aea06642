import type { Session } from '../database/session.js';
import type { Product } from '../devices/product.js';
import { groupBy } from '../shared/group-by.js';
import type { ExtensionRecord, WarrantyTerms } from '../warranty/warranty.js';
import { type KeyRange, within } from './key-range.js';

/** An extension's id here is its machine's and its place: `PF0AB1CD/2`. */
export interface AuditedExtension extends ExtensionRecord {
  readonly id: string;
  readonly serialNumber: string;
  readonly sequence: number;
  readonly redemptionId: string | null;
}

/** A machine that was redeemed on. */
export interface MachineRecords {
  readonly terms: WarrantyTerms;
  readonly product: Product;
  /** In the order they were recorded. */
  readonly extensions: readonly AuditedExtension[];
}

/** All that is on record under one serial number, whether the registry has it or not. */
export interface SerialNumberRecords {
  readonly serialNumber: string;
  readonly isRegistered: boolean;
  readonly extensions: readonly AuditedExtension[];
  /** The devices that are this machine, in the order they were bound. */
  readonly devices: readonly { readonly id: string }[];
  /** The redemptions on this machine by accounts that have bound it. */
  readonly redemptionIds: ReadonlySet<string>;
}

type MachineRow = WarrantyTerms & Omit<Product, 'customBuild'> & { serialNumber: string; customBuild: number };

/** The machines that the accounts of a range redeemed on, by serial number. */
export async function readRedeemedMachines(session: Session, accounts: KeyRange): Promise<Map<string, MachineRecords>> {
  const ids = within(accounts, 'r.user_id');
  const redeemed = `IN (SELECT r.serial_number FROM redemptions r WHERE ${ids.sql})`;
  const rows = await session.rows<MachineRow>(
    `SELECT serial_number AS serialNumber, brand, series, model_name AS modelName, machine_type AS machineType, mtm,
            category, sales_region AS salesRegion, custom_build AS customBuild, shipped_on AS shippedOn,
            base_warranty_months AS baseWarrantyMonths, purchased_on AS purchasedOn
       FROM machines WHERE serial_number ${redeemed}`,
    ids.values,
  );
  const extensions = await readExtensions(session, { sql: `serial_number ${redeemed}`, values: ids.values });
  return new Map(
    rows.map(({ serialNumber, shippedOn, baseWarrantyMonths, purchasedOn, customBuild, ...product }) => [
      serialNumber,
      {
        terms: { shippedOn, baseWarrantyMonths, purchasedOn },
        product: { ...product, customBuild: customBuild === 1 },
        extensions: extensions.get(serialNumber) ?? [],
      },
    ]),
  );
}

/** Reads the serial numbers of a range that have extensions or are bound, in a fixed number of statements. */
export async function readSerialNumberRecords(session: Session, range: KeyRange): Promise<SerialNumberRecords[]> {
  const serials = within(range, 'serial_number');
  const bound = within(range, 'd.serial_number');
  const registered = await session.rows<{ serialNumber: string }>(
    `SELECT serial_number AS serialNumber FROM machines WHERE ${serials.sql}`,
    serials.values,
  );
  const extensions = await readExtensions(session, serials);
  const devices = await session.rows<{ serialNumber: string; id: string }>(
    `SELECT serial_number AS serialNumber, id FROM devices WHERE ${serials.sql} ORDER BY serial_number, id`,
    serials.values,
  );
  const redemptions = await session.rows<{ serialNumber: string; id: string }>(
    `SELECT d.serial_number AS serialNumber, r.id AS id
       FROM devices d JOIN redemptions r ON r.user_id = d.user_id AND r.serial_number = d.serial_number
      WHERE ${bound.sql}`,
    bound.values,
  );
  const known = new Set(registered.map(({ serialNumber }) => serialNumber));
  const devicesOf = groupBy(devices, ({ serialNumber }) => serialNumber);
  const redemptionsOf = groupBy(redemptions, ({ serialNumber }) => serialNumber);
  return [...new Set([...extensions.keys(), ...devicesOf.keys()])].map((serialNumber) => ({
    serialNumber,
    isRegistered: known.has(serialNumber),
    extensions: extensions.get(serialNumber) ?? [],
    devices: devicesOf.get(serialNumber) ?? [],
    redemptionIds: new Set(redemptionsOf.get(serialNumber)?.map(({ id }) => id)),
  }));
}

async function readExtensions(
  session: Session,
  where: { sql: string; values: readonly string[] },
): Promise<Map<string, AuditedExtension[]>> {
  const rows = await session.rows<Omit<AuditedExtension, 'id'>>(
    `SELECT serial_number AS serialNumber, sequence, kind, months, extended_on AS extendedOn,
            redemption_id AS redemptionId
       FROM warranty_extensions WHERE ${where.sql} ORDER BY serial_number, sequence`,
    where.values,
  );
  const audited = rows.map((row) => ({ ...row, id: `${row.serialNumber}/${row.sequence}` }));
  return groupBy(audited, ({ serialNumber }) => serialNumber);
}
