import { execute, type GraphQLSchema, parse } from 'graphql';
import { admitUser } from '../../src/accounts/admit-user.js';
import type { Role } from '../../src/accounts/role.js';
import { identityOf, type Loaders } from '../../src/api/loaders.js';
import { RequestContext, type Viewer } from '../../src/api/request-context.js';
import { createService, type Service } from '../../src/api/service.js';
import { insertMachines } from '../../src/devices/machine.store.js';
import { MovableClock } from '../../src/shared/clock.js';
import { NOTEBOOK } from './api.js';
import { openTestDatabase } from './database.js';

/** A programme in which nothing changes any more, and who asks it. */
export interface ProgrammeAtRest {
  readonly service: Service;
  readonly clock: MovableClock;
  readonly viewers: Readonly<Record<'member' | 'suspended' | 'moderator' | 'operator' | 'nobody', Viewer | null>>;
  /** Ids, serial numbers and cursors that are there, by the argument that takes them. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** The context of a request. What one request has read the next does not read again; reading by `failing` fails. */
  context(viewer: Viewer | null, failing?: string | null): RequestContext;
  close(): Promise<void>;
}

export const LOADERS_THAT_FAIL = ['machine', 'grantUse', 'drawnDays', 'facts', 'programme', 'coupon'];

/** A member who has redeemed, one who is suspended, and staff; all have checked in today, the first of April 2023. */
export async function programmeAtRest(schema: GraphQLSchema): Promise<ProgrammeAtRest> {
  const { database, close } = await openTestDatabase('sqlite');
  const clock = new MovableClock('Asia/Shanghai');
  clock.moveTo('2023-01-01');
  const service = createService(database, clock, 64);
  const serialNumbers = ['PF000001', 'PF000002', 'PF000003'];
  await database.transaction((transaction) =>
    insertMachines(
      transaction,
      serialNumbers.map((serialNumber) => ({ ...NOTEBOOK, serialNumber, shippedOn: '2022-06-01' })),
    ),
  );
  const viewerOf = async (subject: string, ...roles: Role[]): Promise<Viewer> => {
    const identity = await admitUser(database, subject, clock);
    return { identity, roles: new Set(roles), channel: 'APP' };
  };
  const viewers = {
    member: await viewerOf('member'),
    suspended: await viewerOf('suspended'),
    moderator: await viewerOf('moderator', 'MODERATOR'),
    operator: await viewerOf('operator', 'OPERATOR'),
    nobody: null,
  };
  const ask = asker(schema, service);
  await play(ask, viewers, clock, serialNumbers);
  const { me } = await ask(
    viewers.member,
    `{ me { id coupons { id } devices { id } redemptions { edges { cursor node { id coupon { id } } } }
       grants { edges { cursor node { id } } } } }`,
  );
  const nodes = [
    ...me.coupons,
    ...me.devices,
    ...[...me.redemptions.edges, ...me.grants.edges].map(({ node }) => node),
  ];
  const read = remembered(service.loaders);
  return {
    service,
    clock,
    viewers,
    known: {
      id: nodes.map(({ id }) => id),
      couponId: [me.redemptions.edges[0].node.coupon.id, ...me.coupons.map(({ id }: { id: string }) => id)],
      deviceId: me.devices.map(({ id }: { id: string }) => id),
      serialNumber: serialNumbers,
      after: me.grants.edges.map(({ cursor }: { cursor: string }) => cursor),
      idempotencyKey: ['the first time'],
    },
    context: (viewer, failing = null) =>
      new RequestContext({ ...service, loaders: failing === null ? read : without(read, failing) }, 'en', viewer),
    close,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that was asked for.
type Ask = (viewer: Viewer | null, text: string, variables?: object) => Promise<any>;

function asker(schema: GraphQLSchema, service: Service): Ask {
  return async (viewer, text, variables = {}) => {
    const contextValue = new RequestContext(service, 'en', viewer);
    const { data, errors } = await execute({
      schema,
      document: parse(text),
      variableValues: { ...variables },
      contextValue,
    });
    if (errors !== undefined) throw errors[0];
    return data;
  };
}

const BIND = 'mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) { __typename } }';
const CHECK_IN = 'mutation { checkIn { __typename } }';
const AWARD = 'mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename } }';
const REDEEM = 'mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) { __typename } }';
const SUSPEND = 'mutation ($userId: ID!) { suspendUser(input: { userId: $userId, reason: "Bots" }) { __typename } }';

async function play(
  ask: Ask,
  { member, suspended, moderator, operator }: ProgrammeAtRest['viewers'],
  clock: MovableClock,
  [own, second, anothers]: readonly string[],
): Promise<void> {
  await ask(member, BIND, { serialNumber: own });
  await ask(member, BIND, { serialNumber: second });
  await ask(suspended, BIND, { serialNumber: anothers });
  for (const today of ['2023-03-29', '2023-03-30', '2023-03-31', '2023-04-01']) {
    clock.moveTo(today);
    for (const viewer of [member, suspended, moderator, operator]) await ask(viewer, CHECK_IN);
  }
  const award = { userId: member?.identity.userId, source: 'SHOWCASE', days: 200, reason: 'A showcase' };
  await ask(moderator, AWARD, { input: award });
  const { me } = await ask(member, '{ me { coupons { id } devices { id } } }');
  const redeem = { couponId: me.coupons[0].id, deviceId: me.devices[0].id, idempotencyKey: 'the first time' };
  await ask(member, REDEEM, { input: redeem });
  await ask(operator, SUSPEND, { userId: suspended?.identity.userId });
}

/** Loaders that read each key once for ever. */
function remembered(loaders: Loaders): Loaders {
  const known = new Map<string, Promise<unknown>>();
  return new Proxy(loaders, {
    get: (all, name) => (key: never) => {
      const identity = `${String(name)} ${identityOf(key)}`;
      const value = known.get(identity) ?? all[name as keyof Loaders](key);
      known.set(identity, value);
      return value;
    },
  });
}

function without(loaders: Loaders, failing: string): Loaders {
  return new Proxy(loaders, {
    get: (all, name) =>
      name === failing ? () => Promise.reject(new Error(`${failing} is away`)) : all[name as keyof Loaders],
  });
}
