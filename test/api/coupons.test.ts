import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member } from './member.js';

type Data = Answer['data'];

const termsOf = (coupons: Data) => coupons.map(({ term }: Data) => term);
const nodesOf = (page: Data) => page.edges.map(({ node }: Data) => node);

describe.each(engines)('coupons on %s (E6)', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
  });
  afterAll(() => api.stop());

  async function awardOn(date: string, subject: string, days: number): Promise<Data> {
    await api.moveTo(date);
    return api.award(subject, days);
  }

  test.each([
    [89, []],
    [90, ['THREE_MONTHS']],
    [91, ['THREE_MONTHS']],
    [179, ['THREE_MONTHS']],
    [180, ['THREE_MONTHS', 'SIX_MONTHS']],
    [181, ['THREE_MONTHS', 'SIX_MONTHS']],
    [359, ['THREE_MONTHS', 'SIX_MONTHS']],
    [360, ['THREE_MONTHS', 'SIX_MONTHS', 'TWELVE_MONTHS']],
  ])('of %d days are %j, shortest first', async (days, terms) => {
    const { issuedCoupons } = await awardOn('2023-01-01', `days-${days}`, days);
    const { coupons } = await (await Member.of(api, `days-${days}`)).account();
    expect(termsOf(coupons)).toEqual(terms);
    expect(issuedCoupons.map(({ id }: Data) => id).sort()).toEqual(coupons.map(({ id }: Data) => id).sort());
  });

  test('tell what they cost, what they add and until when the days cover them', async () => {
    await awardOn('2023-01-01', 'informed', 360);
    const { coupons } = await (await Member.of(api, 'informed')).account();
    const same = { status: 'OPEN', issuedOn: '2023-01-01', expiresOn: '2024-01-01', closedOn: null, redemption: null };
    expect(coupons).toMatchObject([
      { term: 'THREE_MONTHS', months: 3, costDays: 90, ...same },
      { term: 'SIX_MONTHS', months: 6, costDays: 180, ...same },
      { term: 'TWELVE_MONTHS', months: 12, costDays: 360, ...same },
    ]);
  });

  test('are issued once while they stay covered: more days issue no second one of a term', async () => {
    await awardOn('2023-01-01', 'collector', 90);
    const member = await Member.of(api, 'collector');
    const first = await member.coupon();
    expect((await awardOn('2023-01-02', 'collector', 60)).issuedCoupons).toEqual([]);
    expect(termsOf((await awardOn('2023-01-03', 'collector', 30)).issuedCoupons)).toEqual(['SIX_MONTHS']);
    expect(await member.coupon()).toBe(first);
    expect((await member.couponHistory()).totalCount).toBe(0);
  });

  test('all draw on the same days: with 180, redeeming the 3-month one withdraws the 6-month one and issues a new one', async () => {
    await awardOn('2023-01-01', 'spender', 180);
    const member = await Member.of(api, 'spender');
    const device = await member.bindNew();
    const [three, six] = [await member.coupon(), await member.coupon('SIX_MONTHS')];
    await api.moveTo('2023-02-10');
    const redemption = await member.redeemed(device);
    const { coupons, balance } = await member.account();
    expect([balance.availableDays, termsOf(coupons)]).toEqual([90, ['THREE_MONTHS']]);
    expect(coupons[0]).toMatchObject({ status: 'OPEN', issuedOn: '2023-02-10', expiresOn: '2024-01-01' });
    expect(coupons[0].id).not.toBe(three);
    const history = nodesOf(await member.couponHistory());
    expect(history).toHaveLength(2);
    const closed = { closedOn: '2023-02-10', issuedOn: '2023-01-01' };
    expect(history.find(({ id }: Data) => id === six)).toMatchObject({
      ...closed,
      status: 'WITHDRAWN',
      redemption: null,
    });
    const redeemed = { ...closed, status: 'REDEEMED', redemption: { id: redemption.id } };
    expect(history.find(({ id }: Data) => id === three)).toMatchObject(redeemed);
  });

  test('expire when lapsing days leave them uncovered, before anything is written; later days issue a new one', async () => {
    await awardOn('2023-01-01', 'late', 10);
    await awardOn('2023-06-01', 'late', 85);
    const member = await Member.of(api, 'late');
    const old = await member.coupon();
    await api.moveTo('2023-12-31');
    expect((await member.account()).coupons).toMatchObject([{ id: old, status: 'OPEN', expiresOn: '2024-01-01' }]);
    const expired = { id: old, status: 'EXPIRED', expiresOn: '2024-01-01', closedOn: '2024-01-01' };
    for (const date of ['2024-01-01', '2024-01-02']) {
      await api.moveTo(date);
      expect((await member.account()).coupons).toEqual([]);
      expect(nodesOf(await member.couponHistory())).toMatchObject([expired]);
      const { node } = await member.client.data(
        'query ($id: ID!) { node(id: $id) { id ... on Coupon { status closedOn } } }',
        { id: old },
      );
      expect(node).toEqual({ id: old, status: 'EXPIRED', closedOn: '2024-01-01' });
    }
    const { issuedCoupons } = await awardOn('2024-01-03', 'late', 10);
    expect(termsOf(issuedCoupons)).toEqual(['THREE_MONTHS']);
    expect(await member.coupon()).toBe(issuedCoupons[0].id);
    expect(issuedCoupons[0].id).not.toBe(old);
    const page = await member.couponHistory();
    expect([page.totalCount, nodesOf(page)]).toMatchObject([1, [expired]]);
  });

  test('a coupon that expires as new days come is a new coupon, though no request came in between', async () => {
    await awardOn('2023-01-01', 'absent', 10);
    await awardOn('2023-06-01', 'absent', 85);
    const { issuedCoupons } = await awardOn('2024-01-01', 'absent', 10);
    expect(termsOf(issuedCoupons)).toEqual(['THREE_MONTHS']);
    expect((await (await Member.of(api, 'absent')).couponHistory()).totalCount).toBe(1);
  });

  test('new days on the day before the lapse keep the coupon that there is', async () => {
    await awardOn('2023-01-01', 'careful', 10);
    await awardOn('2023-06-01', 'careful', 85);
    expect((await awardOn('2023-12-31', 'careful', 10)).issuedCoupons).toEqual([]);
    await api.moveTo('2024-01-01');
    const member = await Member.of(api, 'careful');
    expect((await member.account()).coupons).toMatchObject([{ issuedOn: '2023-06-01', expiresOn: '2024-06-01' }]);
    expect((await member.couponHistory()).totalCount).toBe(0);
  });

  test('expire each on its own date, the costlier first, and more days move the date', async () => {
    await awardOn('2023-01-01', 'layered', 90);
    await awardOn('2023-03-01', 'layered', 90);
    const member = await Member.of(api, 'layered');
    const expiries = async () => (await member.account()).coupons.map(({ term, expiresOn }: Data) => [term, expiresOn]);
    expect(await expiries()).toEqual([
      ['THREE_MONTHS', '2024-03-01'],
      ['SIX_MONTHS', '2024-01-01'],
    ]);
    await awardOn('2023-05-01', 'layered', 89);
    expect(await expiries()).toEqual([
      ['THREE_MONTHS', '2024-03-01'],
      ['SIX_MONTHS', '2024-01-01'],
    ]);
    await awardOn('2023-05-01', 'layered', 1);
    expect(await expiries()).toEqual([
      ['THREE_MONTHS', '2024-05-01'],
      ['SIX_MONTHS', '2024-03-01'],
    ]);
    await api.moveTo('2024-03-01');
    expect(await expiries()).toEqual([['THREE_MONTHS', '2024-05-01']]);
  });

  test('a redemption that takes the days that lapse first moves the date of the next coupon', async () => {
    await awardOn('2023-01-01', 'mover', 90);
    await awardOn('2023-03-01', 'mover', 90);
    const member = await Member.of(api, 'mover');
    const device = await member.bindNew();
    await api.moveTo('2023-04-01');
    await member.redeemed(device);
    expect((await member.account()).coupons).toMatchObject([{ term: 'THREE_MONTHS', expiresOn: '2024-03-01' }]);
  });

  test('a check-in that makes the 90th day issues a coupon, one of 0 days does not', async () => {
    await awardOn('2023-01-01', 'checking', 89);
    const member = await Member.of(api, 'checking');
    expect(termsOf((await member.checkIn()).issuedCoupons)).toEqual(['THREE_MONTHS']);
    await api.moveTo('2023-01-02');
    expect((await member.checkIn()).issuedCoupons).toEqual([]);
  });

  test('closed ones are told latest first, page by page', async () => {
    await awardOn('2020-01-01', 'regular', 90);
    await awardOn('2021-06-01', 'regular', 90);
    await awardOn('2022-08-01', 'regular', 90);
    const member = await Member.of(api, 'regular');
    const device = await member.bindNew({ shippedOn: '2022-01-01' });
    await api.moveTo('2022-10-01');
    await member.redeemed(device);
    const expected = [
      ['REDEEMED', '2022-10-01'],
      ['EXPIRED', '2022-06-01'],
      ['EXPIRED', '2021-01-01'],
    ];
    const told: Data[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages += 1) {
      const page: Data = await member.couponHistory({ first: 1, after });
      expect([page.totalCount, page.edges.length, page.pageInfo.hasNextPage]).toEqual([3, 1, pages < 2]);
      told.push(...nodesOf(page));
      after = page.pageInfo.endCursor;
    }
    expect(told.map(({ status, closedOn }) => [status, closedOn])).toEqual(expected);
    expect(nodesOf(await member.couponHistory())).toEqual(told);
  });
});
