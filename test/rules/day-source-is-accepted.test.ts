import { describe, expect, test } from '@jest/globals';
import { acceptedSources } from '../../src/devices/product.js';
import { DAY_SOURCES } from '../../src/policy/policy.js';
import { violationsOf } from '../../src/redemption/judge.js';
import { daySourceIsAccepted } from '../../src/redemption/rules/day-source-is-accepted.js';
import { catalogue, device, earned, expectBroken, expectKept, played, policy, product } from './harness.js';

const thinkPad = { brand: 'ThinkPad', series: 'thinkpad', modelName: 'ThinkPad X250' };

describe('M8: ThinkPad and ThinkBook take showcase days only', () => {
  const told = { rule: 'M8', remedy: 'ACT', acceptedSources: ['SHOWCASE'], eligibleOn: null } as const;
  const thinkPadDevice = device({ product: thinkPad });

  test('check-in days that cover the coupon are not accepted by a ThinkPad', () => {
    const lots = [earned(90, 'CHECK_IN', '2023-01-10')];
    expectBroken(daySourceIsAccepted, { device: thinkPadDevice, lots }, { ...told, requiredDays: 90, acceptedDays: 0 });
  });

  test('days of campaigns are not accepted either', () => {
    const lots = [earned(90, 'CAMPAIGN', '2023-01-10'), earned(30, 'SHOWCASE', '2023-01-10')];
    expectBroken(
      daySourceIsAccepted,
      { device: thinkPadDevice, lots },
      { ...told, requiredDays: 90, acceptedDays: 30 },
    );
  });

  test('89 showcase days among 179 do not cover 3 months; 90 do, and 91', () => {
    const rest = earned(90, 'CHECK_IN', '2023-01-10');
    const withShowcase = (days: number) => ({
      device: thinkPadDevice,
      lots: [rest, earned(days, 'SHOWCASE', '2023-01-10')],
    });
    expectBroken(daySourceIsAccepted, withShowcase(89), { ...told, requiredDays: 90, acceptedDays: 89 });
    expectKept(daySourceIsAccepted, withShowcase(90));
    expectKept(daySourceIsAccepted, withShowcase(91));
  });

  test('showcase days that have lapsed are not accepted', () => {
    const lots = [earned(90, 'SHOWCASE', '2022-06-15'), earned(90, 'CHECK_IN', '2023-01-10')];
    const situation = { today: '2023-06-15', device: thinkPadDevice, lots };
    expectKept(daySourceIsAccepted, { ...situation, today: '2023-06-14' });
    expectBroken(daySourceIsAccepted, situation, { ...told, requiredDays: 90, acceptedDays: 0 });
  });

  test('when the whole balance is short, it is R1 that tells', () => {
    const lots = [earned(45, 'CHECK_IN', '2023-01-10'), earned(44, 'SHOWCASE', '2023-01-10')];
    expectKept(daySourceIsAccepted, { device: thinkPadDevice, lots });
    const { facts, attempt } = played({ device: thinkPadDevice, lots });
    expect(violationsOf(facts, attempt).map(({ violation }) => violation)).toEqual(['InsufficientDays']);
  });

  test('a ThinkBook is as a ThinkPad', () => {
    const lots = [earned(90, 'CHECK_IN', '2023-01-10')];
    const thinkBook = device({ product: { brand: 'ThinkBook', series: 'thinkbook', modelName: 'ThinkBook 14 G2' } });
    expectBroken(daySourceIsAccepted, { device: thinkBook, lots }, { ...told, requiredDays: 90, acceptedDays: 0 });
  });

  test('other products take days of every source', () => {
    expectKept(daySourceIsAccepted, { lots: [earned(90, 'CHECK_IN', '2023-01-10')] });
    expectKept(daySourceIsAccepted, {
      lots: [earned(45, 'CAMPAIGN', '2023-01-10'), earned(45, 'CHECK_IN', '2023-01-10')],
    });
  });

  test.each([
    { brand: 'THINKPAD', series: 'T' },
    { brand: 'Think Pad', series: 'X1' },
    { brand: 'think-book', series: '14' },
    { brand: 'Lenovo', series: 'ThinkPad T' },
    { brand: 'Think', series: 'thinkbook' },
    { brand: 'ＴｈｉｎｋＰａｄ', series: '' },
  ])('$brand $series is a Think laptop, however it is written', (spelt) => {
    expect(acceptedSources(product(spelt), policy)).toEqual(['SHOWCASE']);
  });

  test('of the catalogue, ThinkPads are restricted and nothing else is', () => {
    for (const one of catalogue()) {
      const isThinkLaptop = /^think(pad|book)/i.test(one.modelName) || one.brand === 'ThinkPad';
      expect(acceptedSources(one, policy)).toEqual(isThinkLaptop ? ['SHOWCASE'] : DAY_SOURCES);
    }
  });
});
