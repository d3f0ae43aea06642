import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Policy } from '../../src/policy/policy.js';
import { factsOn } from '../../src/redemption/facts.js';
import { eligibleOn, violationsOf } from '../../src/redemption/judge.js';
import { rules } from '../../src/redemption/rules/index.js';
import { addDays, type CalendarDate } from '../../src/shared/calendar.js';
import {
  coupon,
  type DeviceSaid,
  device,
  earned,
  laterPolicy,
  played,
  policy,
  programme,
  redeemed,
  type Situation,
} from './harness.js';

const eligibleIn = (situation: Situation) => {
  const { facts, attempt } = played(situation);
  return eligibleOn(facts, attempt);
};

describe('The earliest date of a whole attempt is found by judging later dates', () => {
  const waiting = (said: DeviceSaid = {}): Situation => ({
    today: '2023-01-15',
    device: device({ boundOn: '2023-01-01', ...said }),
  });
  const showcase = earned(360, 'SHOWCASE', '2023-01-10');

  test('it is today when nothing stands in the way', () => {
    expect(eligibleIn({ today: '2023-06-15' })).toBe('2023-06-15');
  });

  test('D6: a device bound on 2023-01-01 redeems from 2023-01-31', () => {
    expect(eligibleIn(waiting())).toBe('2023-01-31');
  });

  test('of several that wait, the last to be kept decides', () => {
    const used = { extensions: [{ kind: 'REDEEMED', months: 3, extendedOn: '2022-04-30' }] } as const;
    expect(eligibleIn(waiting(used))).toBe('2023-05-01');
    const redemptions = [redeemed(180, '2023-01-02'), redeemed(180, '2023-01-03')];
    expect(eligibleIn({ ...waiting(used), redemptions, lots: [earned(90, 'SHOWCASE', '2023-01-10')] })).toBe(
      '2024-01-01',
    );
  });

  test('it is none when the warranty ends meanwhile; an end on the very date is in time', () => {
    expect(eligibleIn(waiting({ endsOn: '2023-01-30' }))).toBeNull();
    expect(eligibleIn(waiting({ endsOn: '2023-01-31' }))).toBe('2023-01-31');
    expect(eligibleIn(waiting({ endsOn: '2023-02-01' }))).toBe('2023-01-31');
  });

  test('it is none when the days lapse meanwhile, or on the very date', () => {
    const earnedOn = (date: CalendarDate) => eligibleIn({ ...waiting(), lots: [earned(90, 'CHECK_IN', date)] });
    expect(earnedOn('2022-01-30')).toBeNull();
    expect(earnedOn('2022-01-31')).toBeNull();
    expect(earnedOn('2022-02-01')).toBe('2023-01-31');
  });

  test('it is none when the days lapse by the 1 January that resets the cap', () => {
    const redemptions = [redeemed(180, '2023-02-01'), redeemed(180, '2023-03-01')];
    const situation = (date: CalendarDate) => ({
      today: '2023-06-15',
      redemptions,
      lots: [earned(90, 'CHECK_IN', date)],
    });
    expect(eligibleIn(situation('2023-01-01'))).toBeNull();
    expect(eligibleIn(situation('2023-01-02'))).toBe('2024-01-01');
  });

  test('it is none when only the showcase days of a ThinkPad lapse meanwhile', () => {
    const product = { brand: 'ThinkPad', modelName: 'ThinkPad X250' };
    const lots = [earned(90, 'SHOWCASE', '2022-01-31'), earned(90, 'CHECK_IN', '2023-01-02')];
    expect(eligibleIn({ ...waiting({ product }), lots })).toBeNull();
    expect(eligibleIn({ ...waiting(), lots })).toBe('2023-01-31');
  });

  test('an open coupon that expires meanwhile can not be waited for; its days in another may', () => {
    const lots = [earned(90, 'CHECK_IN', '2022-01-31')];
    const lapsing = coupon('THREE_MONTHS', { issuedOn: '2022-01-31', expiresOn: '2023-01-31' });
    expect(eligibleIn({ ...waiting(), coupon: lapsing, lots })).toBeNull();
    const lasting = coupon('THREE_MONTHS', { issuedOn: '2023-01-10', expiresOn: '2024-01-10' });
    expect(eligibleIn({ ...waiting(), coupon: lasting, lots: [showcase] })).toBe('2023-01-31');
  });

  test('what time does not mend has no date', () => {
    const suspension = { since: '2023-01-02T00:00:00.000Z', on: '2023-01-02', reason: 'A third-party tool.' };
    expect(eligibleIn({ suspension })).toBeNull();
    expect(eligibleIn({ device: null })).toBeNull();
    expect(eligibleIn({ coupon: null })).toBeNull();
    expect(eligibleIn({ lots: [] })).toBeNull();
    expect(eligibleIn({ device: device({ product: { category: 'DESKTOP' } }) })).toBeNull();
    expect(eligibleIn({ device: device({ product: { salesRegion: 'US' } }) })).toBeNull();
  });

  test('an exclusion with an end is waited for, and one that begins meanwhile is met', () => {
    const [template] = programme.exclusions;
    if (template === undefined) throw new Error('The programme has no exclusion.');
    const names = [{ names: ['XiaoXinPro'] }];
    const passing = { ...template, criteria: names, until: '2023-03-01' };
    const coming = { ...template, criteria: names, since: '2023-01-20', until: '2023-02-10' };
    const lasting = { ...template, criteria: names, since: '2023-01-20' };
    expect(eligibleIn({ ...waiting(), exclusions: [passing] })).toBe('2023-03-01');
    expect(eligibleIn({ ...waiting({ endsOn: '2023-02-28' }), exclusions: [passing] })).toBeNull();
    expect(eligibleIn({ ...waiting(), exclusions: [coming] })).toBe('2023-02-10');
    expect(eligibleIn({ ...waiting(), exclusions: [lasting] })).toBeNull();
  });

  test('a later version of the policy that shortens the wait is in time; one that lengthens it is met', () => {
    const under = (effectiveFrom: CalendarDate, bindingWaitDays: number) =>
      eligibleIn({ ...waiting(), policies: [policy, laterPolicy(effectiveFrom, { bindingWaitDays })] });
    expect(under('2023-01-16', 20)).toBe('2023-01-21');
    expect(under('2023-01-20', 10)).toBe('2023-01-20');
    expect(under('2023-01-20', 60)).toBe('2023-03-02');
    expect(under('2023-01-31', 60)).toBe('2023-03-02');
    expect(under('2023-02-01', 60)).toBe('2023-01-31');
  });
});

