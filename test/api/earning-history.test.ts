import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { codeOf, Member } from './member.js';

type Data = Answer['data'];

describe.each(engines)('the history of earnings on %s (E7)', (engine) => {
  let api: Api;
  let member: Member;

  beforeAll(async () => {
    api = await startApi(engine);
    member = await Member.of(api, 'historian');
    for (const days of [1, 2, 3]) {
      await api.moveTo(`2023-01-0${days}`);
      await api.award('historian', days);
    }
    // Three more on one date: the last awarded is the newest.
    for (const days of [4, 5, 6, 7]) await api.award('historian', days);
  });
  afterAll(() => api.stop());

  const daysOf = (page: Data) => page.edges.map(({ node }: Data) => node.requestedDays);

  test('is told newest first, whole if it fits', async () => {
    const page = await member.grants();
    expect(daysOf(page)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect([page.totalCount, page.pageInfo.hasNextPage]).toEqual([7, false]);
    expect(page.pageInfo.startCursor).toBe(page.edges[0].cursor);
    expect(page.pageInfo.endCursor).toBe(page.edges[6].cursor);
  });

  test.each([[1], [2], [3], [6], [7], [8], [100]])('in pages of %d repeats and leaves out nothing', async (first) => {
    const told: number[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 8; pages += 1) {
      const page: Data = await member.grants({ first, after });
      told.push(...daysOf(page));
      expect(page.totalCount).toBe(7);
      expect(page.pageInfo.hasNextPage).toBe(told.length < 7);
      if (!page.pageInfo.hasNextPage) break;
      expect(page.edges).toHaveLength(first);
      after = page.pageInfo.endCursor;
    }
    expect(told).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  test('goes on after any entry, not only after the last of a page', async () => {
    const { edges } = await member.grants();
    expect(daysOf(await member.grants({ after: edges[3].cursor }))).toEqual([3, 2, 1]);
    const end = await member.grants({ after: edges[6].cursor });
    expect([end.edges, end.totalCount, end.pageInfo.hasNextPage]).toEqual([[], 7, false]);
  });

  test('gives first and later pages of one question each their own', async () => {
    const { edges } = await member.grants();
    const query = `query ($second: String, $fifth: String) { me {
      first: grants(first: 2) { ...Days } third: grants(first: 2, after: $second) { ...Days }
      whole: grants(first: 50) { ...Days } sixth: grants(first: 50, after: $fifth) { ...Days } } }
      fragment Days on GrantConnection { edges { node { requestedDays } } pageInfo { hasNextPage } }`;
    const { me } = await member.client.data(query, { second: edges[1].cursor, fifth: edges[4].cursor });
    const told = Object.fromEntries(
      Object.entries(me).map(([page, read]) => [page, [daysOf(read), (read as Data).pageInfo.hasNextPage]]),
    );
    expect(told).toEqual({
      first: [[7, 6], true],
      third: [[5, 4], true],
      whole: [[7, 6, 5, 4, 3, 2, 1], false],
      sixth: [[2, 1], false],
    });
  });

  test('a page stays where it was when newer days are earned meanwhile', async () => {
    const reader = await Member.of(api, 'reader');
    for (const days of [1, 2, 3]) await api.award('reader', days);
    const { edges } = await reader.grants({ first: 1 });
    await api.award('reader', 4);
    expect(daysOf(await reader.grants({ after: edges[0].cursor }))).toEqual([2, 1]);
  });

  test('is empty for who earned nothing', async () => {
    const page = await (await Member.of(api, 'idle')).grants();
    expect(page).toMatchObject({
      totalCount: 0,
      edges: [],
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
  });

  test.each([
    [0, 'BAD_USER_INPUT'],
    [1, undefined],
    [100, undefined],
    [101, 'BAD_USER_INPUT'],
    [-1, 'BAD_USER_INPUT'],
    [2 ** 31 - 1, 'BAD_USER_INPUT'],
  ])('asked for %d entries a page is answered %s, and so are its siblings', async (first, code) => {
    for (const field of ['grants', 'couponHistory', 'redemptions']) {
      const query = `query ($first: Int! = 20) { me { ${field}(first: $first) { totalCount } } }`;
      expect([field, codeOf(await member.client.send(query, { first }))]).toEqual([field, code]);
    }
  });

  test.each([[''], ['x'], ['null'], ['-1'], ['MTIz'], ['é'], ["' OR 1=1 --"], ['A'.repeat(1000)]])(
    'after the cursor %j, which it never gave, is refused',
    async (after) => {
      for (const field of ['grants', 'couponHistory', 'redemptions']) {
        const query = `query ($after: String) { me { ${field}(after: $after) { totalCount } } }`;
        expect([field, codeOf(await member.client.send(query, { after }))]).toEqual([field, 'BAD_USER_INPUT']);
      }
    },
  );
});
