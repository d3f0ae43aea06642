import type { CalendarDate } from '../../shared/calendar.js';
import type { Attempt, Facts } from '../facts.js';
import type { Finding, ViolationName } from '../violation.js';
import { accountNotSuspended } from './account-not-suspended.js';
import { buildIsSupported } from './build-is-supported.js';
import { couponIsOpen } from './coupon-is-open.js';
import { daySourceIsAccepted } from './day-source-is-accepted.js';
import { daysCoverTheCost } from './days-cover-the-cost.js';
import { bindingWaitEnds, deviceBoundLongEnough } from './device-bound-long-enough.js';
import { deviceInWarranty, warrantyStarts } from './device-in-warranty.js';
import { deviceIsOnesOwn } from './device-is-ones-own.js';
import { deviceRedeemsOnceAYear, deviceYearEnds } from './device-redeems-once-a-year.js';
import { modelIsForTheHomeMarket } from './model-is-for-the-home-market.js';
import { exclusionEnds, modelIsSupported } from './model-is-supported.js';
import { userRedeemsThreeTimesAYear, userYearEnds } from './user-redeems-three-times-a-year.js';
import { warrantyBelowCeiling } from './warranty-below-ceiling.js';
import { calendarYearEnds, yearOfRedemptionsBelowCap } from './year-of-redemptions-below-cap.js';

/** One law. It reads nothing but its arguments. */
export interface Rule {
  readonly violation: ViolationName;
  /** Finds how the facts break it, or null. */
  readonly judge: (facts: Facts, attempt: Attempt) => Finding | null;
  /** Dates on which it may be kept again, under the policy of the facts: left out where waiting never helps. */
  readonly reliefs?: (facts: Facts, attempt: Attempt) => readonly CalendarDate[];
}

/**
 * The programme: every law a redemption must keep, in the order in which it reports. Who asks and for what comes
 * first, then what no time changes (the product), then what time changes, and last the days, which are the member's
 * to earn.
 */
export const rules: readonly Rule[] = [
  { violation: 'AccountSuspended', judge: accountNotSuspended },
  { violation: 'DeviceNotFound', judge: deviceIsOnesOwn },
  { violation: 'CouponNotOpen', judge: couponIsOpen },
  { violation: 'ModelNotSupported', judge: modelIsSupported, reliefs: exclusionEnds },
  { violation: 'CustomBuildNotSupported', judge: buildIsSupported },
  { violation: 'OverseasModelNotSupported', judge: modelIsForTheHomeMarket },
  { violation: 'DaySourceNotAccepted', judge: daySourceIsAccepted },
  { violation: 'DeviceNotBoundLongEnough', judge: deviceBoundLongEnough, reliefs: bindingWaitEnds },
  { violation: 'DeviceOutOfWarranty', judge: deviceInWarranty, reliefs: warrantyStarts },
  { violation: 'WarrantyCeilingReached', judge: warrantyBelowCeiling },
  { violation: 'DeviceRedeemedWithinYear', judge: deviceRedeemsOnceAYear, reliefs: deviceYearEnds },
  { violation: 'AnnualRedemptionLimitReached', judge: userRedeemsThreeTimesAYear, reliefs: userYearEnds },
  { violation: 'AnnualCapReached', judge: yearOfRedemptionsBelowCap, reliefs: calendarYearEnds },
  { violation: 'InsufficientDays', judge: daysCoverTheCost },
];

const OF_THE_MACHINE: readonly ViolationName[] = [
  'ModelNotSupported',
  'CustomBuildNotSupported',
  'OverseasModelNotSupported',
  'DeviceOutOfWarranty',
  'WarrantyCeilingReached',
  'DeviceRedeemedWithinYear',
];

/** The laws that a machine by itself breaks, bound or not: what a look-up before binding tells (rule D3). */
export const machineRules: readonly Rule[] = rules.filter(({ violation }) => OF_THE_MACHINE.includes(violation));
