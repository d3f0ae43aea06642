import { randomUUID } from 'node:crypto';
import { insertAccount } from '../../src/accounts/account.store.js';
import type { Database } from '../../src/database/database.js';
import { bindDevice } from '../../src/devices/bind-device.js';
import { insertMachines } from '../../src/devices/machine.store.js';
import { checkInDaily } from '../../src/earning/check-in-daily.js';
import type { Channel, CouponTerm, DaySource } from '../../src/policy/policy.js';
import { redeemCoupons } from '../../src/redemption/redeem-coupon.js';
import type { Redemption } from '../../src/redemption/redemption.js';
import type { CalendarDate } from '../../src/shared/calendar.js';
import { type Clock, MovableClock } from '../../src/shared/clock.js';
import { newId } from '../../src/shared/ids.js';
import { awardDays } from '../../src/staff/award-days.js';
import { insertExtensions } from '../../src/warranty/extension.store.js';

/** How far apart the clocks of the two processes are that make the healthy world in turn. */
const APART_MILLISECONDS = 5_000;

/** Members who earn, bind and redeem through the use cases, each time by the clock that the world has for it. */
export class AuditWorld {
  constructor(
    readonly database: Database,
    /** The clock of the process that does what is next, on a date. */
    readonly clockOn: (date: CalendarDate) => Clock,
  ) {}

  async joins(realUserId: string | null = null): Promise<Member> {
    const userId = newId('usr');
    const own = { userId, realUserId: newId('rlu') };
    await this.database.transaction(async (transaction) => {
      await insertAccount(transaction, { ...own, subject: userId, createdAt: '2024-01-01T00:00:00.000Z' });
      if (realUserId === null) return;
      await transaction.run('UPDATE users SET real_user_id = ? WHERE id = ?', [realUserId, userId]);
    });
    return new Member(this, userId, realUserId ?? own.realUserId);
  }

  async ships(serialNumber: string, brand: string, shippedOn: CalendarDate, baseWarrantyMonths: number): Promise<void> {
    const product = { brand, series: 'xiaoxin', modelName: 'Xiaoxin Pro 16', machineType: null, mtm: null };
    const market = { category: 'LAPTOP', salesRegion: 'CN', customBuild: false } as const;
    const machine = { serialNumber, ...product, ...market, shippedOn, baseWarrantyMonths };
    await this.database.transaction((transaction) => insertMachines(transaction, [machine]));
  }

  async sellsExtension(
    serialNumber: string,
    sequence: number,
    months: number,
    extendedOn: CalendarDate,
  ): Promise<void> {
    const purchase = { serialNumber, sequence, kind: 'PURCHASED', months, extendedOn, redemptionId: null } as const;
    await this.database.transaction((transaction) => insertExtensions(transaction, [purchase]));
  }
}

export class Member {
  constructor(
    private readonly world: AuditWorld,
    readonly userId: string,
    readonly realUserId: string,
  ) {}

  private get command() {
    const { userId, realUserId } = this;
    return { userId, realUserId, turns: [realUserId] };
  }

  /** The id of what was granted for a check-in; null where the channel earns nothing. */
  async checksIn(date: CalendarDate, channel: Channel = 'APP'): Promise<string | null> {
    const clock = this.world.clockOn(date);
    const [outcome] = await this.world.database.transaction((transaction) =>
      checkInDaily(transaction, [{ ...this.command, channel }], clock),
    );
    if (outcome?.kind !== 'CHECKED_IN') throw new Error(`The check-in came out as ${outcome?.kind}.`);
    return outcome.grant?.id ?? null;
  }

  async isAwarded(date: CalendarDate, days: number, source: DaySource): Promise<string> {
    const clock = this.world.clockOn(date);
    const award = {
      ...this.command,
      actorId: 'usr_staff',
      source,
      days,
      reason: 'A campaign.',
      idempotencyKey: randomUUID(),
    };
    const [outcome] = await this.world.database.transaction((transaction) => awardDays(transaction, [award], clock));
    if (outcome?.kind !== 'AWARDED') throw new Error(`The award came out as ${outcome?.kind}.`);
    return outcome.grant.id;
  }

  async binds(date: CalendarDate, serialNumber: string): Promise<string> {
    const clock = this.world.clockOn(date);
    const outcome = await this.world.database.transaction((transaction) =>
      bindDevice(transaction, { ...this.command, serialNumber }, clock),
    );
    if (outcome.kind !== 'BOUND') throw new Error(`The binding came out as ${outcome.kind}.`);
    return outcome.device.id;
  }

  async redeems(date: CalendarDate, term: CouponTerm, deviceId: string): Promise<Redemption> {
    const clock = this.world.clockOn(date);
    const couponId = (await this.openCoupon(term)) ?? newId('cpn');
    const attempt = { ...this.command, couponId, deviceId, idempotencyKey: randomUUID(), quoteToken: null };
    const [outcome] = await this.world.database.transaction((transaction) =>
      redeemCoupons(transaction, [attempt], clock),
    );
    if (outcome?.kind !== 'REDEEMED') throw new Error(`The redemption came out as ${JSON.stringify(outcome)}.`);
    return outcome.redemption;
  }

