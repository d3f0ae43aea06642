import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  firstDayOf,
  isCalendarDate,
  nextNewYear,
  yearOf,
} from '../../src/shared/calendar.js';

describe('T1: all rules count calendar dates', () => {
  test('days are counted over months, years and leap days', () => {
    expect(addDays('2023-01-01', 30)).toBe('2023-01-31');
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
    expect(daysBetween('2023-01-01', '2023-01-31')).toBe(30);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2023-01-31', '2023-01-01')).toBe(-30);
    expect(daysBetween('2023-01-01', '2025-01-01')).toBe(731);
  });

  test('a calendar year is the year of the date; the next begins on 1 January', () => {
    expect(yearOf('2023-12-31')).toBe(2023);
    expect(yearOf('2024-01-01')).toBe(2024);
    expect(firstDayOf(2024)).toBe('2024-01-01');
    expect(nextNewYear('2023-01-01')).toBe('2024-01-01');
    expect(nextNewYear('2023-12-31')).toBe('2024-01-01');
  });

  test.each(['1990-01-01', '2023-01-31', '2024-02-29', '2099-12-31'])('%s is a date', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  test.each([
    '2023-02-29',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '0000-00-00',
    '1989-12-31',
    '2100-01-01',
    '9999-12-31',
    '2023-1-1',
    '20230101',
    '2023-01-01T00:00:00Z',
    '2023-01-01\n',
    ' 2023-01-01',
    '２０２３-01-01',
    '',
  ])('%j is not', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });
});

describe('T2: a year or a month after a date clamps to the end of the month', () => {
  test('2016-02-29 and one year is 2017-02-28', () => {
    expect(addYears('2016-02-29', 1)).toBe('2017-02-28');
    expect(addYears('2016-02-29', 4)).toBe('2020-02-29');
    expect(addYears('2011-04-01', 5)).toBe('2016-04-01');
    expect(addYears('2015-02-28', 1)).toBe('2016-02-28');
  });

  test('2023-11-30 and 3 months is 2024-02-29', () => {
    expect(addMonths('2023-11-30', 3)).toBe('2024-02-29');
    expect(addMonths('2022-11-30', 3)).toBe('2023-02-28');
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2023-10-15', 3)).toBe('2024-01-15');
  });
});
