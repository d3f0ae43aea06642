import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { storyTabs } from '../../src/demo/graphiql-tabs.js';
import { people } from '../../src/demo/people.js';
import { addDays } from '../../src/shared/calendar.js';
import { type RunningServer, startServer } from '../../src/start.js';
import { createEmptyDatabase } from '../support/database.js';

const readme = readFileSync('README.md', 'utf8');

describe('the demo data', () => {
  let server: RunningServer;
  let removeDatabase: () => Promise<void>;
  let today: string;
  let start: (port: string) => Promise<RunningServer>;

  beforeAll(async () => {
    const empty = await createEmptyDatabase('sqlite');
    removeDatabase = empty.remove;
    start = (port) =>
      startServer(
        readConfig({ DATABASE_URL: empty.url, SANDBOX: '1', GRAPHIQL: '0', PORT: port }),
        (event, details) => {
          throw new Error(`The service logged ${event}: ${JSON.stringify(details)}`);
        },
      );
    server = await start('0');
    today = server.service.clock.now().today;
  });
  afterAll(async () => {
    await server.stop();
    await removeDatabase();
  });

  async function post(path: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  const tokenFor = async (subject: string, roles: readonly string[] = []): Promise<string> =>
    (await post('/sandbox/token', { subject, roles })).token;

  async function ask(subject: string, query: string) {
    const { data, errors } = await post('/graphql', { query }, { authorization: `Bearer ${await tokenFor(subject)}` });
    expect(errors).toBeUndefined();
    return data;
  }

  const SITUATION = `{ me { status balance { availableDays lapsing { on days } } year { earnedDays cancelledDays }
    coupons { term expiresOn }
    devices { eligibility { term eligible eligibleOn violations { rule ... on WarrantyCeilingReached { longestTerm } } } } } }`;

  test('shows in README the people that there are', () => {
    const shown = [...readme.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, subject]) => subject);
    expect(shown).toEqual(people.map(({ subject }) => subject));
  });

  const broken = (rule: string, eligibleOn: string | null) =>
    expect.objectContaining({ eligible: false, eligibleOn, violations: [expect.objectContaining({ rule })] });
  const eligible = expect.objectContaining({ eligible: true, violations: [] });
  const other = expect.anything();

  test.each<[person: string, situation: () => object]>([
    ['newcomer', () => ({ balance: { availableDays: 89 }, coupons: [], devices: [] })],
    [
      'ready',
      () => ({
        balance: { availableDays: 200 },
        coupons: [{ term: 'THREE_MONTHS' }, { term: 'SIX_MONTHS' }],
        devices: [{ eligibility: [eligible, eligible, other] }],
      }),
    ],
    ['waiting', () => ({ devices: [{ eligibility: [broken('D6', addDays(today, 1)), other, other] }] })],
    [
      'lapsing',
      () => ({
        balance: { availableDays: 95, lapsing: [{ on: addDays(today, 5), days: 10 }, other] },
        coupons: [{ term: 'THREE_MONTHS', expiresOn: addDays(today, 5) }],
      }),
    ],
    ['think-owner', () => ({ devices: [{ eligibility: [broken('M8', null), other, other] }] })],
    ['redeemed', () => ({ devices: [{ eligibility: [broken('R2', null), other, other] }] })],
    [
      'ceiling',
      () => ({
        devices: [{ eligibility: [eligible, { violations: [{ rule: 'W4', longestTerm: 'THREE_MONTHS' }] }, other] }],
      }),
    ],
    [
      'excluded',
      () => ({
        devices: [
          { eligibility: [broken('M2', null), other, other] },
          { eligibility: [broken('W3', null), other, other] },
        ],
      }),
    ],
    ['at-the-cap', () => ({ year: { earnedDays: 360, cancelledDays: 60 }, balance: { availableDays: 360 } })],
    ['suspended', () => ({ status: 'SUSPENDED' })],
  ])('puts %s in the situation that README tells', async (person, situation) => {
    expect((await ask(person, SITUATION)).me).toMatchObject(situation());
  });

  test('answers the question of README as README shows, but for the dates', async () => {
    const [, query = ''] = /```graphql\n(.*?)```/s.exec(readme) ?? [];
    const [, shown = ''] = /```json\n(.*?)```/s.exec(readme) ?? [];
    const { me } = await ask('waiting', query);
    const [device] = me.devices;
    const undated = (text: string) => JSON.parse(text.replace(/\d{4}-\d\d-\d\d/g, 'DATE'));
    const answered = undated(JSON.stringify({ ...device, eligibility: device.eligibility.slice(0, 1) }));
    expect(answered).toEqual(undated(shown));
  });

  test('lets every tab of GraphiQL run as it stands, in the order of the story', async () => {
    const tabs = await storyTabs(server.service, tokenFor);
    expect(tabs.length).toBeGreaterThan(8);
    for (const { query, variables, headers } of tabs) {
      const { data, errors } = await post('/graphql', { query, variables }, headers);
      const failed = Object.values(data as Record<string, { __typename?: string; message?: string }>).filter(
        (field) => field?.message !== undefined,
      );
      expect([query, errors, failed]).toEqual([query, undefined, []]);
    }
  });

  test('begins anew when it is reset, also for those who have asked before', async () => {
    const before = await ask('ready', '{ me { id status balance { availableDays } } }');
    await post('/sandbox/reset', {});
    const after = await ask('ready', '{ me { id status balance { availableDays } } }');
    expect(after.me).toMatchObject({ status: 'ACTIVE', balance: { availableDays: 200 } });
    expect(after.me.id).not.toBe(before.me.id);
  });

  test('is not served at a port that is taken, and whoever starts it is told what to mend', async () => {
    const { port } = new URL(server.url);
    await expect(start(port)).rejects.toThrow(`PORT ${port} is taken at 127.0.0.1: stop what listens there, or set`);
  });
});
