import pLimit from 'p-limit';
import { admitUser } from '../../src/accounts/admit-user.js';
import { createService, type Service } from '../../src/api/service.js';
import { openDatabase } from '../../src/database/open.js';
import { bindDevice } from '../../src/devices/bind-device.js';
import { insertMachines } from '../../src/devices/machine.store.js';
import { addDays } from '../../src/shared/calendar.js';
import { MovableClock, SystemClock } from '../../src/shared/clock.js';
import { NOTEBOOK } from '../support/api.js';

/** Redemptions that each member can make: one on each of three devices, for 90 days. */
export const REDEMPTIONS_EACH = 3;
const COST_DAYS = 90;
/** Since when members have their days and their devices: longer than a device waits (rule D6). */
const SETTLED_DAYS = 40;
const AT_ONCE = 48;

export interface Member {
  readonly subject: string;
  readonly userId: string;
  readonly deviceIds: readonly string[];
}

/** Makes members who can redeem today, and machines that nobody has bound. */
export async function populate(databaseUrl: string, members: number, unbound = 0) {
  const database = await openDatabase(databaseUrl, AT_ONCE);
  const clock = new MovableClock('Asia/Shanghai');
  const settledOn = addDays(new SystemClock('Asia/Shanghai').now().today, -SETTLED_DAYS);
  clock.moveTo(settledOn);
  const service = createService(database, clock, 128);
  try {
    const serialNumbers = Array.from({ length: members * REDEMPTIONS_EACH + unbound }, (_, index) => serial(index));
    const machines = serialNumbers.map((serialNumber) => ({ ...NOTEBOOK, serialNumber, shippedOn: settledOn }));
    await database.transaction((transaction) => insertMachines(transaction, machines));
    const limit = pLimit(AT_ONCE);
    const moderator = await admitUser(database, 'moderator', clock);
    const settled = await Promise.all(
      Array.from({ length: members }, (_, index) =>
        limit(() => settle(service, moderator.userId, index, serialNumbers)),
      ),
    );
    return { members: settled, unbound: serialNumbers.slice(members * REDEMPTIONS_EACH) };
  } finally {
    await database.close();
  }
}

const serial = (index: number) => `P${String(index).padStart(7, '0')}`;

async function settle(service: Service, actorId: string, index: number, serials: readonly string[]): Promise<Member> {
  const { database, clock, awards } = service;
  const subject = `member-${index}`;
  const { userId, realUserId } = await admitUser(database, subject, clock);
  const days = COST_DAYS * REDEMPTIONS_EACH;
  const idempotencyKey = `days of ${subject}`;
  const award = { userId, realUserId, actorId, source: 'SHOWCASE', days, reason: 'Showcase', idempotencyKey } as const;
  await awards.submit({ ...award, turns: [realUserId] });
  const deviceIds: string[] = [];
  for (const serialNumber of serials.slice(index * REDEMPTIONS_EACH, (index + 1) * REDEMPTIONS_EACH)) {
    const command = { userId, realUserId, serialNumber };
    const outcome = await database.transaction((transaction) => bindDevice(transaction, command, clock));
    if (outcome.kind !== 'BOUND') throw new Error(outcome.kind);
    deviceIds.push(outcome.device.id);
  }
  return { subject, userId, deviceIds };
}
