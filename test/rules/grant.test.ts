import { describe, expect, test } from '@jest/globals';
import { capNoticeOf, type Earning, earnableDays, grantFor, lotsOf } from '../../src/earning/grant.js';
import type { DaySource } from '../../src/policy/policy.js';
import { newId } from '../../src/shared/ids.js';
import { laterPolicy, member, policy } from './harness.js';

const on = (today: string) => ({ at: `${today}T04:00:00.000Z`, today, newId });
const earning = (requestedDays: number, source: DaySource = 'SHOWCASE'): Earning => ({
  userId: member,
  source,
  title: null,
  requestedDays,
  awardedBy: null,
  awardKey: null,
});

const reached = { notice: 'AnnualEarningCapReached', resumesOn: '2019-01-01' };

describe('E4: at most 360 days are earned in a calendar year', () => {
  test('60, then 360 in one year: the second has requested 360, granted 300, cancelled 60', () => {
    const first = grantFor(earning(60, 'CHECK_IN'), 0, policy, on('2018-02-01'));
    const second = grantFor(earning(360), first.yearEarnedDays, policy, on('2018-06-01'));
    expect(first).toMatchObject({ requestedDays: 60, grantedDays: 60, yearEarnedDays: 60 });
    expect(capNoticeOf(first, policy)).toBeNull();
    expect(second).toMatchObject({ requestedDays: 360, grantedDays: 300, yearEarnedDays: 360 });
    expect(second.requestedDays - second.grantedDays).toBe(60);
    expect(capNoticeOf(second, policy)).toEqual({ ...reached, capDays: 360, earnedDays: 360 });
  });

  test('359 days leave one to be earned; 360 leave none, 361 neither', () => {
    expect([359, 360, 361].map((earnedDays) => earnableDays(earnedDays, policy))).toEqual([1, 0, 0]);
  });

  test('at the cap a check-in grants 0 and says so', () => {
    const grant = grantFor(earning(1, 'CHECK_IN'), 360, policy, on('2018-12-31'));
    expect(grant).toMatchObject({ requestedDays: 1, grantedDays: 0, yearEarnedDays: 360 });
    expect(capNoticeOf(grant, policy)).toEqual({ ...reached, capDays: 360, earnedDays: 360 });
    expect(lotsOf(grant)).toEqual([]);
  });

  test('what reaches the cap exactly is granted whole, without a notice', () => {
    const grant = grantFor(earning(300), 60, policy, on('2018-06-01'));
    expect(grant).toMatchObject({ grantedDays: 300, yearEarnedDays: 360 });
    expect(capNoticeOf(grant, policy)).toBeNull();
  });
});

describe("E5: a grant's days lapse one year after they were earned", () => {
  test('days earned on 2017-01-01 lapse on 2018-01-01', () => {
    const grant = grantFor(earning(30), 0, policy, on('2017-01-01'));
    expect(grant).toMatchObject({
      earnedAt: '2017-01-01T04:00:00.000Z',
      earnedOn: '2017-01-01',
      expiresOn: '2018-01-01',
    });
    expect(lotsOf(grant)).toEqual([expect.objectContaining({ grantId: grant.id, days: 30, expiresOn: '2018-01-01' })]);
  });

  test('days earned on 29 February lapse on 28 February', () => {
    expect(grantFor(earning(30), 0, policy, on('2016-02-29')).expiresOn).toBe('2017-02-28');
  });
});

describe('P2: a grant keeps the terms under which it was earned', () => {
  test('it records the version; a later one changes neither its dates nor its notice', () => {
    const later = laterPolicy('2018-07-01', { annualEarningCapDays: 180, dayValidityYears: 2 });
    const before = grantFor(earning(360), 60, policy, on('2018-06-30'));
    const after = grantFor(earning(360), 60, later, on('2018-07-01'));
    expect(before).toMatchObject({ policyVersion: 1, grantedDays: 300, expiresOn: '2019-06-30' });
    expect(after).toMatchObject({ policyVersion: 2, grantedDays: 120, expiresOn: '2020-07-01' });
    expect(capNoticeOf(before, policy)?.capDays).toBe(360);
    expect(capNoticeOf(after, later)).toEqual({ ...reached, capDays: 180, earnedDays: 180 });
  });
});
