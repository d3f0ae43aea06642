import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { auditDatabase } from '../../src/audit/audit-database.js';
import { readConfig } from '../../src/config.js';
import { migrate } from '../../src/database/migrate.js';
import { type RunningServer, startServer } from '../../src/start.js';
import { createEmptyDatabase, type EmptyDatabase, engines } from '../support/database.js';
import { type Fate, type Fates, FaultProxy, isCommit, NO_FAULTS } from './fault-proxy.js';
import { AWARD, BIND, CHECK_IN, REDEEM, redemptionInput } from './operations.js';
import { PatientClient } from './patient-client.js';
import { type Member, populate, REDEMPTIONS_EACH } from './population.js';
import { environmentOf, tokenOf } from './tokens.js';

/** `npm run test:faults` asks for more. */
const { FAULT_REDEMPTIONS = '60' } = process.env;
const MEMBERS = Math.ceil(Number(FAULT_REDEMPTIONS) / REDEMPTIONS_EACH);
const REDEMPTIONS = MEMBERS * REDEMPTIONS_EACH;
const CLIENTS = 32;
/** Only a hang should end the test. */
const MILLISECONDS_MAX = 3_600_000;

/** The share of replies to clients, and of replies to COMMIT, that are lost. */
const REPLIES_LOST = 0.05;
/** The same of every other statement; a redemption takes twenty. */
const OTHER_REPLIES_LOST = 0.005;

/** Of the members, those that the whole load leaves alone. */
const SPARE = 8;
/** Seconds after which the service gives up a statement that is not answered. */
const STATEMENT_SECONDS = '1';

const server = engines.find((engine) => engine !== 'sqlite');