  async openCoupon(term: CouponTerm): Promise<string | null> {
    const [coupon] = await this.world.database.reader.rows<{ id: string }>(
      "SELECT id FROM coupons WHERE user_id = ? AND term = ? AND status = 'OPEN'",
      [this.userId, term],
    );
    return coupon?.id ?? null;
  }
}

/** A small programme in which every law was put to use, with names for what the tests damage. */
export async function healthyWorld(database: Database) {
  const clocks = [APART_MILLISECONDS, 0].map(
    (ahead) => new MovableClock('Asia/Shanghai', () => Date.now() + ahead),
  ) as [MovableClock, MovableClock];
  const world = new AuditWorld(database, (date) => {
    const [clock] = clocks;
    clocks.reverse();
    clock.moveTo(date);
    return clock;
  });
  await world.ships('ANNA0001', 'Lenovo', '2023-06-01', 24);
  await world.ships('ANNA0002', 'ThinkPad', '2023-06-01', 24);
  await world.ships('BENN0001', 'Lenovo', '2024-01-01', 12);
  await world.ships('CLEO0001', 'Lenovo', '2024-01-01', 12);
  await world.ships('DANA0001', 'Lenovo', '2024-01-01', 12);
  await world.ships('FREE0001', 'Lenovo', '2024-01-01', 12);
  await world.sellsExtension('CLEO0001', 1, 12, '2024-02-01');

  const anna = await world.joins();
  const annaNotebook = await anna.binds('2024-01-01', 'ANNA0001');
  const annaThinkPad = await anna.binds('2024-01-02', 'ANNA0002');
  const ben = await world.joins();
  const benDevice = await ben.binds('2024-06-01', 'BENN0001');
  const cleo = await world.joins();
  const cleoDevice = await cleo.binds('2024-02-01', 'CLEO0001');
  const dana = await world.joins(ben.realUserId);
  const danaDevice = await dana.binds('2024-06-01', 'DANA0001');
  const erin = await world.joins();
  const finn = await world.joins();

  await anna.isAwarded('2024-01-10', 180, 'SHOWCASE');
  for (const date of ['2024-02-01', '2024-02-02', '2024-02-03']) await anna.checksIn(date);
  await anna.checksIn('2024-02-04', 'WEB');
  await anna.checksIn('2024-02-05');
  const annaFirst = await anna.redeems('2024-03-01', 'THREE_MONTHS', annaNotebook);
  const annaSecond = await anna.redeems('2024-04-01', 'THREE_MONTHS', annaThinkPad);
  await anna.isAwarded('2024-05-01', 250, 'CAMPAIGN');
  const annaCancelled = (await anna.checksIn('2024-05-02')) as string;
  await world.sellsExtension('ANNA0001', 2, 12, '2024-06-01');
  const annaThird = await anna.redeems('2025-03-05', 'THREE_MONTHS', annaNotebook);
  for (const date of ['2025-03-06', '2025-03-07', '2025-03-08', '2025-03-09']) await anna.checksIn(date);
  const annaOpen = (await anna.openCoupon('THREE_MONTHS')) as string;

  const benGrant = await ben.isAwarded('2024-06-01', 120, 'CAMPAIGN');
  const benRedemption = await ben.redeems('2024-07-15', 'THREE_MONTHS', benDevice);
  await dana.isAwarded('2024-06-01', 200, 'SHOWCASE');
  const danaRedemption = await dana.redeems('2024-09-01', 'SIX_MONTHS', danaDevice);

  const cleoFirst = await cleo.isAwarded('2024-01-05', 20, 'CAMPAIGN');
  const cleoSecond = await cleo.isAwarded('2024-02-05', 30, 'SHOWCASE');
  for (const date of ['2024-08-01', '2024-08-02']) await cleo.checksIn(date);
  const cleoCheckIn = (await cleo.checksIn('2024-08-03')) as string;
  await playsWithTheClock(erin);

  return {
    ...{ anna, annaFirst, annaSecond, annaThird, annaCancelled, annaThinkPad, annaOpen },
    ...{ ben, benDevice, benGrant, benRedemption, dana, danaRedemption, finn },
    ...{ cleo, cleoDevice, cleoFirst, cleoSecond, cleoCheckIn },
  };
}

export type HealthyWorld = Awaited<ReturnType<typeof healthyWorld>>;

/** What only the sandbox can do: things recorded later and dated earlier. */
async function playsWithTheClock(member: Member): Promise<void> {
  await member.checksIn('2024-09-02');
  await member.checksIn('2024-09-01');
  await member.checksIn('2024-09-03');
  await member.isAwarded('2024-10-01', 300, 'CAMPAIGN');
  await member.isAwarded('2024-05-01', 300, 'CAMPAIGN');
  await member.isAwarded('2024-11-01', 90, 'CAMPAIGN');
  await member.isAwarded('2026-01-01', 200, 'CAMPAIGN');
  await member.isAwarded('2024-06-01', 100, 'SHOWCASE');
}
