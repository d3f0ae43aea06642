import type { PolicyTerms } from '../../policy/policy.js';
import { addDays, type CalendarDate, daysBetween } from '../../shared/calendar.js';
import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * D6: a device can redeem from 30 days after it was bound.
 * FAQ: 绑定设备满30天后才能兑换延保。
 */
export function deviceBoundLongEnough(facts: Facts, attempt: Attempt): Finding<'DeviceNotBoundLongEnough'> | null {
  if (attempt.device === null) return null;
  const { boundOn } = attempt.device;
  const requiredDays = facts.policy.bindingWaitDays;
  const boundDays = Math.max(0, daysBetween(boundOn, facts.today));
  if (boundDays >= requiredDays) return null;
  return { violation: 'DeviceNotBoundLongEnough', rule: 'D6', remedy: 'WAIT', boundOn, requiredDays, boundDays };
}

/** The date on which the wait after binding is over. */
export function bindingWaitEnds({ policy }: Facts, { device }: Attempt): CalendarDate[] {
  return device === null ? [] : [deviceRedeemableFrom(device.boundOn, policy)];
}

/** The first date on which a device that was bound on a date can redeem. */
export function deviceRedeemableFrom(boundOn: CalendarDate, policy: PolicyTerms): CalendarDate {
  return addDays(boundOn, policy.bindingWaitDays);
}
