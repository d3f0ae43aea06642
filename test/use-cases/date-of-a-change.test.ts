import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { admitUser } from '../../src/accounts/admit-user.js';
import { RequestContext, type Viewer } from '../../src/api/request-context.js';
import { createSchema } from '../../src/api/schema.js';
import { createService, type Service } from '../../src/api/service.js';
import { insertMachines } from '../../src/devices/machine.store.js';
import { SystemClock } from '../../src/shared/clock.js';
import { NOTEBOOK } from '../support/api.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

/** A second before 2023-03-02 in Shanghai. */
const BEFORE_MIDNIGHT = Date.parse('2023-03-01T15:59:59.000Z');
const FIRST = '2023-03-01';
const SECOND = '2023-03-02';
const AHEAD_MILLISECONDS = 5_000;

describe('by a process at which it is still yesterday, a member whose last turn was today', () => {
  let opened: TestDatabase;
  let schema: GraphQLSchema;
  let now = 0;
  let service: Service;
  let ahead: Service;
  let member: Viewer;
  let members = 0;

  beforeAll(async () => {
    opened = await openTestDatabase('sqlite');
    schema = await createSchema();
    service = createService(opened.database, new SystemClock('Asia/Shanghai', () => now), 16);
    ahead = createService(opened.database, new SystemClock('Asia/Shanghai', () => now + AHEAD_MILLISECONDS), 16);
    const machines = ['PF000001', 'PF000002'].map((serialNumber) => ({ ...NOTEBOOK, serialNumber }));
    await opened.database.transaction((transaction) => insertMachines(transaction, machines));
  });
  afterAll(() => opened.close());

  beforeEach(async () => {
    now = Date.parse('2023-01-01T04:00:00.000Z');
    members += 1;
    const identity = await admitUser(opened.database, `member-${members}`, service.clock);
    member = { identity, roles: new Set(['MODERATOR', 'OPERATOR']), channel: 'APP' };
  });

  /** The answer of a process to the member. */
  async function ask(at: Service, text: string, variables: object = {}) {
    const contextValue = new RequestContext(at, 'en', member);
    const document = parse(text);
    const { data, errors } = await execute({ schema, document, contextValue, variableValues: { ...variables } });
    expect(errors).toBeUndefined();
    // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that was asked for.
    return data as any;
  }

  const AWARD = `mutation ($userId: ID!, $days: Int!) {
    awardDays(input: { userId: $userId, source: SHOWCASE, days: $days, reason: "Showcase" }) {
      ... on AwardDaysSuccess { grant { earnedOn } issuedCoupons { status issuedOn } user { balance { availableDays } } } } }`;

  const awarded = async (at: Service, days: number) =>
    (await ask(at, AWARD, { userId: member.identity.userId, days })).awardDays;

  const midnightComes = async () => {
    now = BEFORE_MIDNIGHT;
    expect(await awarded(ahead, 1)).toMatchObject({ grant: { earnedOn: SECOND } });
    expect(service.clock.now().today).toBe(FIRST);
  };

  test('is shown the check-in that was made', async () => {
    await midnightComes();
    const { checkIn } = await ask(
      service,
      `mutation { checkIn { ... on CheckInSuccess { grant { earnedOn remainingDays }
        status { checkedInToday streak nextCheckInOn } user { balance { availableDays } } } } }`,
    );
    expect(checkIn).toEqual({
      grant: { earnedOn: SECOND, remainingDays: 1 },
      status: { checkedInToday: true, streak: 1, nextCheckInOn: '2023-03-03' },
      user: { balance: { availableDays: 2 } },
    });
  });

  test('is shown the award, and the coupons that it issued', async () => {
    await midnightComes();
    expect(await awarded(service, 100)).toEqual({
      grant: { earnedOn: SECOND },
      issuedCoupons: [{ status: 'OPEN', issuedOn: SECOND }],
      user: { balance: { availableDays: 101 } },
    });
  });

  const BIND = `mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) {
    ... on BindDeviceSuccess { device { id boundOn } user { devices { id } balance { availableDays } } } } }`;

  test('is shown the device that was bound, and the account as it is today', async () => {
    await midnightComes();
    const { device, user } = (await ask(service, BIND, { serialNumber: 'PF000001' })).bindDevice;
    expect(device.boundOn).toBe(SECOND);
    expect(user).toEqual({ devices: [{ id: device.id }], balance: { availableDays: 1 } });
  });

  test('is shown what was redeemed', async () => {
    const deviceId = (await ask(service, BIND, { serialNumber: 'PF000002' })).bindDevice.device.id;
    await awarded(service, 100);
    const couponId = (await ask(service, '{ me { coupons { id } } }')).me.coupons[0].id;
    await midnightComes();
    const { redeemCoupon } = await ask(
      service,
      `mutation ($couponId: ID!, $deviceId: ID!) {
        redeemCoupon(input: { couponId: $couponId, deviceId: $deviceId, idempotencyKey: "the first time" }) {
          ... on RedeemCouponSuccess { redemption { redeemedOn device { warranty { endsOn } } coupon { status } }
            user { balance { availableDays } redemptions { totalCount } } } } }`,
      { couponId, deviceId },
    );
    expect(redeemCoupon).toEqual({
      redemption: {
        redeemedOn: SECOND,
        device: { warranty: { endsOn: '2025-04-01' } },
        coupon: { status: 'REDEEMED' },
      },
      user: { balance: { availableDays: 11 }, redemptions: { totalCount: 1 } },
    });
  });

  test('is shown as suspended', async () => {
    await midnightComes();
    const { suspendUser } = await ask(
      service,
      `mutation ($userId: ID!) { suspendUser(input: { userId: $userId, reason: "Bots" }) {
        ... on SuspendUserSuccess { user { status } } } }`,
      { userId: member.identity.userId },
    );
    expect(suspendUser).toEqual({ user: { status: 'SUSPENDED' } });
  });
});
