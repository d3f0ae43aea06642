import { type Day, daysBetween, nextFirstOfJanuary, plusDays, plusMonths, yearOf } from './dates.js';
import { usableDays } from './days.js';
import { ceilingOf, type ModelDevice, type ModelMember, type Status, type Term, TIERS, tierOf } from './state.js';

/** A rule in the way, as the API tells it. */
export interface ModelViolation {
  readonly __typename: string;
  readonly rule: string;
  readonly remedy: 'WAIT' | 'ACT' | 'NONE';
  readonly eligibleOn: Day | null;
  readonly [detail: string]: unknown;
}

/** What is attempted; a rule that needs what is not known does not judge. */
export interface Attempt {
  readonly member: ModelMember;
  /** Null for a device that is not the member's. */
  readonly device: ModelDevice | null;
  /** Null for a coupon that the member does not have. */
  readonly term: Term | null;
  /** What keeps the coupon from being open; undefined for one that is. */
  readonly couponStatus?: Status | null;
}

type Rule = (attempt: Attempt, on: Day) => ModelViolation[];

const BINDING_WAIT_DAYS = 30;
const REDEMPTIONS_A_YEAR = 3;
const REDEEMED_DAYS_A_YEAR = 360;

const act = (__typename: string, rule: string, details: object = {}): ModelViolation[] => [
  { __typename, rule, remedy: 'ACT', eligibleOn: null, ...details },
];
const never = (__typename: string, rule: string, details: object = {}): ModelViolation[] => [
  { __typename, rule, remedy: 'NONE', eligibleOn: null, ...details },
];
const wait = (__typename: string, rule: string, eligibleOn: Day, details: object): ModelViolation[] => [
  { __typename, rule, remedy: 'WAIT', eligibleOn, ...details },
];

const notSuspended: Rule = ({ member: { suspension } }) =>
  suspension === null ? [] : act('AccountSuspended', 'R6', { reason: suspension.reason });

const onesOwnDevice: Rule = ({ device }) => (device === null ? never('DeviceNotFound', 'D2') : []);

const couponOpen: Rule = ({ couponStatus }) =>
  couponStatus === undefined ? [] : act('CouponNotOpen', 'E6', { status: couponStatus });

const product: Rule = ({ device }) => {
  if (device === null) return [];
  const { excludedBy, custom, salesRegion } = device.machine;
  return [
    ...(excludedBy === null ? [] : never('ModelNotSupported', excludedBy, { exclusion: { since: '2010-01-01' } })),
    ...(custom ? never('CustomBuildNotSupported', 'M6') : []),
    ...(salesRegion === 'CN' ? [] : never('OverseasModelNotSupported', 'M7', { salesRegion })),
  ];
};

const sourceAccepted: Rule = ({ member, device, term }, on) => {
  if (device === null || term === null) return [];
  const { costDays } = tierOf(term);
  const acceptedSources = device.machine.accepted;
  const acceptedDays = usableDays(member, on, acceptedSources);
  if (usableDays(member, on) < costDays || acceptedDays >= costDays) return [];
  return act('DaySourceNotAccepted', 'M8', { acceptedSources, acceptedDays, requiredDays: costDays });
};

const boundLongEnough: Rule = ({ device }, on) => {
  if (device === null) return [];
  const boundDays = daysBetween(device.boundOn, on);
  if (boundDays >= BINDING_WAIT_DAYS) return [];
  const details = { boundOn: device.boundOn, boundDays, requiredDays: BINDING_WAIT_DAYS };
  return wait('DeviceNotBoundLongEnough', 'D6', plusDays(device.boundOn, BINDING_WAIT_DAYS), details);
};

const inWarranty: Rule = ({ device }, on) =>
  device === null || on <= device.endsOn ? [] : act('DeviceOutOfWarranty', 'W3', { warrantyEndedOn: device.endsOn });

const belowCeiling: Rule = ({ device, term }) => {
  if (device === null || term === null) return [];
  const ceilingOn = ceilingOf(device.machine);
  const fits = (months: number) => plusMonths(device.endsOn, months) <= ceilingOn;
  if (fits(tierOf(term).months)) return [];
  const longestTerm = TIERS.filter(({ months }) => fits(months)).at(-1)?.term ?? null;
  const details = { ceilingOn, warrantyEndsOn: device.endsOn, longestTerm };
  return (longestTerm === null ? never : act)('WarrantyCeilingReached', 'W4', details);
};

const oncePerDeviceAndYear: Rule = ({ member, device }, on) => {
  const last = member.redemptions.filter((redemption) => redemption.device === device).at(-1);
  if (last === undefined || on >= last.yearOverOn) return [];
  return wait('DeviceRedeemedWithinYear', 'R2', last.yearOverOn, { lastRedeemedOn: last.redeemedOn });
};

const threeTimesAYear: Rule = ({ member }, on) => {
  const usedOn = (day: Day) => member.redemptions.filter(({ yearOverOn }) => day < yearOverOn).length;
  if (usedOn(on) < REDEMPTIONS_A_YEAR) return [];
  const ends = member.redemptions.map(({ yearOverOn }) => yearOverOn).sort();
  const free = ends.find((day) => usedOn(day) < REDEMPTIONS_A_YEAR) as Day;
  const details = { limit: REDEMPTIONS_A_YEAR, used: usedOn(on) };
  return wait('AnnualRedemptionLimitReached', 'R3', free, details);
};

const yearBelowCap: Rule = ({ member, term }, on) => {
  if (term === null) return [];
  const requestedDays = tierOf(term).costDays;
  const redeemedDays = redeemedInYear(member, yearOf(on));
  if (redeemedDays + requestedDays <= REDEEMED_DAYS_A_YEAR) return [];
  const resetsOn = nextFirstOfJanuary(on);
  const details = { capDays: REDEEMED_DAYS_A_YEAR, redeemedDays, requestedDays, resetsOn };
  return wait('AnnualCapReached', 'R4', resetsOn, details);
};

const daysCover: Rule = ({ member, term }, on) => {
  if (term === null) return [];
  const requiredDays = tierOf(term).costDays;
  const availableDays = usableDays(member, on);
  return availableDays >= requiredDays ? [] : act('InsufficientDays', 'R1', { requiredDays, availableDays });
};

/** In the order in which a redemption reports. */
const RULES: readonly Rule[] = [
  notSuspended,
  onesOwnDevice,
  couponOpen,
  product,
  sourceAccepted,
  boundLongEnough,
  inWarranty,
  belowCeiling,
  oncePerDeviceAndYear,
  threeTimesAYear,
  yearBelowCap,
  daysCover,
];

export function redeemedInYear(member: ModelMember, year: number): number {
  let days = 0;
  for (const { redeemedOn, coupon } of member.redemptions) {
    if (yearOf(redeemedOn) === year) days += tierOf(coupon.term).costDays;
  }
  return days;
}

export function violationsOf(attempt: Attempt, on: Day): ModelViolation[] {
  return RULES.flatMap((rule) => rule(attempt, on));
}

/** The first date on which nothing is in the way: tried day by day, until something is in the way for ever. */
export function firstEligibleDay(attempt: Attempt, today: Day): Day | null {
  for (let on = today; ; on = plusDays(on, 1)) {
    const violations = violationsOf(attempt, on);
    if (violations.length === 0) return on;
    if (violations.some(({ eligibleOn }) => eligibleOn === null)) return null;
  }
}
