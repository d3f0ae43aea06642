import { inList } from '../database/conditions.js';
import { insertRows } from '../database/insert-rows.js';
import type { Session, Transaction } from '../database/session.js';
import type { CalendarDate } from '../shared/calendar.js';
import { storedInstant } from '../shared/clock.js';
import { groupBy } from '../shared/group-by.js';
import { isIdOf } from '../shared/ids.js';
import { NO_EXTENSIONS, readExtensions } from '../warranty/extension.store.js';
import type { Device } from './device.js';
import { MACHINE_COLUMNS, type MachineRow, machineOf } from './machine.store.js';

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
