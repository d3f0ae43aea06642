import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalSerialNumber } from '../../src/devices/serial-number.js';

describe('D4: binding takes a serial number', () => {
  test.each([
    ['PF0ABCDE', 'PF0ABCDE'],
    ['pf0abcde', 'PF0ABCDE'],
    ['PF-0ABCDE', 'PF0ABCDE'],
    [' PF 0ABC-DE ', 'PF0ABCDE'],
    ['P-F-0-A-B-C-D-E-', 'PF0ABCDE'],
    ['12345678', '12345678'],
  ])('spaces and hyphens are dropped, letters upper-cased: %j is %s', (text, serial) => {
    expect(canonicalSerialNumber(text)).toBe(serial);
  });

  test.each([
    ['1S20BN0002KRPF0ABCDE', 'PF0ABCDE'],
    ['1s20bn0002krpf0abcde', 'PF0ABCDE'],
    ['1S 20BN-0002KR PF-0ABCDE', 'PF0ABCDE'],
    ['1S8921Z1CLRAB123', 'LRAB123'],
    ['1s 8921-z1c lr-ab123', 'LRAB123'],
    ['1S1S1S1S1S1S1S1S1S1S', '1S1S1S1S'],
  ])('a label `1S` with 10 and 8 or 7 and 7 characters gives its serial: %j is %s', (label, serial) => {
    expect(canonicalSerialNumber(label)).toBe(serial);
  });

  test('a serial of 7, 8, 10 or 14 characters is well-formed, of another length malformed', () => {
    const wellFormed = Array.from({ length: 25 }, (_, length) => length).filter(
      (length) => canonicalSerialNumber('A'.repeat(length)) !== null,
    );
    expect(wellFormed).toEqual([7, 8, 10, 14]);
  });

  test('a serial that begins with 1S is itself where no label has its length', () => {
    expect(canonicalSerialNumber('1SABCDE')).toBe('1SABCDE');
    expect(canonicalSerialNumber('1SABCDEF')).toBe('1SABCDEF');
    expect(canonicalSerialNumber('1SABCDEFGH')).toBe('1SABCDEFGH');
    expect(canonicalSerialNumber('1SABCDEFGHIJKL')).toBe('1SABCDEFGHIJKL');
  });

  test.each([
    '1S20BN0002KRPF0ABCD',
    '1S20BN0002KRPF0ABCDEF',
    '1S8921Z1CLRAB12',
    '1S8921Z1CLRAB1234',
    '2S20BN0002KRPF0ABCDE',
  ])('what is no label is not taken for one: %s', (text) => {
    expect(canonicalSerialNumber(text)).toBeNull();
  });

  test.each([
    ['full-width letters', 'ＰＦ０ＡＢＣＤＥ'],
    ['one full-width digit', 'PF\uFF10ABCDE'],
    ['NUL', 'PF0ABCDE\u0000'],
    ['a tab', 'PF0\tABCDE'],
    ['a line end', 'PF0ABCDE\n'],
    ['a carriage return', '\rPF0ABCDE'],
    ['delete', 'PF0ABCDE\u007F'],
    ['a zero-width space', 'PF0\u200BABCDE'],
    ['a zero-width joiner', 'PF0\u200DABCDE'],
    ['a byte-order mark', '\uFEFFPF0ABCDE'],
    ['a combining acute', 'PF0ABCDE\u0301'],
    ['a letter with its accent', 'PF0ABCDÉ'],
    ['ß, which upper-cases to SS', 'PF0ABCß'],
    ['ß among eight', 'PF0ABCDß'],
    ['ı, which upper-cases to I', 'PF0ABCDı'],
    ['ſ, which upper-cases to S', 'PF0ABCDſ'],
    ['ŉ, which upper-cases to two characters', 'PF0ABCŉ'],
    ['the sign for kelvin', 'PF0ABCD\u212A'],
    ['the ligature ﬀ', 'PF0ABCﬀ'],
    ['a no-break space', 'PF0\u00A0ABCDE'],
    ['an ideographic space', 'PF0\u3000ABCDE'],
    ['a no-break hyphen', 'PF0\u2011ABCDE'],
    ['an en dash', 'PF0–ABCDE'],
    ['a minus sign', 'PF0\u2212ABCDE'],
    ['a right-to-left override', '\u202EPF0ABCDE'],
    ['a lone surrogate', 'PF0ABCD\uD800'],
    ['an emoji', 'PF0ABC😀'],
    ['a Cyrillic А', 'PF0\u0410BCDE'],
    ['an underscore', 'PF0_ABCDE'],
    ['a quote', "PF0ABCD'"],
    ['a slash', 'PF0/ABCDE'],
  ])('%s is malformed, not repaired', (_, text) => {
    expect(canonicalSerialNumber(text)).toBeNull();
  });

  test.each(['', ' ', '-', '- -', '        '])('%j is malformed', (text) => {
    expect(canonicalSerialNumber(text)).toBeNull();
  });

  test('a very long text is malformed', () => {
    expect(canonicalSerialNumber('A'.repeat(100_000))).toBeNull();
  });

  test('a canonical serial number is its own, and no other text gives one', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'1SsAzK09 -'), minLength: 5, maxLength: 26 });
    const anything = fc.string({ unit: 'binary', minLength: 6, maxLength: 16 });
    fc.assert(
      fc.property(fc.oneof(ascii, anything), (text) => {
        const serial = canonicalSerialNumber(text);
        if (serial === null) return;
        expect(text).toMatch(/^[A-Za-z0-9 -]+$/);
        expect(serial).toMatch(/^([A-Z0-9]{7}|[A-Z0-9]{8}|[A-Z0-9]{10}|[A-Z0-9]{14})$/);
        expect(canonicalSerialNumber(serial)).toBe(serial);
        expect(text.replace(/[ -]/g, '').toUpperCase().endsWith(serial)).toBe(true);
      }),
      { seed: 20170501, numRuns: 2000 },
    );
  });
});
