import { describe, expect, test } from '@jest/globals';
import { type CheckIn, channelEarns, checkInYield, currentStreak, nextStreak } from '../../src/earning/check-in.js';
import { laterPolicy, member, policy } from './harness.js';

const latest = (checkedInOn: string, streak: number): CheckIn => ({
  userId: member,
  checkedInOn,
  channel: 'APP',
  streak,
});

describe('E1: signing in to check in earns days, once a date', () => {
  test('a check-in yields 1 day, whatever the streak', () => {
    expect([1, 6, 7, 8, 14, 365].map((streak) => checkInYield(streak, policy))).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('a bonus, where the policy has one, comes each time the streak has run its length', () => {
    const generous = laterPolicy('2023-01-01', { streakLength: 7, streakBonusDays: 2 });
    expect([1, 6, 7, 8, 13, 14, 15].map((streak) => checkInYield(streak, generous))).toEqual([1, 1, 3, 1, 1, 3, 1]);
  });

  test('only the app earns days', () => {
    expect(channelEarns('APP', policy)).toBe(true);
    expect(channelEarns('WEB', policy)).toBe(false);
  });

  test('the streak grows on consecutive dates; a date left out begins it anew', () => {
    expect(nextStreak(null, '2024-01-01')).toBe(1);
    expect(nextStreak(latest('2023-12-31', 6), '2024-01-01')).toBe(7);
    expect(nextStreak(latest('2023-12-30', 6), '2024-01-01')).toBe(1);
    expect(nextStreak(latest('2024-02-28', 1), '2024-02-29')).toBe(2);
    expect(nextStreak(latest('2024-02-28', 1), '2024-03-01')).toBe(1);
  });

  test('a check-in elsewhere than in the app counts for the streak all the same', () => {
    expect(nextStreak({ ...latest('2023-12-31', 6), channel: 'WEB' }, '2024-01-01')).toBe(7);
  });

  test("the streak stands while today's check-in is still to come, and is broken the day after", () => {
    expect(currentStreak(latest('2023-06-15', 5), '2023-06-15')).toBe(5);
    expect(currentStreak(latest('2023-06-15', 5), '2023-06-16')).toBe(5);
    expect(currentStreak(latest('2023-06-15', 5), '2023-06-17')).toBe(0);
    expect(currentStreak(null, '2023-06-17')).toBe(0);
  });
});
