import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import { admitUser } from '../../src/accounts/admit-user.js';
import { RequestContext } from '../../src/api/request-context.js';
import { createSchema } from '../../src/api/schema.js';
import { createService, type Service } from '../../src/api/service.js';
import { insertMachines } from '../../src/devices/machine.store.js';
import { MovableClock } from '../../src/shared/clock.js';
import { NOTEBOOK } from '../support/api.js';
import { engines, openTestDatabase, type TestDatabase } from '../support/database.js';

const MEMBERS = 50;

const document = (name: string) => parse(readFileSync(`operations/${name}.graphql`, 'utf8'));
const WHAT_THE_APP_SHOWS = parse(`{
  me {
    balance { availableDays bySource { source days } lapsing { on days } }
    devices { serialNumber product { modelName } warranty { endsOn } }
    grants(first: 10) { totalCount edges { node { remainingDays usedDays lapsedDays notice { message } } } }
    redemptions(first: 10) { edges { node { device { serialNumber } coupon { term } drawn { days grant { source } } } } }
  }
}`);

describe.each(engines)('on %s a set costs the statements of one', (engine) => {
  let database: TestDatabase;
  let service: Service;
  let schema: GraphQLSchema;
  let members: Member[];
  const clock = new MovableClock('Asia/Shanghai');

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    service = createService(database.database, clock, 64);
    schema = await createSchema();
    members = await Promise.all(Array.from({ length: MEMBERS }, (_, index) => member(index)));
    clock.moveTo('2023-03-01');
  });
  afterAll(() => database.close());

  interface Member {
    readonly viewer: NonNullable<RequestContext['viewer']>;
    readonly serialNumber: string;
  }

  /** A member with 200 days and a device that was bound 59 days before. */
  async function member(index: number): Promise<Member> {
    clock.moveTo('2023-01-01');
    const serialNumber = `PF0${String(index).padStart(5, '0')}`;
    await service.database.transaction((transaction) =>
      insertMachines(transaction, [{ ...NOTEBOOK, serialNumber, shippedOn: '2022-06-01' }]),
    );
    const identity = await admitUser(service.database, `member-${index}`, clock);
    const viewer = { identity, roles: new Set<never>(), channel: 'APP' } as const;
    const { userId, realUserId } = identity;
    const award = { source: 'SHOWCASE', days: 200, reason: 'Showcase', idempotencyKey: `showcase ${index}` } as const;
    await service.awards.submit({ ...award, userId, realUserId, actorId: userId, turns: [userId] });
    await run({ viewer, serialNumber }, document('bind-device'), { serialNumber });
    return { viewer, serialNumber };
  }

  /** One request. */
  async function run({ viewer }: Member, operation: DocumentNode, variables: object) {
    const contextValue = new RequestContext(service, 'en', viewer);
    const result = await execute({ schema, document: operation, contextValue, variableValues: { ...variables } });
    expect(result.errors).toBeUndefined();
    return result.data as Record<string, never>;
  }

  /** Runs an operation for members all at once, and counts the statements that it takes. */
  async function count(
    some: readonly Member[],
    operation: DocumentNode,
    variables: (member: Member) => object = () => ({}),
  ): Promise<number> {
    let statements = 0;
    service.database.observe(() => {
      statements += 1;
    });
    await Promise.all(some.map((one) => run(one, operation, variables(one))));
    service.database.observe(null);
    return statements;
  }

  const reads: [string, DocumentNode, number][] = [
    ['my-account', document('my-account'), 11],
    ['why-not-yet', document('why-not-yet'), 13],
    ['programme', document('programme'), 2],
    ['what an app shows', WHAT_THE_APP_SHOWS, 11],
  ];

  test.each(reads)('to read %s', async (_, operation, limit) => {
    const alone = await count(members.slice(0, 1), operation);
    expect(alone).toBeLessThanOrEqual(limit);
    expect(await count(members, operation)).toBe(alone);
  });

  test('to look a machine up', async () => {
    const operation = document('look-up-device');
    const serial = ({ serialNumber }: Member) => ({ serialNumber });
    const alone = await count(members.slice(0, 1), operation, serial);
    expect(alone).toBeLessThanOrEqual(5);
    expect(await count(members, operation, serial)).toBe(alone);
  });

  test('to check in', async () => {
    const operation = document('check-in');
    const alone = await count(members.slice(0, 1), operation);
    expect(await count(members.slice(1), operation)).toBeLessThanOrEqual(alone);
  });

  test('to quote and to redeem, and to show what was redeemed', async () => {
    const ids = new Map<Member, object>();
    for (const one of members) {
      const { me } = (await run(one, document('why-not-yet'), {})) as never as {
        me: { coupons: { id: string }[]; devices: { id: string }[] };
      };
      ids.set(one, { couponId: me.coupons[0]?.id, deviceId: me.devices[0]?.id });
    }
    const asked = (one: Member) => ({ ...ids.get(one), idempotencyKey: 'the first time' });
    const quote = document('quote-redemption');
    const quoted = await count(members.slice(0, 1), quote, asked);
    expect(quoted).toBeLessThanOrEqual(11);
    expect(await count(members, quote, asked)).toBe(quoted);

    const redeem = document('redeem-coupon');
    const alone = await count(members.slice(0, 1), redeem, asked);
    expect(await count(members.slice(1), redeem, asked)).toBeLessThanOrEqual(alone);
    expect(await count(members, WHAT_THE_APP_SHOWS)).toBe(await count(members.slice(0, 1), WHAT_THE_APP_SHOWS));
  });
});
