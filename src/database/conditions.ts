import type { Value } from './session.js';

/**
 * A list of placeholders for `IN (…)`, and the values that fill it. Its length is padded to a power of two by
 * repeating the last value, so that a statement on a set has few shapes and its prepared form is found again; where
 * several short lists stand in one statement, to the length they have at least.
 */
export function inList(values: readonly Value[], lengthMin = 1): { sql: string; values: Value[] } {
  const all = padded(values, lengthMin);
  return { sql: `(${all.map(() => '?').join(', ')})`, values: all };
}

/**
 * A condition that two columns have one of these pairs of values: as many ranges of an index as there are pairs, where
 * two IN lists would make every combination. Padded like `inList`.
 */
export function anyPair(
  [first, second]: readonly [string, string],
  pairs: readonly (readonly [Value, Value])[],
): { sql: string; values: Value[] } {
  const all = padded(pairs);
  const condition = `(${first} = ? AND ${second} = ?)`;
  return { sql: `(${all.map(() => condition).join(' OR ')})`, values: all.flat() };
}

/**
 * A condition that one column has a value and another lies from a value to a value, for one of several such triples: as
 * many ranges of an index over both. Padded like `inList`.
 */
export function anyRange(
  [equal, between]: readonly [string, string],
  ranges: readonly (readonly [equals: Value, from: Value, to: Value])[],
): { sql: string; values: Value[] } {
  const all = padded(ranges);
  const condition = `(${equal} = ? AND ${between} BETWEEN ? AND ?)`;
  return { sql: `(${all.map(() => condition).join(' OR ')})`, values: all.flat() };
}

/**
 * The value that goes with a row's key in a column, of which each pair names one; null for a row of no pair. Padded like
 * `inList`.
 */
export function valueByKey(
  column: string,
  pairs: readonly (readonly [key: Value, value: Value])[],
): { sql: string; values: Value[] } {
  const all = padded(pairs);
  return { sql: `CASE ${column} ${all.map(() => 'WHEN ? THEN ?').join(' ')} END`, values: all.flat() };
}

/** Members of a set, the last again and again up to a power of two, or to a least length. */
export function padded<Member>(members: readonly Member[], lengthMin = 1): Member[] {
  const last = members.at(-1);
  if (last === undefined) throw new Error('A condition on a set needs at least one member.');
  const length = Math.max(lengthMin, 2 ** Math.ceil(Math.log2(members.length)));
  return [...members, ...Array<Member>(length - members.length).fill(last)];
}
