import { policy } from '../rules/harness.js';

const { annualEarningCapDays, redemptionsPerYear, maxDevices, bindingWaitDays, warrantyCeilingYears } = policy;

/** The numbers of version 1 of the policy that the FAQ tells; a streak's 7 is also a serial number's length. */
const NUMBERS = [
  ...policy.tiers.map(({ costDays }) => costDays),
  ...[annualEarningCapDays, redemptionsPerYear, maxDevices, bindingWaitDays, warrantyCeilingYears],
];
const NUMBER = new RegExp(`(?<![\\w,.])(${NUMBERS.join('|')})(?![\\w,])`, 'g');

/** The numbers of the policy that a text tells; ids of rules are none. */
export function policyNumbers(text: string): string[] {
  return text.match(NUMBER) ?? [];
}
