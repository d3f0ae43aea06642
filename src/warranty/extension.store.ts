import { inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction } from '../database/session.js';
import type { CalendarDate } from '../shared/calendar.js';
import { groupBy } from '../shared/group-by.js';
import type { ExtensionRecord, WarrantyExtensionKind } from './warranty.js';

/** A machine's extensions: those that count today, and how many were ever recorded. */
export interface ExtensionHistory {
  readonly counting: readonly ExtensionRecord[];
  readonly recorded: number;
}

export const NO_EXTENSIONS: ExtensionHistory = { counting: [], recorded: 0 };

/** Extensions by serial number, in the order they were recorded; those dated later than `today` count for nothing. */
export async function readExtensions(
  session: Session,
  serialNumbers: readonly string[],
  today: CalendarDate,
): Promise<Map<string, ExtensionHistory>> {
  if (serialNumbers.length === 0) return new Map();
  const serials = inList(serialNumbers);
  const rows = await session.rows<ExtensionRecord & { serialNumber: string }>(
    `SELECT serial_number AS serialNumber, kind, months, extended_on AS extendedOn
       FROM warranty_extensions WHERE serial_number IN ${serials.sql} ORDER BY serial_number, sequence`,
    serials.values,
  );
  const histories = new Map<string, ExtensionHistory>();
  for (const [serialNumber, records] of groupBy(rows, (row) => row.serialNumber)) {
    const counting = records.filter(({ extendedOn }) => extendedOn <= today);
    histories.set(serialNumber, { counting, recorded: records.length });
  }
  return histories;
}

export async function insertExtensions(
  transaction: Transaction,
  extensions: readonly {
    serialNumber: string;
    sequence: number;
    kind: WarrantyExtensionKind;
    months: number;
    extendedOn: CalendarDate;
    redemptionId: string | null;
  }[],
): Promise<void> {
  await insertRows(
    transaction,
    'warranty_extensions',
    extensions.map((extension) => ({
      serial_number: extension.serialNumber,
      sequence: extension.sequence,
      kind: extension.kind,
      months: extension.months,
      extended_on: extension.extendedOn,
      redemption_id: extension.redemptionId,
    })),
  );
}
