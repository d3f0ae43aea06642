import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member } from './member.js';

describe.each(engines)('earning days on %s', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  /** The streak and the days earned by a check-in on each of the dates. */
  async function checkInsOn(member: Member, ...dates: readonly string[]): Promise<[number, number | undefined][]> {
    const told: [number, number | undefined][] = [];
    for (const date of dates) {
      await api.moveTo(date);
      const { status, grant } = await member.checkIn();
      told.push([status.streak, grant?.grantedDays]);
    }
    return told;
  }

  describe('by checking in (E1)', () => {
    test('succeeds once a date: the second check-in names tomorrow and earns nothing', async () => {
      await api.moveTo('2023-02-28');
      const member = await Member.of(api, 'twice');
      expect((await member.checkIn()).grant).toMatchObject({ source: 'CHECK_IN', requestedDays: 1, grantedDays: 1 });
      expect(await member.checkIn()).toMatchObject({ __typename: 'AlreadyCheckedIn', nextCheckInOn: '2023-03-01' });
      expect(await member.days()).toBe(1);
      expect((await member.grants()).totalCount).toBe(1);
    });

    test('ten clicks at once are one check-in', async () => {
      await api.moveTo('2023-02-28');
      const member = await Member.of(api, 'impatient');
      const answers = await Promise.all(Array.from({ length: 10 }, () => member.checkIn()));
      expect(answers.filter(({ __typename }) => __typename === 'CheckInSuccess')).toHaveLength(1);
      expect(answers.filter(({ __typename }) => __typename === 'AlreadyCheckedIn')).toHaveLength(9);
      expect(await member.days()).toBe(1);
    });

    test('on the web earns nothing, says so, and lets the streak go on', async () => {
      const [app, web] = [await Member.of(api, 'both'), await Member.of(api, 'both', 'WEB')];
      await checkInsOn(app, '2023-03-01');
      await api.moveTo('2023-03-02');
      const notice = { __typename: 'ChannelEarnsNoDays', channel: 'WEB', earningChannels: ['APP'] };
      expect((await web.account()).checkInStatus).toMatchObject({ streak: 1, notice });
      expect(await web.checkIn()).toMatchObject({
        grant: null,
        notice,
        status: { checkedInToday: true, streak: 2, nextCheckInOn: '2023-03-03' },
        issuedCoupons: [],
        user: { balance: { availableDays: 1 } },
      });
      expect(await app.checkIn()).toMatchObject({ __typename: 'AlreadyCheckedIn', nextCheckInOn: '2023-03-03' });
      expect(await checkInsOn(app, '2023-03-03')).toEqual([[3, 1]]);
      expect(await app.days()).toBe(2);
    });

    test('on consecutive dates makes a streak, over a leap day and over New Year', async () => {
      const member = await Member.of(api, 'steady');
      expect(await checkInsOn(member, '2023-12-31', '2024-01-01', '2024-01-02')).toEqual([
        [1, 1],
        [2, 1],
        [3, 1],
      ]);
      expect(await checkInsOn(member, '2024-02-28', '2024-02-29', '2024-03-01')).toEqual([
        [1, 1],
        [2, 1],
        [3, 1],
      ]);
      expect(await checkInsOn(member, '2025-02-28', '2025-03-01', '2025-03-03')).toEqual([
        [1, 1],
        [2, 1],
        [1, 1],
      ]);
    });

    test('can be done today while today’s is to come, and tomorrow afterwards; a date left out ends the streak', async () => {
      const member = await Member.of(api, 'curious');
      await checkInsOn(member, '2023-04-29', '2023-04-30');
      const status = async () => (await member.account()).checkInStatus;
      expect(await status()).toEqual({ checkedInToday: true, streak: 2, nextCheckInOn: '2023-05-01', notice: null });
      await api.moveTo('2023-05-01');
      expect(await status()).toEqual({ checkedInToday: false, streak: 2, nextCheckInOn: '2023-05-01', notice: null });
      await api.moveTo('2023-05-02');
      expect(await status()).toEqual({ checkedInToday: false, streak: 0, nextCheckInOn: '2023-05-02', notice: null });
    });
  });

  describe('by an award (E2)', () => {
    test.each([[1], [2], [359], [360]])('of %d days is granted whole', async (days) => {
      await api.moveTo('2023-06-01');
      const { grant } = await api.award(`award-${days}`, days, 'SHOWCASE');
      expect(grant).toMatchObject({ requestedDays: days, grantedDays: days, cancelledDays: 0 });
    });

    test.each([[0], [361], [-1], [2 ** 31 - 1]])('of %d days is out of range and grants nothing', async (days) => {
      await api.moveTo('2023-06-01');
      const member = await Member.of(api, `out-of-range-${days}`);
      const moderator = await api.as('moderator', { roles: ['MODERATOR'] });
      const input = { userId: await api.userId(member.subject), days, source: 'SHOWCASE', reason: 'Approved' };
      const { awardDays } = await moderator.data(
        `mutation ($input: AwardDaysInput!) { awardDays(input: $input) {
          __typename ... on DaysOutOfRange { minimum maximum } } }`,
        { input },
      );
      expect(awardDays).toEqual({ __typename: 'DaysOutOfRange', minimum: 1, maximum: 360 });
      expect((await member.grants()).totalCount).toBe(0);
    });

    test('shows its source, its reason and its dates in the member’s history', async () => {
      await api.moveTo('2016-02-29');
      await api.award('showing', 30, 'SHOWCASE');
      const { edges } = await (await Member.of(api, 'showing')).grants();
      expect(edges[0].node).toMatchObject({
        source: 'SHOWCASE',
        title: 'Front page pick',
        requestedDays: 30,
        remainingDays: 30,
        usedDays: 0,
        lapsedDays: 0,
        earnedOn: '2016-02-29',
        expiresOn: '2017-02-28',
        notice: null,
      });
    });
  });

  test('E3: days of a campaign are awarded, and a campaign by its id is not there to be named', async () => {
    await api.moveTo('2023-06-01');
    expect(await api.award('writer', 5, 'CAMPAIGN')).toMatchObject({ grant: { grantedDays: 5 } });
    const moderator = await api.as('moderator', { roles: ['MODERATOR'] });
    const award = { userId: await api.userId('writer'), days: 5, source: 'CAMPAIGN', reason: 'Writing column' };
    const { data, errors } = await moderator.send(
      'mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename } }',
      { input: { ...award, campaignId: 'cmp_1' } },
    );
    expect([data.awardDays, errors?.[0]?.extensions.code]).toEqual([null, 'BAD_USER_INPUT']);
    expect((await (await Member.of(api, 'writer')).grants()).totalCount).toBe(1);
  });

  describe('in one calendar year (E4)', () => {
    const notice = {
      __typename: 'AnnualEarningCapReached',
      capDays: 360,
      earnedDays: 360,
      resumesOn: '2024-01-01',
    };

    test('60 days and then 360 make 360: 300 are granted and 60 cancelled', async () => {
      await api.moveTo('2023-01-01');
      await api.award('over', 60);
      await api.moveTo('2023-12-31');
      const { grant } = await api.award('over', 360);
      expect(grant).toMatchObject({ requestedDays: 360, grantedDays: 300, cancelledDays: 60 });
      const member = await Member.of(api, 'over');
      expect((await member.grants()).edges[0].node).toMatchObject({ id: grant.id, notice });
      const figures = { earnedDays: 360, cancelledDays: 60, earnableDays: 0, redeemedDays: 0, redeemableDays: 360 };
      expect(await member.year()).toEqual({ year: 2023, ...figures });
    });

    test('the 359th and the 360th day are earned, the 361st is not', async () => {
      await api.moveTo('2023-05-01');
      await api.award('edge', 358);
      const granted = [await api.award('edge', 1), await api.award('edge', 1), await api.award('edge', 1)];
      expect(granted.map(({ grant }) => [grant.grantedDays, grant.cancelledDays])).toEqual([
        [1, 0],
        [1, 0],
        [0, 1],
      ]);
      expect(await (await Member.of(api, 'edge')).days()).toBe(360);
    });

    test('a check-in at the cap grants 0 days, says from when on it earns, and lets the streak go on', async () => {
      const member = await Member.of(api, 'capped');
      await api.moveTo('2023-12-29');
      await api.award('capped', 359);
      expect(await checkInsOn(member, '2023-12-29', '2023-12-30')).toEqual([
        [1, 1],
        [2, 0],
      ]);
      await api.moveTo('2023-12-31');
      expect((await member.account()).checkInStatus.notice).toMatchObject(notice);
      expect(await member.checkIn()).toMatchObject({
        __typename: 'CheckInSuccess',
        grant: { requestedDays: 1, grantedDays: 0, cancelledDays: 1, notice },
        notice,
        status: { streak: 3 },
        user: { balance: { availableDays: 360 } },
      });
      expect(await checkInsOn(member, '2024-01-01')).toEqual([[4, 1]]);
      expect(await member.year(2023)).toMatchObject({ earnedDays: 360, cancelledDays: 2, earnableDays: 0 });
      expect(await member.year()).toMatchObject({ year: 2024, earnedDays: 1, cancelledDays: 0, earnableDays: 359 });
      expect(await member.year(2022)).toMatchObject({ earnedDays: 0, cancelledDays: 0, redeemedDays: 0 });
    });

    test('days that were used still count as earned', async () => {
      const member = await Member.of(api, 'used');
      await api.moveTo('2023-01-01');
      await api.award('used', 360);
      const device = await member.bindNew();
      await api.moveTo('2023-01-31');
      await member.redeemed(device, 'SIX_MONTHS');
      expect((await api.award('used', 5)).grant).toMatchObject({ grantedDays: 0, cancelledDays: 5 });
      const figures = { earnedDays: 360, cancelledDays: 5, earnableDays: 0, redeemedDays: 180, redeemableDays: 180 };
      expect(await member.year()).toMatchObject(figures);
    });

    test('days that lapsed later still count as earned in their year', async () => {
      const member = await Member.of(api, 'lapsed');
      await api.moveTo('2023-01-01');
      await api.award('lapsed', 360);
      await api.moveTo('2025-01-01');
      expect(await member.days()).toBe(0);
      expect(await member.year(2023)).toMatchObject({ earnedDays: 360, earnableDays: 0 });
    });
  });

  test('days of 2017-01-01 are usable on 2017-12-31 and not on 2018-01-01 (E5)', async () => {
    await api.moveTo('2017-01-01');
    await api.award('faq', 30);
    const member = await Member.of(api, 'faq');
    await api.moveTo('2017-12-31');
    expect((await member.account()).balance).toEqual({
      availableDays: 30,
      bySource: [{ source: 'CAMPAIGN', days: 30 }],
      lapsing: [{ on: '2018-01-01', days: 30 }],
    });
    for (const date of ['2018-01-01', '2018-01-02']) {
      await api.moveTo(date);
      expect((await member.account()).balance).toEqual({ availableDays: 0, bySource: [], lapsing: [] });
      const lapsed = { grantedDays: 30, remainingDays: 0, usedDays: 0, lapsedDays: 30, expiresOn: '2018-01-01' };
      expect((await member.grants()).edges[0].node).toMatchObject(lapsed);
    }
  });

  describe('where the policy changes between a check-in and its answer, is told under the policy it was made by', () => {
    beforeAll(async () => {
      const later = { annualEarningCapDays: 100, checkInChannels: ['APP', 'WEB'] };
      await api.service.database.transaction(async (transaction) => {
        const [first] = await transaction.rows<{ terms: string }>('SELECT terms FROM policies WHERE version = 1', []);
        const terms = JSON.stringify({ ...JSON.parse(first?.terms ?? ''), ...later });
        await transaction.run('INSERT INTO policies (version, effective_from, terms, reason) VALUES (2, ?, ?, ?)', [
          '2031-01-01',
          terms,
          'Fewer days',
        ]);
      });
      const { checkIns } = api.service;
      const submit = checkIns.submit.bind(checkIns);
      jest.spyOn(checkIns, 'submit').mockImplementation(async (command) => {
        const outcome = await submit(command);
        await api.moveTo('2031-01-01');
        return outcome;
      });
    });
    afterAll(() => {
      jest.restoreAllMocks();
    });
    beforeEach(() => api.moveTo('2030-12-31'));

    test('a check-in at the cap, by it and by its grant alike (E4, P2)', async () => {
      await api.award('at-midnight', 360);
      const notice = { capDays: 360, earnedDays: 360, resumesOn: '2031-01-01' };
      const { grant, notice: told } = await (await Member.of(api, 'at-midnight')).checkIn();
      expect([told, grant.notice]).toEqual([expect.objectContaining(notice), expect.objectContaining(notice)]);
    });

    test('a check-in on the web, which earns days from the next date on (E1)', async () => {
      const answer = await (await Member.of(api, 'late-on-the-web', 'WEB')).checkIn();
      expect(answer).toMatchObject({ grant: null, notice: { channel: 'WEB', earningChannels: ['APP'] } });
    });
  });
});
