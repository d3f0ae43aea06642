import fc from 'fast-check';
import { KIND_COUNT } from './machines.js';
import { SOURCES } from './state.js';

export const MEMBERS = 3;

/** Where the clock is moved: some days on, or to the next date of a name. */
const NAMED_DATES = ['12-31', '12-31', '01-01', '01-01', '02-28', '02-29', '03-01'] as const;

/** The first does more than the others: limits of an account are reached by few. */
const member = fc.constantFrom<number>(0, 0, 0, 1, 1, 2);
/** Picks one of what there is at that moment, newest first. */
const pick = fc.nat(20);
const often = <T>(usual: T, weight: number, ...others: T[]) =>
  fc.oneof(
    { weight, arbitrary: fc.constant(usual) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  );

const checkIn = fc.record({
  kind: fc.constant('checkIn' as const),
  member,
  channel: often<'APP' | 'WEB'>('APP', 4, 'WEB'),
});

const awardDays = fc.record({
  kind: fc.constant('awardDays' as const),
  member,
  source: fc.constantFrom(...SOURCES),
  days: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(89, 90, 91, 179, 180, 181, 270, 359, 360) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 360 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 361, -1) },
  ),
  key: often<'NONE' | 'FRESH' | 'KNOWN' | 'AGAIN'>('NONE', 4, 'FRESH', 'FRESH', 'KNOWN', 'AGAIN'),
  keyPick: fc.nat(5),
});

const bindDevice = fc.record({
  kind: fc.constant('bindDevice' as const),
  member,
  text: often<'CANONICAL' | 'SPACED' | 'MALFORMED' | 'UNKNOWN'>('CANONICAL', 12, 'SPACED', 'MALFORMED', 'UNKNOWN'),
  machine: fc.oneof({ weight: 2, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(KIND_COUNT - 1) }),
  generation: often(0, 4, 1),
});

const coupon = often<'SHORTEST' | 'OPEN' | 'OWN' | 'ANY' | 'NONE'>(
  'SHORTEST',
  8,
  'OPEN',
  'OPEN',
  'OPEN',
  'OWN',
  'ANY',
  'NONE',
);
const device = often<'FRESH' | 'OWN' | 'ANY' | 'NONE'>('FRESH', 16, 'OWN', 'OWN', 'OWN', 'ANY', 'NONE');
const redeemCoupon = fc.record({
  kind: fc.constant('redeemCoupon' as const),
  member,
  coupon,
  device,
  couponPick: pick,
  devicePick: pick,
  key: often<'FRESH' | 'KNOWN'>('FRESH', 8, 'KNOWN'),
  keyPick: pick,
});

const quote = fc.record({
  kind: fc.constant('quote' as const),
  member,
  coupon,
  device,
  couponPick: pick,
  devicePick: pick,
});
/** Redeems by the token of an earlier quote, on what was quoted or on another device. */
const redeemQuoted = fc.record({
  kind: fc.constant('redeemQuoted' as const),
  quotePick: fc.nat(3),
  sameDevice: often(true, 5, false),
  devicePick: pick,
});
/** Sends an earlier redemption, or attempt at one, once more. */
const redeemAgain = fc.record({ kind: fc.constant('redeemAgain' as const), attemptPick: pick });

const suspendUser = fc.record({
  kind: fc.constant('suspendUser' as const),
  member,
  reason: fc.constantFrom('Forged', 'Bought'),
});
const reinstateUser = fc.record({ kind: fc.constant('reinstateUser' as const), member });

/** Registers a machine that is known once more: as it is, changed, shipped tomorrow, or beside one that is new. */
const registerMachines = fc.record({
  kind: fc.constant('registerMachines' as const),
  machine: fc.nat(KIND_COUNT - 1),
  generation: often(0, 4, 1),
  change: fc.constantFrom('SAME' as const, 'CUSTOM' as const, 'TOMORROW' as const, 'BESIDE_NEW' as const),
});

const advance = fc.record({
  kind: fc.constant('advance' as const),
  to: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom<number | (typeof NAMED_DATES)[number]>(1, 1, 1, 29, 30, 31) },
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }) },
    { weight: 2, arbitrary: fc.constantFrom<number | (typeof NAMED_DATES)[number]>(...NAMED_DATES) },
    { weight: 1, arbitrary: fc.constantFrom(364, 365, 366, 367) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) },
  ),
});

/** A command as data: what it picks from is decided when it is run, so that a sequence stays one when some are left out. */
export const command = fc.oneof(
  { weight: 4, arbitrary: checkIn },
  { weight: 8, arbitrary: awardDays },
  { weight: 8, arbitrary: bindDevice },
  { weight: 14, arbitrary: redeemCoupon },
  { weight: 5, arbitrary: quote },
  { weight: 4, arbitrary: redeemQuoted },
  { weight: 2, arbitrary: redeemAgain },
  { weight: 1, arbitrary: suspendUser },
  { weight: 4, arbitrary: reinstateUser },
  { weight: 2, arbitrary: registerMachines },
  { weight: 8, arbitrary: advance },
);

export type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

/** Dates on which a sequence begins: months with a short end ahead, a year's end, a leap day. */
const STARTS = [
  '2023-01-01',
  '2023-11-30',
  '2023-12-31',
  '2024-02-28',
  '2024-02-29',
  '2024-08-31',
  '2027-02-27',
] as const;

/** What the members of three sequences in four have at their beginning: days, and devices that wait for a date. */
const SETTLED: readonly { readonly machines: readonly number[]; readonly days: readonly [number, number] }[] = [
  { machines: [0, 1, 4, 6], days: [270, 90] },
  { machines: [2, 3, 5], days: [270, 89] },
  { machines: [9, 13, 18, 19, 7], days: [80, 180] },
];

const keyless = { key: 'NONE', keyPick: 0 } as const;

const settled: readonly Command[] = [
  ...SETTLED.flatMap(({ machines, days: [showcase, checkIns] }, index): Command[] => [
    ...machines.map((machine) => ({
      kind: 'bindDevice' as const,
      member: index,
      text: 'CANONICAL' as const,
      machine,
      generation: 0,
    })),
    { kind: 'awardDays', member: index, source: 'SHOWCASE', days: showcase, ...keyless },
    { kind: 'awardDays', member: index, source: 'CHECK_IN', days: checkIns, ...keyless },
  ]),
  { kind: 'advance', to: 29 },
];

/** The sequence of a seed. */
export function sequenceOf(seed: number, length: number): { readonly start: string; readonly commands: Command[] } {
  const start = STARTS[seed % STARTS.length] as string;
  const before = seed % 4 === 0 ? [] : settled;
  const drawn = fc.sample(fc.noBias(command), { seed, numRuns: length - before.length });
  return { start, commands: [...before, ...drawn] };
}
