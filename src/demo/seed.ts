import type { Identity } from '../accounts/account.js';
import { admitUser } from '../accounts/admit-user.js';
import { createService, type Service } from '../api/service.js';
import type { Database } from '../database/database.js';
import type { Transaction } from '../database/session.js';
import { bindDevice } from '../devices/bind-device.js';
import { insertMachines, type MachineRecord } from '../devices/machine.store.js';
import { addDays, type CalendarDate } from '../shared/calendar.js';
import { MovableClock } from '../shared/clock.js';
import { suspendUser } from '../staff/suspend-user.js';
import { catalogueMachines, catalogueSerialNumber, readProducts } from './catalogue.js';
import { machines, type Person, people, type Step, staff } from './people.js';

/** The machine by which demo data is known: the first of the catalogue. */
const DEMO_SERIAL_NUMBER = catalogueSerialNumber(0);

/** Tables that hold what members and staff did; the policy and the exclusions stay. */
const TABLES = [
  'audit_entries',
  'refusals',
  'redemptions',
  'coupons',
  'lots',
  'grants',
  'check_ins',
  'warranty_extensions',
  'devices',
  'machines',
  'users',
  'real_users',
];

/** Whether a database holds nothing yet, the demo data, or what must not be emptied. */
export async function holdings(database: Database): Promise<'NOTHING' | 'DEMO_DATA' | 'OTHER_DATA'> {
  const { reader } = database;
  const [machine] = await reader.rows('SELECT serial_number FROM machines LIMIT 1');
  const [user] = await reader.rows('SELECT id FROM users LIMIT 1');
  if (machine === undefined && user === undefined) return 'NOTHING';
  const demo = await reader.rows('SELECT serial_number FROM machines WHERE serial_number = ?', [DEMO_SERIAL_NUMBER]);
  return demo.length === 0 ? 'OTHER_DATA' : 'DEMO_DATA';
}

/** Empties the database and puts the demo people in their situations as of now. */
export async function resetDemo(database: Database, timeZone: string): Promise<void> {
  const clock = new MovableClock(timeZone);
  const { today } = clock.now();
  await database.transaction(async (transaction) => {
    await empty(transaction);
    await insertMachines(transaction, [...catalogueMachines(today), ...demoMachines(today)]);
  });
  const service = createService(database, clock, 1);
  for (const { subject } of staff) await admitUser(database, subject, clock);
  const actor = await admitUser(database, 'operator', clock);
  for (const person of people) await play(person, actor, { service, clock, today });
}

async function empty(transaction: Transaction): Promise<void> {
  for (const table of TABLES) await transaction.run(`DELETE FROM ${table}`);
}

function demoMachines(today: CalendarDate): MachineRecord[] {
  const products = readProducts();
  return machines.map(({ serialNumber, modelName, shippedDaysAgo, baseWarrantyMonths }) => {
    const product = products.find((candidate) => candidate.modelName === modelName);
    if (product === undefined) throw new Error(`The catalogue has no ${modelName}.`);
    return { ...product, serialNumber, shippedOn: addDays(today, -shippedDaysAgo), baseWarrantyMonths };
  });
}

interface Stage {
  readonly service: Service;
  readonly clock: MovableClock;
  readonly today: CalendarDate;
}

/** Lets a person do, by the same use cases that serve the API, what it did on the days it did it. */
async function play(person: Person, actor: Identity, stage: Stage): Promise<void> {
  const { service, clock, today } = stage;
  const daysAgo = (days: number) => clock.moveTo(addDays(today, -days));
  daysAgo(person.steps[0]?.daysAgo ?? 0);
  const account = await admitUser(service.database, person.subject, clock);
  for (const step of person.steps) {
    daysAgo(step.daysAgo);
    if ('checkInsUntil' in step) {
      for (let days = step.daysAgo; days >= step.checkInsUntil; days -= 1) {
        daysAgo(days);
        await checkIn(account, service);
      }
    } else {
      await take(step, account, actor, service);
    }
  }
  clock.moveTo(null);
}

async function checkIn({ userId, realUserId }: Identity, { checkIns }: Service): Promise<void> {
  expectOutcome(await checkIns.submit({ userId, realUserId, channel: 'APP', turns: [realUserId] }), 'CHECKED_IN');
}

async function take(
  step: Exclude<Step, { checkInsUntil: number }>,
  account: Identity,
  { userId: actorId }: Identity,
  service: Service,
): Promise<void> {
  const { userId, realUserId } = account;
  const { database, clock } = service;
  const who = { userId, realUserId, turns: [realUserId] };
  if ('award' in step) {
    const { source, award: days, reason } = step;
    const command = { ...who, actorId, source, days, reason, idempotencyKey: `demo ${step.daysAgo} ${userId} ${days}` };
    expectOutcome(await service.awards.submit(command), 'AWARDED');
  } else if ('bind' in step) {
    const command = { ...who, serialNumber: step.bind };
    expectOutcome(await database.transaction((transaction) => bindDevice(transaction, command, clock)), 'BOUND');
  } else if ('suspend' in step) {
    const command = { account, actorId, reason: step.suspend };
    await database.transaction((transaction) => suspendUser(transaction, command, clock));
  } else {
    const { today } = clock.now();
    const coupons = await service.loaders.openCoupons({ userId, today });
    const devices = await service.loaders.devices({ userId, today });
    const couponId = coupons.find(({ term }) => term === step.redeem)?.id ?? '';
    const deviceId = devices.find(({ machine }) => machine.serialNumber === step.on)?.id ?? '';
    const command = { ...who, couponId, deviceId, idempotencyKey: `demo-${step.on}`, quoteToken: null };
    expectOutcome(await service.redemptions.submit(command), 'REDEEMED');
  }
}

function expectOutcome(result: { kind: string }, expected: string): void {
  if (result.kind !== expected) throw new Error(`The demo data meant ${expected} and got ${JSON.stringify(result)}.`);
}
