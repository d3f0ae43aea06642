import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, NOTEBOOK, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, newSerialNumber } from './member.js';

type Data = Answer['data'];

const HAN = /\p{Script=Han}/u;

describe.each(engines)('messages on %s', (engine) => {
  let api: Api;
  let member: Member;
  let token: string;
  let ids: { couponId: string; deviceId: string };

  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2018-06-01');
    await api.award('speaker', 90);
    member = await Member.of(api, 'speaker');
    const hopeless = { shippedOn: '2013-01-01', baseWarrantyMonths: 60, salesRegion: 'US', customBuild: true };
    const deviceId = await member.bindNew({ ...hopeless, brand: 'ThinkPad', category: 'DESKTOP' });
    ids = { couponId: await member.coupon(), deviceId };
    const response = await fetch(`${api.url}/sandbox/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject: 'speaker', roles: ['OPERATOR', 'MODERATOR'], client: 'WEB' }),
    });
    token = (await response.json()).token;
  });
  afterAll(() => api.stop());

  async function ask(language: string, query: string, variables: object = {}): Promise<Answer> {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': language,
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  /** The message in Chinese and in English, which must be just that. */
  async function inBoth(read: (data: Data) => string[], query: string, variables: object = {}): Promise<void> {
    const chinese = read((await ask('zh-CN', query, variables)).data);
    const english = read((await ask('en', query, variables)).data);
    expect(chinese.length).toBeGreaterThan(0);
    expect(english).toHaveLength(chinese.length);
    for (const message of chinese) expect(message).toMatch(HAN);
    for (const message of english) expect(message).toMatch(/^[^\p{Script=Han}]+$/u);
    for (const message of [...chinese, ...english]) expect(message).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
  }

  test('of every rule that is in the way are in the language asked for', async () => {
    const query = `query ($input: QuoteRedemptionInput!) { quoteRedemption(input: $input) {
      ... on RedemptionViolation { message others { message } } } }`;
    const read = ({ quoteRedemption: { message, others } }: Data) => [
      message,
      ...others.map((one: Data) => one.message),
    ];
    await inBoth(read, query, { input: ids });
    expect((await member.quote(ids.couponId, ids.deviceId)).others).toHaveLength(6);
    await inBoth(read, query, { input: { couponId: 'x', deviceId: 'x' } });
  });

  test('of eligibility are in the language asked for', async () => {
    const query = '{ me { devices { eligibility { violations { message } } } } }';
    await inBoth(
      ({ me }) =>
        me.devices[0].eligibility.flatMap(({ violations }: Data) => violations.map(({ message }: Data) => message)),
      query,
    );
  });

  test.each([['x'], ['UNKNOWN8']])('of binding %j are in the language asked for', async (serialNumber) => {
    const query = 'mutation ($s: String!) { bindDevice(input: { serialNumber: $s }) { ... on UserError { message } } }';
    await inBoth(({ bindDevice }) => [bindDevice.message], query, { s: serialNumber });
  });

  test('of what can’t be bound are in the language asked for', async () => {
    const dell = newSerialNumber();
    await api.register({ serialNumber: dell, brand: 'Dell', shippedOn: '2018-01-01' });
    await (await Member.of(api, 'another')).bindNew({ shippedOn: '2018-01-01' });
    const [{ serialNumber: taken }] = (await (await Member.of(api, 'another')).account()).devices;
    const [{ serialNumber: mine }] = (await member.account()).devices;
    const query = 'mutation ($s: String!) { bindDevice(input: { serialNumber: $s }) { ... on UserError { message } } }';
    for (const s of [dell, taken, mine]) await inBoth(({ bindDevice }) => [bindDevice.message], query, { s });
  });

  test('of a check-in on the web, and of a second one, are in the language asked for', async () => {
    const notice = '{ me { checkInStatus { notice { message } } } }';
    await inBoth(({ me }) => [me.checkInStatus.notice.message], notice);
    await member.checkIn();
    await inBoth(({ checkIn }) => [checkIn.message], 'mutation { checkIn { ... on UserError { message } } }');
  });

  test('of the year’s cap are in the language asked for', async () => {
    await api.award('speaker', 360);
    const query = '{ me { grants(first: 1) { edges { node { notice { message } } } } } }';
    await inBoth(({ me }) => [me.grants.edges[0].node.notice.message], query);
  });

  test('to staff are in the language asked for', async () => {
    const award = `mutation ($userId: ID!) { awardDays(input: { userId: $userId, days: 361, source: SHOWCASE,
      reason: "x" }) { ... on UserError { message } } }`;
    await inBoth(({ awardDays }) => [awardDays.message], award, { userId: await api.userId('speaker') });
    await inBoth(({ awardDays }) => [awardDays.message], award.replace('361', '1'), { userId: 'x' });
    const register = `mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) {
      ... on MachinesRejected { message rejected { message } } } }`;
    const input = { reason: 'x', machines: [{ ...NOTEBOOK, serialNumber: 'x', baseWarrantyMonths: 61 }] };
    const read = ({ registerMachines: { message, rejected } }: Data) => [
      message,
      ...rejected.map((one: Data) => one.message),
    ];
    await inBoth(read, register, { input });
  });

  test('and the reasons of exclusions are in the language asked for', async () => {
    const query = '{ exclusions { reason } }';
    await inBoth(({ exclusions }) => exclusions.map(({ reason }: Data) => reason), query);
  });

  test.each([
    ['en', false],
    ['en-US,en;q=0.9', false],
    ['zh-CN', true],
    ['zh', true],
    ['zh-CN,zh;q=0.9,en;q=0.8', true],
    ['en;q=0.5, zh-CN;q=0.9', true],
  ])('%s is Chinese: %s', async (language, chinese) => {
    const { data } = await ask(language, '{ warranty(serialNumber: "x") { ... on UserError { message } } }');
    expect(HAN.test(data.warranty.message)).toBe(chinese);
  });
});