describe('Only the dates on which a fact changes need judging', () => {
  const START = '2023-06-15';
  const dateFrom = (minimum: number, maximum: number) =>
    fc.integer({ min: minimum, max: maximum }).map((days) => addDays(START, days));
  const past = dateFrom(-400, 0);
  const coming = dateFrom(-20, 400);
  const terms = fc.constantFrom('THREE_MONTHS' as const, 'SIX_MONTHS' as const);
  const laterVersion = fc.record({
    effectiveFrom: coming,
    bindingWaitDays: fc.integer({ min: 0, max: 90 }),
    redemptionsPerYear: fc.integer({ min: 1, max: 4 }),
    redemptionYear: fc.constantFrom('ROLLING_YEAR' as const, 'CALENDAR_YEAR' as const),
    deviceRedemptionIntervalYears: fc.integer({ min: 1, max: 2 }),
    annualRedemptionCapDays: fc.constantFrom(180, 360),
  });
  const situations: fc.Arbitrary<Situation> = fc
    .record({
      versions: fc.array(laterVersion, { maxLength: 2 }),
      lots: fc.array(fc.tuple(fc.integer({ min: 30, max: 200 }), past), { minLength: 1, maxLength: 4 }),
      redemptions: fc.array(fc.tuple(fc.constantFrom(90, 180), past), { maxLength: 4 }),
      usedOn: fc.option(past),
      boundOn: dateFrom(-60, 0),
      endsOn: dateFrom(-1, 800),
      exclusions: fc.array(fc.tuple(coming, fc.integer({ min: 1, max: 200 })), { maxLength: 2 }),
      term: terms,
    })
    .map(({ versions, lots, redemptions, usedOn, boundOn, endsOn, exclusions, term }) => ({
      today: START,
      term,
      policies: [policy, ...versions.map((version, index): Policy => ({ ...policy, ...version, version: index + 2 }))],
      lots: lots.map(([days, date]) => earned(days, 'SHOWCASE', date)),
      redemptions: redemptions.map(([days, date]) => redeemed(days, date)),
      exclusions: exclusions.map(([since, days]) => ({
        ...(programme.exclusions[0] as (typeof programme.exclusions)[number]),
        criteria: [{}],
        since,
        until: addDays(since, days),
      })),
      device: device({
        boundOn,
        endsOn,
        shippedOn: '2022-06-01',
        extensions: usedOn === null ? [] : [{ kind: 'REDEEMED', months: 3, extendedOn: usedOn }],
      }),
    }));

  test('judging every date up to the end of the warranty finds the same date', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { facts, attempt } = played(situation);
        const last = attempt.device?.machine.warranty.endsOn ?? START;
        let found: CalendarDate | null = null;
        for (let date = START; date <= last && found === null; date = addDays(date, 1)) {
          const then = factsOn(facts, date);
          if (rules.every((law) => law.judge(then, attempt) === null)) found = date;
        }
        expect(eligibleOn(facts, attempt)).toBe(found);
      }),
      { seed: 20170430, numRuns: 60 },
    );
  });

  test('a law that waits is kept on its date, and broken on every date before it', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { facts, attempt } = played(situation);
        for (const { violation, remedy, eligibleOn: relief } of violationsOf(facts, attempt)) {
          if (remedy !== 'WAIT' || relief === null) continue;
          const law = rules.find((rule) => rule.violation === violation);
          const isKept = (date: CalendarDate) => law?.judge(factsOn(facts, date), attempt) === null;
          let firstKept = START;
          while (firstKept < relief && !isKept(firstKept)) firstKept = addDays(firstKept, 1);
          expect([violation, firstKept, isKept(firstKept)]).toEqual([violation, relief, true]);
        }
      }),
      { seed: 20170430, numRuns: 40 },
    );
  });
});