(server === undefined ? describe.skip : describe)('replies are lost between client, service and database:', () => {
  let empty: EmptyDatabase;
  let service: RunningServer;
  let toService: FaultProxy;
  let toDatabase: FaultProxy;
  let members: readonly Member[];
  let unbound: string[];
  const unexpected: object[] = [];

  beforeAll(async () => {
    empty = await createEmptyDatabase(server ?? 'mariadb');
    await migrate(empty.url);
    ({ members, unbound } = await populate(empty.url, MEMBERS + SPARE, SPARE));
    toDatabase = await FaultProxy.open(addressOf(empty.url));
    const environment = environmentOf(toDatabase.through(empty.url), { STATEMENT_SECONDS });
    service = await startServer(readConfig(environment), (event, details) => {
      if (event === 'unexpected-error') unexpected.push(details);
    });
    toService = await FaultProxy.open(addressOf(service.url));
  }, 600_000);

  afterEach(() => {
    toService.fates = NO_FAULTS;
    toDatabase.fates = NO_FAULTS;
    expect(unexpected).toEqual([]);
  });

  afterAll(async () => {
    await service.stop();
    await toService.close();
    await toDatabase.close();
    await empty.remove();
  });

  /** A client of a person, through the proxy or past it. */
  const clientOf = async (subject: string, { direct = false, role = undefined as 'MODERATOR' | undefined } = {}) =>
    new PatientClient(direct ? service.url : toService.through(service.url).slice(0, -1), await tokenOf(subject, role));

  const spare = (index: number) => members[MEMBERS + index] as Member;
  const count = async (sql: string, ...values: string[]) => {
    const [row] = await service.service.database.reader.rows<{ count: number }>(sql, values);
    return Number(row?.count);
  };

  test(
    `of ${REDEMPTIONS} redemptions none is doubled and none is missing, and each is answered the same again`,
    async () => {
      toService.fates = losing(REPLIES_LOST);
      toDatabase.fates = (request) => losing(isCommit(request) ? REPLIES_LOST : OTHER_REPLIES_LOST)(request);
      const began = performance.now();
      const limit = pLimit(CLIENTS);
      const all = await Promise.all(members.slice(0, MEMBERS).map((member) => limit(() => redeemAll(member))));
      const seconds = (performance.now() - began) / 1000;
      toService.fates = NO_FAULTS;
      toDatabase.fates = NO_FAULTS;

      const redemptions = all.flat();
      expect(redemptions).toHaveLength(REDEMPTIONS);
      for (const { first, again } of redemptions) expect(again).toEqual(first);
      expect(new Set(redemptions.map(({ first }) => first.id)).size).toBe(REDEMPTIONS);
      expect(await count('SELECT COUNT(*) AS count FROM redemptions')).toBe(REDEMPTIONS);
      expect(await auditDatabase(service.service.database)).toEqual([]);
      const repeated = redemptions.filter(({ met }) => met.length > 0);
      const lost = repeated.filter(({ met }) => met.includes('lost'));
      expect(lost.length).toBeGreaterThan(0);
      const figures = { redemptions: REDEMPTIONS, repeated: repeated.length, lost: lost.length, seconds };
      const proxies = [toService, toDatabase].map(({ counts }) => Object.fromEntries(counts));
      if (process.env.FAULT_REDEMPTIONS) process.stdout.write(`${JSON.stringify({ ...figures, proxies })}\n`);
    },
    MILLISECONDS_MAX,
  );

  /** A member's redemptions one after another, and what each key is answered once all are made. */
  async function redeemAll(member: Member) {
    const client = await clientOf(member.subject);
    const made: { input: object; first: { id: string }; met: readonly string[] }[] = [];
    for (let device = 0; device < REDEMPTIONS_EACH; device += 1) {
      const input = await redemptionInput(client, member, device);
      const { result, met } = await client.ask(REDEEM, input);
      if (result.__typename !== 'RedeemCouponSuccess') throw new Error(`${member.subject}: ${JSON.stringify(result)}`);
      made.push({ input, first: result.redemption, met });
    }
    return Promise.all(
      made.map(async ({ input, first, met }) => {
        const { result } = await client.ask(REDEEM, input);
        return { first, again: result.redemption, met };
      }),
    );
  }

  describe('the answer to COMMIT is lost,', () => {
    const losses: readonly Fate[] = ['REPLY_CUT', 'REPLY_DROPPED', 'REQUEST_CUT'];

    test.each(losses)(
      '%s: a redemption and an award are run once more, and the client notices nothing',
      async (fate) => {
        const member = spare(losses.indexOf(fate));
        const client = await clientOf(member.subject);
        const input = await redemptionInput(client, member, 0);
        toDatabase.fates = once(fate, isCommit);
        const redeemed = await client.ask(REDEEM, input);
        expect(redeemed).toMatchObject({ result: { __typename: 'RedeemCouponSuccess' }, met: [] });
        expect(toDatabase.counts.get(fate)).toBeGreaterThan(0);

        const moderator = await clientOf('moderator', { role: 'MODERATOR' });
        const award = { userId: member.userId, days: 5, source: 'CAMPAIGN', reason: 'Front page pick' };
        toDatabase.fates = once(fate, isCommit);
        const awarded = await moderator.ask(AWARD, award);
        expect(awarded).toMatchObject({ result: { grant: { grantedDays: 5 } }, met: [] });
        expect(await count('SELECT COUNT(*) AS count FROM redemptions WHERE user_id = ?', member.userId)).toBe(1);
        expect(await count('SELECT COUNT(*) AS count FROM grants WHERE user_id = ?', member.userId)).toBe(2);
      },
    );

    test('a check-in and a binding have no key: the client is told to ask again, and then that it is done', async () => {
      const member = spare(3);
      const client = await clientOf(member.subject);
      toDatabase.fates = once('REPLY_CUT', isCommit);
      const checkIn = await client.ask(CHECK_IN);
      expect(checkIn).toEqual({ result: { __typename: 'AlreadyCheckedIn' }, met: ['SERVICE_UNAVAILABLE'] });
      toDatabase.fates = once('REPLY_CUT', isCommit);
      const bound = await client.ask(BIND, { serialNumber: unbound[0] });
      expect(bound).toMatchObject({ result: { __typename: 'DeviceAlreadyBound' }, met: ['SERVICE_UNAVAILABLE'] });
      expect(await count('SELECT COUNT(*) AS count FROM check_ins WHERE user_id = ?', member.userId)).toBe(1);
      expect(await count('SELECT COUNT(*) AS count FROM devices WHERE user_id = ?', member.userId)).toBe(4);
    });
  });

  test('a connection that is lost before COMMIT is made anew, and the client notices nothing', async () => {
    const member = spare(4);
    const client = await clientOf(member.subject);
    const isUpdate = (request: Buffer) => !isCommit(request);
    for (const fate of ['REPLY_CUT', 'REQUEST_CUT'] as const) {
      toDatabase.fates = once(fate, isUpdate);
      const { met } = await client.ask(CHECK_IN);
      expect(met).toEqual([]);
    }
    expect(await count('SELECT COUNT(*) AS count FROM check_ins WHERE user_id = ?', member.userId)).toBe(1);
  });

  test('a reply that the client lost is answered again: the redemption itself, that it has checked in, the device', async () => {
    const member = spare(5);
    const client = await clientOf(member.subject);
    const input = await redemptionInput(client, member, 0);
    toService.fates = once('REPLY_CUT');
    const redeemed = await client.ask(REDEEM, input);
    expect(redeemed).toMatchObject({ result: { __typename: 'RedeemCouponSuccess' }, met: ['lost'] });
    toService.fates = once('REPLY_CUT');
    expect(await client.ask(CHECK_IN)).toEqual({ result: { __typename: 'AlreadyCheckedIn' }, met: ['lost'] });
    toService.fates = once('REPLY_CUT');
    const bound = await client.ask(BIND, { serialNumber: unbound[1] });
    expect(bound).toMatchObject({ result: { __typename: 'DeviceAlreadyBound' }, met: ['lost'] });
  });

  test('without its key a repeated award is doubled, and a repeated redemption refused: the losses are real', async () => {
    const member = spare(6);
    const client = await clientOf(member.subject);
    const input = await redemptionInput(client, member, 0);
    toService.fates = once('REPLY_CUT');
    const redeemed = await client.ask(REDEEM, () => ({ ...input, idempotencyKey: crypto.randomUUID() }));
    expect(redeemed).toEqual({ result: { __typename: 'CouponNotOpen' }, met: ['lost'] });

    const moderator = await clientOf('moderator', { role: 'MODERATOR' });
    toService.fates = once('REPLY_CUT');
    const award = { userId: member.userId, days: 5, source: 'CAMPAIGN', reason: 'Front page pick' };
    expect((await moderator.ask(AWARD, award)).met).toEqual(['lost']);
    expect(
      await count("SELECT COUNT(*) AS count FROM grants WHERE user_id = ? AND source = 'CAMPAIGN'", member.userId),
    ).toBe(2);
  });
});

function addressOf(url: string) {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || 3306) };
}

/** Loses a share of the replies, most by cutting both sides off; a few requests are cut off before, or come late. */
function losing(lost: number): Fates {
  return () => {
    const drawn = Math.random();
    if (drawn < lost * 0.99) return 'REPLY_CUT';
    if (drawn < lost) return 'REPLY_DROPPED';
    if (drawn < lost * 1.2) return 'REQUEST_CUT';
    return drawn < lost * 1.5 ? 'DELAYED' : 'PASSES';
  };
}

/** One fate, for the first request that is such a one. */
function once(fate: Fate, isSuch: (request: Buffer) => boolean = () => true): Fates {
  let left = 1;
  return (request) => {
    if (left === 0 || !isSuch(request)) return 'PASSES';
    left -= 1;
    return fate;
  };
}
