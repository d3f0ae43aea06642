import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeTime } from 'ulid';
import { auditDatabase } from '../../src/audit/audit-database.js';
import { checkInDaily } from '../../src/earning/check-in-daily.js';
import { redeemCoupons } from '../../src/redemption/redeem-coupon.js';
import { instantOf, SystemClock } from '../../src/shared/clock.js';
import { awardDays } from '../../src/staff/award-days.js';
import { reinstateUser, suspendUser } from '../../src/staff/suspend-user.js';
import { engines, openTestDatabase, type TestDatabase } from '../support/database.js';
import { AuditWorld, type Member } from './audit-world.js';

/** The last millisecond of 2024-03-01 in Shanghai. */
const LAST_MILLISECOND = Date.parse('2024-03-01T15:59:59.999Z');

describe.each(engines)('two clocks in turn, as two processes have them, on %s', (engine) => {
  let opened: TestDatabase;
  let machines = 0;
  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });
  afterAll(() => opened.close());

  describe.each([20, 5_000])('%i ms apart', (apart) => {
    let now = 0;
    const ahead = new SystemClock('Asia/Shanghai', () => now + apart);
    const behind = new SystemClock('Asia/Shanghai', () => now);
    let turns: [SystemClock, SystemClock];
    let world: AuditWorld;
    let ada: Member;
    let devices: [string, string];

    beforeEach(async () => {
      now = 0;
      turns = [ahead, behind];
      // Each change is made by the other clock, a millisecond after the last or at noon of a later date.
      world = new AuditWorld(opened.database, (date) => {
        now = Math.max(now + 1, Date.parse(`${date}T04:00:00.000Z`));
        const [clock] = turns;
        turns.reverse();
        return clock;
      });
      ada = await world.joins();
      devices = [await bindsNew(ada), await bindsNew(ada)];
    });

    afterEach(async () => {
      expect(await auditDatabase(opened.database)).toEqual([]);
    });

    async function bindsNew(member: Member): Promise<string> {
      machines += 1;
      const serialNumber = `APRT${String(machines).padStart(4, '0')}`;
      await world.ships(serialNumber, 'Lenovo', '2023-06-01', 24);
      return member.binds('2024-01-01', serialNumber);
    }

    const idsOf = async (table: string, order: string) => {
      const sql = `SELECT id FROM ${table} WHERE user_id = ? ORDER BY ${order}`;
      const rows = await opened.database.reader.rows<{ id: string }>(sql, [ada.userId]);
      return rows.map(({ id }) => id);
    };

    test('an account that both change keeps every law, and the order in which it was changed', async () => {
      const grants = [];
      for (const days of [95, 95, 95]) grants.push(await ada.isAwarded('2024-02-01', days, 'CAMPAIGN'));
      grants.push(await ada.checksIn('2024-02-01'));
      const redemptions = [await ada.redeems('2024-02-01', 'THREE_MONTHS', devices[0])];
      grants.push(await ada.isAwarded('2024-02-01', 95, 'SHOWCASE'), await ada.isAwarded('2024-02-01', 1, 'SHOWCASE'));
      redemptions.push(await ada.redeems('2024-02-01', 'SIX_MONTHS', devices[1]));
      for (const date of ['2024-02-02', '2024-02-03']) grants.push(await ada.checksIn(date));
      for (const date of ['2025-01-30', '2025-01-31']) grants.push(await ada.checksIn(date));
      for (const days of [45, 45, 45]) grants.push(await ada.isAwarded('2025-02-01', days, 'CAMPAIGN'));
      redemptions.push(await ada.redeems('2025-02-02', 'THREE_MONTHS', devices[0]));

      expect(await idsOf('grants', 'earned_on, id')).toEqual(grants);
      expect(await idsOf('redemptions', 'redeemed_on, id')).toEqual(redemptions.map(({ id }) => id));
    });

    test('the trail has the order in which staff acted', async () => {
      const command = { account: ada, actorId: 'usr_staff', reason: 'Checks in by a script.' };
      for (const change of [suspendUser, reinstateUser, suspendUser, reinstateUser]) {
        const clock = world.clockOn('2024-02-01');
        await opened.database.transaction((transaction) => change(transaction, command, clock));
      }
      await ada.isAwarded('2024-02-01', 1, 'CAMPAIGN');
      const trail = await opened.database.reader.rows<{ id: string; action: string; recordedAt: string }>(
        'SELECT id, action, recorded_at AS recordedAt FROM audit_entries WHERE target = ? ORDER BY id',
        [ada.userId],
      );
      const [suspended, reinstated] = ['SUSPEND_USER', 'REINSTATE_USER'];
      expect(trail.map(({ action }) => action)).toEqual([suspended, reinstated, suspended, reinstated, 'AWARD_DAYS']);
      const recordedAt = trail.map((entry) => Date.parse(instantOf(entry.recordedAt)));
      expect(trail.map(({ id }) => decodeTime(id.slice('aud_'.length)))).toEqual(recordedAt);
      expect(recordedAt).toEqual([...new Set(recordedAt)].sort((one, other) => one - other));
    });

    describe('where one has passed midnight and the other has not', () => {
      let bea: Member;
      let devicesOfBea: [string, string];
      let ben: Member;
      let deviceOfBen: string;

      beforeEach(async () => {
        bea = await world.joins(ada.realUserId);
        devicesOfBea = [await bindsNew(bea), await bindsNew(bea)];
        ben = await world.joins();
        deviceOfBen = await bindsNew(ben);
        for (const member of [ada, bea, ben]) await member.isAwarded('2024-02-01', 180, 'CAMPAIGN');
      });

      /** What is next is done after midnight by the one that is ahead, then before it by the other. */
      const midnightComes = () => {
        turns = [ahead, behind];
        now = LAST_MILLISECOND - 5;
      };

      test('days are earned up to the cap of the year (rule E4)', async () => {
        midnightComes();
        const grants = [];
        for (const days of [100, 100]) grants.push(await ada.isAwarded('2024-03-01', days, 'CAMPAIGN'));
        const rows = await opened.database.reader.rows(
          'SELECT granted_days AS days, earned_on AS earnedOn FROM grants WHERE id IN (?, ?) ORDER BY id',
          grants,
        );
        const earnedOn = '2024-03-02';
        expect(rows).toEqual([
          { days: 100, earnedOn },
          { days: 80, earnedOn },
        ]);
      });

      test('a device redeems once (rule R2)', async () => {
        midnightComes();
        await ada.redeems('2024-03-01', 'THREE_MONTHS', devices[0]);
        await expect(ada.redeems('2024-03-01', 'THREE_MONTHS', devices[0])).rejects.toThrow('RedeemedWithinYear');
      });

      test('a real user redeems three times (rule R3)', async () => {
        await ada.redeems('2024-02-01', 'THREE_MONTHS', devices[0]);
        await bea.redeems('2024-02-01', 'THREE_MONTHS', devicesOfBea[0]);
        midnightComes();
        await ada.redeems('2024-03-01', 'THREE_MONTHS', devices[1]);
        await expect(bea.redeems('2024-03-01', 'THREE_MONTHS', devicesOfBea[1])).rejects.toThrow(
          'RedemptionLimitReached',
        );
      });

      test('who was suspended is suspended (rule R6)', async () => {
        midnightComes();
        const command = { account: ada, actorId: 'usr_staff', reason: 'Checks in by a script.' };
        now += 1;
        await opened.database.transaction((transaction) => suspendUser(transaction, command, ahead));
        turns = [behind, ahead];
        await expect(ada.checksIn('2024-03-01')).rejects.toThrow('SUSPENDED');
      });

      describe('changes of one set are each of their own date', () => {
        const first = '2024-03-01';
        const second = '2024-03-02';
        beforeEach(async () => {
          midnightComes();
          await ada.isAwarded(first, 1, 'CAMPAIGN');
        });

        const commands = () =>
          [ada, ben].map(({ userId, realUserId }) => ({
            ...{ userId, realUserId, turns: [realUserId] },
            idempotencyKey: `the first time of ${userId}`,
          }));

        test('check-ins', async () => {
          const checkIns = commands().map((command) => ({ ...command, channel: 'APP' as const }));
          const decided = await opened.database.transaction((transaction) =>
            checkInDaily(transaction, checkIns, behind),
          );
          expect(decided).toMatchObject([
            { kind: 'CHECKED_IN', decidedOn: second, grant: { userId: ada.userId, earnedOn: second } },
            { kind: 'CHECKED_IN', decidedOn: first, grant: { userId: ben.userId, earnedOn: first } },
          ]);
        });

        test('awards', async () => {
          const award = { actorId: 'usr_staff', source: 'SHOWCASE', days: 1, reason: 'A showcase.' } as const;
          const awards = commands().map((command) => ({ ...command, ...award }));
          const decided = await opened.database.transaction((transaction) => awardDays(transaction, awards, behind));
          expect(decided).toMatchObject([
            { kind: 'AWARDED', decidedOn: second, grant: { userId: ada.userId, earnedOn: second } },
            { kind: 'AWARDED', decidedOn: first, grant: { userId: ben.userId, earnedOn: first } },
          ]);
        });

        test('redemptions', async () => {
          const coupons = await Promise.all([ada, ben].map((member) => member.openCoupon('THREE_MONTHS')));
          const attempts = commands().map((command, index) => ({
            ...command,
            couponId: coupons[index] as string,
            deviceId: [devices[0], deviceOfBen][index] as string,
            quoteToken: null,
          }));
          const decided = await opened.database.transaction((transaction) =>
            redeemCoupons(transaction, attempts, behind),
          );
          expect(decided).toMatchObject([
            { kind: 'REDEEMED', decidedOn: second, redemption: { userId: ada.userId, redeemedOn: second } },
            { kind: 'REDEEMED', decidedOn: first, redemption: { userId: ben.userId, redeemedOn: first } },
          ]);
        });
      });
    });
  });
});
