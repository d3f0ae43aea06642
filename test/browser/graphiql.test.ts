import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { addDays } from '../../src/shared/calendar.js';
import { type RunningServer, startServer } from '../../src/start.js';
import { createEmptyDatabase } from '../support/database.js';
import { GraphiqlPage } from './graphiql-page.js';

const browser = process.env.TEST_BROWSER;
const inBrowser = browser === undefined ? describe.skip : describe;

inBrowser('GraphiQL of the sandbox, in a browser', () => {
  let server: RunningServer;
  let removeDatabase: () => Promise<void>;
  let graphiql: GraphiqlPage;

  beforeAll(async () => {
    const empty = await createEmptyDatabase('sqlite');
    removeDatabase = empty.remove;
    const config = readConfig({ DATABASE_URL: empty.url, SANDBOX: '1', PORT: '0' });
    server = await startServer(config, (event, details) => {
      throw new Error(`The service logged ${event}: ${JSON.stringify(details)}`);
    });
    graphiql = await GraphiqlPage.open(browser ?? '', server.url);
  });
  afterAll(async () => {
    await graphiql?.close();
    await server?.stop();
    await removeDatabase?.();
  });

  const story: [tab: string, field: string, answer: object][] = [
    ['CheckIn', 'checkIn', { __typename: 'CheckInSuccess', issuedCoupons: [{ term: 'THREE_MONTHS' }] }],
    ['LookUpDevice', 'deviceLookup', { __typename: 'DeviceLookup', binding: 'UNBOUND', violations: [] }],
    ['BindDevice', 'bindDevice', { __typename: 'BindDeviceSuccess' }],
    ['WhyNotYet', 'me', { devices: [{ eligibility: [{ eligible: false, violations: [{ rule: 'D6' }] }, {}, {}] }] }],
    ['QuoteRedemption', 'quoteRedemption', { __typename: 'RedemptionQuote', costDays: 90 }],
    ['RedeemCoupon', 'redeemCoupon', { __typename: 'RedeemCouponSuccess', redemption: { costDays: 90 } }],
    ['MyAccount', 'me', { status: 'ACTIVE', balance: { availableDays: 110 } }],
    ['MyHistory', 'me', { redemptions: { edges: [{ node: { term: 'THREE_MONTHS' } }] } }],
    ['Warranty', 'warranty', { __typename: 'Warranty', extensions: [{ kind: 'REDEEMED' }] }],
    ['Programme', 'policy', { version: 1 }],
    ['AwardDays', 'awardDays', { __typename: 'AwardDaysSuccess', user: { balance: { availableDays: 95 } } }],
  ];

  test('opens on the tabs of the story, in its order', async () => {
    expect(await graphiql.tabTitles()).toEqual(story.map(([tab]) => tab));
  });

  test.each(story)('the tab %s runs as it stands and shows its data', async (tab, field, expected) => {
    const { data, errors } = await graphiql.run(tab, field);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ [field]: expected });
  });

  test('the bar tells the date and moves it: 30 days on, what had to wait can be redeemed', async () => {
    const { today } = server.service.clock.now();
    expect(await graphiql.date()).toBe(today);
    await graphiql.moveDate('+30 days');
    expect([await graphiql.date(), server.service.clock.now().today]).toEqual([addDays(today, 30), addDays(today, 30)]);
    const { data } = await graphiql.run('WhyNotYet', 'me');
    expect(data?.me).toMatchObject({ devices: [{ eligibility: [{ eligible: true }, {}, {}] }] });
    await graphiql.moveDate('+1 day');
    expect(server.service.clock.now().today).toBe(addDays(today, 31));
    await graphiql.moveDate('Back to now');
    expect([await graphiql.date(), server.service.clock.now().today]).toEqual([today, today]);
  });

  test('a date is set as it is typed, and one before the first policy moves nothing', async () => {
    await graphiql.typeDate('2031-02-28');
    expect(server.service.clock.now().today).toBe('2031-02-28');
    await graphiql.page.locator('#sandbox-date').fill('2009-12-31');
    expect(server.service.clock.now().today).toBe('2031-02-28');
    await graphiql.moveDate('Back to now');
    expect(await graphiql.date()).toBe(server.service.clock.now().today);
  });

  test('a reset opens the page anew, with tabs that run on the new data', async () => {
    await graphiql.open('MyAccount');
    await graphiql.page.waitForURL(/MyAccount/); // GraphiQL puts the open tab's query into the address after a moment
    await graphiql.reset();
    await graphiql.shows('CheckIn');
    expect(await graphiql.tabTitles()).toEqual(story.map(([tab]) => tab));
    for (const [tab, field] of [
      ['CheckIn', 'checkIn'],
      ['RedeemCoupon', 'redeemCoupon'],
    ] as const) {
      const { data } = await graphiql.run(tab, field);
      expect(data).toMatchObject({ [field]: { __typename: `${tab}Success` } });
    }
  });

  test.each([
    [1500, 900],
    [800, 500],
  ])('the bar covers nothing, and nothing falls off the page, at %i × %i', async (width, height) => {
    await graphiql.page.setViewportSize({ width, height });
    const [bar, root] = await Promise.all(['#sandbox-bar', '#root .graphiql-container'].map(placeOf));
    expect(bar?.top).toBe(0);
    expect(root?.top).toBeGreaterThanOrEqual(bar?.bottom ?? Number.NaN);
    expect(root?.bottom).toBeLessThanOrEqual(height);
    expect(bar?.right).toBeLessThanOrEqual(width);
  });

  const element = (selector: string) => graphiql.page.locator(selector).first();
  const placeOf = (selector: string) =>
    element(selector).evaluate((element) => {
      const { top, bottom, right } = element.getBoundingClientRect();
      return { top, bottom, right };
    });

  test.each(['light', 'dark'] as const)('the bar has the colours of GraphiQL when it is %s', async (colorScheme) => {
    await graphiql.page.emulateMedia({ colorScheme });
    const colours = ['#sandbox-bar', '#root .graphiql-container'].map((selector) =>
      element(selector).evaluate((element) => getComputedStyle(element).backgroundColor),
    );
    const [bar, root] = await Promise.all(colours);
    expect(bar).toBe(root);
    expect(bar).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(33, 42, 59)');
  });

  test('in all this, no request left for another host and the page complained of nothing', () => {
    expect([graphiql.strayRequests, graphiql.complaints]).toEqual([[], []]);
  });

  test('a request that did leave would be noticed, and its policy stops it', async () => {
    const outcome = await graphiql.page.evaluate(`new Promise((resolve) => {
      addEventListener('securitypolicyviolation', () => resolve('stopped'));
      fetch('https://elsewhere.invalid/').then(() => resolve('left'));
    })`);
    expect([outcome, graphiql.strayRequests]).toEqual(['stopped', [expect.stringContaining('elsewhere.invalid')]]);
  });
});
