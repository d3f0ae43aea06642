import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSchema } from '../../src/api/schema.js';
import { type Answer, type Api, type Client, NOTEBOOK, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { codeOf, Member, newSerialNumber } from './member.js';

const PERSONS = ['anonymous', 'member', 'SUPPORT', 'MODERATOR', 'OPERATOR'] as const;
type Person = (typeof PERSONS)[number];

const [OPEN, SIGNED_IN] = [[...PERSONS], PERSONS.slice(1)];
const MODERATOR: readonly Person[] = ['MODERATOR'];
const OPERATOR: readonly Person[] = ['OPERATOR'];
const CHECK_IN: readonly Person[] = ['SUPPORT', 'MODERATOR'];

const machine = `serialNumber: "PF0ACCES" brand: "${NOTEBOOK.brand}" series: "" modelName: "x" category: LAPTOP
  salesRegion: "CN" shippedOn: "2023-01-01" baseWarrantyMonths: 24`;
const award = (source: string) =>
  `mutation { awardDays(input: { userId: "x" source: ${source} days: 1 reason: "y" }) { __typename } }`;

/** Who may use a field. */
const FIELDS: readonly [operation: string, allowed: readonly Person[]][] = [
  ['{ today }', OPEN],
  ['{ policy { version } }', OPEN],
  ['{ exclusions { id } }', OPEN],
  ['{ warranty(serialNumber: "PF0ACCES") { __typename } }', OPEN],
  ['{ roles }', OPEN],
  ['{ node(id: "x") { id } }', SIGNED_IN],
  ['{ me { id } }', SIGNED_IN],
  ['{ deviceLookup(serialNumber: "PF0ACCES") { __typename } }', SIGNED_IN],
  ['{ quoteRedemption(input: { couponId: "x" deviceId: "x" }) { __typename } }', SIGNED_IN],
  ['mutation { checkIn { __typename } }', SIGNED_IN],
  ['mutation { bindDevice(input: { serialNumber: "PF0ACCES" }) { __typename } }', SIGNED_IN],
  [
    'mutation { redeemCoupon(input: { couponId: "x" deviceId: "x" idempotencyKey: "12345678" }) { __typename } }',
    SIGNED_IN,
  ],
  [`mutation { registerMachines(input: { machines: [{ ${machine} }] reason: "y" }) { __typename } }`, OPERATOR],
  [award('CHECK_IN'), CHECK_IN],
  [award('SHOWCASE'), MODERATOR],
  [award('CAMPAIGN'), MODERATOR],
  ['mutation { suspendUser(input: { userId: "x" reason: "y" }) { __typename } }', OPERATOR],
  ['mutation { reinstateUser(input: { userId: "x" reason: "y" }) { __typename } }', OPERATOR],
];

test('every query and every mutation of the schema has its line', async () => {
  const schema = await createSchema();
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
  const named = FIELDS.map(([operation]) => /^(?:mutation )?{ (\w+)/.exec(operation)?.[1]);
  expect([...new Set(named)].sort()).toEqual(fields.sort());
});

describe.each(engines)('access on %s', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2023-02-01');
  });
  afterAll(() => api.stop());

  const clientOf = (person: Person): Promise<Client> | Client => {
    if (person === 'anonymous') return api.anonymous;
    return api.as(`a-${person}`, { roles: person === 'member' ? [] : [person] });
  };

  test.each(FIELDS)('to %s is for %j', async (operation, allowed) => {
    for (const person of PERSONS) {
      const answer = await (await clientOf(person)).send(operation);
      const refused = person === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      const field = Object.values(answer.data ?? {})[0];
      expect([person, codeOf(answer)]).toEqual([person, allowed.includes(person) ? undefined : refused]);
      if (!allowed.includes(person)) expect(field).toBeNull();
    }
  });

  test('without a role changes nothing', async () => {
    await api.award('victim', 90);
    const serialNumber = newSerialNumber();
    const member = await Member.of(api, 'victim');
    const input = { machines: [{ ...NOTEBOOK, serialNumber }], reason: 'Mine' };
    const register = 'mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) { __typename } }';
    expect(codeOf(await member.client.send(register, { input }))).toBe('FORBIDDEN');
    expect(await member.lookUp(serialNumber)).toMatchObject({ __typename: 'SerialNumberNotFound' });
    const userId = await api.userId('victim');
    const suspend = 'mutation ($input: SuspendUserInput!) { suspendUser(input: $input) { __typename } }';
    for (const person of ['member', 'SUPPORT', 'MODERATOR'] as const) {
      const client = await clientOf(person);
      expect(codeOf(await client.send(suspend, { input: { userId, reason: 'No' } }))).toBe('FORBIDDEN');
    }
    expect((await member.account()).status).toBe('ACTIVE');
  });

  test('one field without it does not erase its siblings’ answers', async () => {
    const { data, errors } = await api.anonymous.send('{ today me { id } policy { version } }');
    expect(data).toEqual({ today: '2023-02-01', me: null, policy: { version: 1 } });
    expect(errors).toMatchObject([{ path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  describe('by a node’s id', () => {
    const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';

    /** The ids of all that a member has, by type. */
    async function idsOf(subject: string): Promise<[type: string, id: string][]> {
      await api.moveTo('2022-12-01');
      const { grant } = await api.award(subject, 180);
      const member = await Member.of(api, subject);
      const device = await member.bindNew({ shippedOn: '2022-11-01' });
      await api.moveTo('2023-02-01');
      const redemption = await member.redeemed(device);
      const ids = { User: await api.userId(subject), Grant: grant.id, Coupon: await member.coupon(), Device: device };
      return Object.entries({ ...ids, Redemption: redemption.id });
    }

    test('is to one’s own, and to nothing of another’s', async () => {
      const ids = await idsOf('node-owner');
      const own = await api.as('node-owner');
      const others = await Promise.all((['member', 'SUPPORT', 'MODERATOR', 'OPERATOR'] as const).map(clientOf));
      for (const [type, id] of ids) {
        expect((await own.data(NODE, { id })).node).toEqual({ __typename: type, id });
        for (const other of others) expect((await other.data(NODE, { id })).node).toBeNull();
        expect((await api.anonymous.send(NODE, { id })).data?.node ?? null).toBeNull();
      }
    });

    test('is to exclusions', async () => {
      const { exclusions } = await api.anonymous.data('{ exclusions { id reason since until } }');
      expect(exclusions.length).toBeGreaterThanOrEqual(5);
      for (const exclusion of exclusions) {
        expect(exclusion).toMatchObject({ reason: expect.stringMatching(/./), since: '2010-01-01', until: null });
        const { node } = await (await api.as('node-reader')).data(NODE, { id: exclusion.id });
        expect(node).toEqual({ __typename: 'Exclusion', id: exclusion.id });
      }
    });

    test.each([[''], ['x'], ['1'], ['0'], ['null'], ['é'], ['VXNlcjox'], ['User:1'], ["' OR 1=1"], ['A'.repeat(2000)]])(
      'that is none, %j, is to nothing',
      async (id) => {
        expect(await (await api.as('node-reader')).send(NODE, { id })).toEqual({ data: { node: null } });
      },
    );
  });

  test('to the policy is public: every number of the programme from 2010-01-01 on, none before (P1a, P3)', async () => {
    const query = `query ($on: Date) { policy(on: $on) { version effectiveFrom timeZone annualEarningCapDays
      annualRedemptionCapDays redemptionsPerYear redemptionYear dayValidityYears maxDevices bindingWaitDays
      warrantyCeilingYears tiers { term months costDays } checkInDays checkInChannels streakBonusDays showcaseMaxDays
      deviceRedemptionIntervalYears sourceRestrictions { acceptedSources } } exclusions(on: $on) { id } }`;
    const read = (on: string | null): Promise<Answer['data']> => api.anonymous.data(query, { on });
    expect(await read('2009-12-31')).toEqual({ policy: null, exclusions: [] });
    const first = await read('2010-01-01');
    expect(first.policy).toMatchObject({
      version: 1,
      effectiveFrom: '2010-01-01',
      timeZone: 'Asia/Shanghai',
      ...{ annualEarningCapDays: 360, annualRedemptionCapDays: 360, redemptionsPerYear: 3 },
      ...{ redemptionYear: 'ROLLING_YEAR', dayValidityYears: 1, maxDevices: 5, bindingWaitDays: 30 },
      ...{ warrantyCeilingYears: 5, checkInDays: 1, checkInChannels: ['APP'], streakBonusDays: 0 },
      ...{ showcaseMaxDays: 360, deviceRedemptionIntervalYears: 1 },
      tiers: [
        { term: 'THREE_MONTHS', months: 3, costDays: 90 },
        { term: 'SIX_MONTHS', months: 6, costDays: 180 },
        { term: 'TWELVE_MONTHS', months: 12, costDays: 360 },
      ],
    });
    for (const { acceptedSources } of first.policy.sourceRestrictions) expect(acceptedSources).toEqual(['SHOWCASE']);
    expect(await read('2010-01-02')).toEqual(first);
    expect(await read(null)).toEqual(first);
  });
});
