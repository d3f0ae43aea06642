import type { Database } from '../database/database.js';
import { accountLoader, processLoader, readByDate } from '../database/loader.js';
import type { Device } from './device.js';
import { readDevices, readOwners } from './device.store.js';
import type { Machine } from './machine.js';
import { readMachines } from './machine.store.js';

export function deviceLoaders({ reader }: Database) {
  return {
    devices: accountLoader<Device[], readonly Device[]>(
      (userIds, today) => readDevices(reader, userIds, today),
      (devices) => devices ?? [],
    ),
    machine: processLoader<{ serialNumber: string; today: string }, Machine | null>((keys) =>
      readByDate(keys, async (onDate, today) => {
        const serialNumbers = onDate.map(({ serialNumber }) => serialNumber);
        const machines = await readMachines(reader, serialNumbers, today);
        return ({ serialNumber }) => machines.get(serialNumber) ?? null;
      }),
    ),
    owner: processLoader<string, { deviceId: string; userId: string } | null>(async (serialNumbers) => {
      const owners = await readOwners(reader, serialNumbers);
      return (serialNumber) => owners.get(serialNumber) ?? null;
    }),
  };
}
