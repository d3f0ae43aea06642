import type { Machine } from '../devices/machine.js';
import type { CalendarDate } from '../shared/calendar.js';
import { type Attempt, type Facts, factsOn, NO_ACCOUNT, tierOf } from './facts.js';
import { machineRules, type Rule, rules } from './rules/index.js';
import type { Violation } from './violation.js';

/** All the laws that an attempt breaks today, in the programme's order, each with the date it waits for. */
export function violationsOf(facts: Facts, attempt: Attempt, among: readonly Rule[] = rules): Violation[] {
  const violations: Violation[] = [];
  for (const rule of among) {
    const finding = rule.judge(facts, attempt);
    if (finding === null) continue;
    const isKept = (date: CalendarDate) => rule.judge(factsOn(facts, date), attempt) === null;
    const eligibleOn = finding.remedy === 'WAIT' ? (datesOfRelief(facts, attempt).find(isKept) ?? null) : null;
    violations.push({ eligibleOn, ...finding });
  }
  return violations;
}

/**
 * The earliest date, from today on, on which the attempt breaks no law if nothing else changes; null if there is none,
 * as when the warranty ends or days lapse while another law still waits.
 */
export function eligibleOn(facts: Facts, attempt: Attempt): CalendarDate | null {
  const keepsAll = (date: CalendarDate) => {
    const then = factsOn(facts, date);
    return tierOf(then, attempt) !== null && rules.every((rule) => rule.judge(then, attempt) === null);
  };
  return [facts.today, ...datesOfRelief(facts, attempt)].find(keepsAll) ?? null;
}

/**
 * The later dates on which a law that is broken today may be kept, soonest first: under each version of the policy, since
 * any may be in force by then. The dates of lapses and of the warranty's end are not among them: they only take away, and
 * the judgement on the dates that are here sees what was taken.
 */
function datesOfRelief(facts: Facts, attempt: Attempt): CalendarDate[] {
  const dates = new Set<CalendarDate>();
  for (const policy of [facts.policy, ...facts.policies]) {
    dates.add(policy.effectiveFrom);
    const under = { ...facts, policy };
    for (const { reliefs } of rules) for (const date of reliefs?.(under, attempt) ?? []) dates.add(date);
  }
  return [...dates].filter((date) => date > facts.today).sort();
}

/**
 * The laws that a machine by itself breaks, bound or not (rule D3). The warranty's ceiling is asked about the shortest
 * term: it stands in the way when no term fits.
 */
export function violationsOfMachine(
  machine: Machine,
  programme: Pick<Facts, 'today' | 'policy' | 'policies' | 'exclusions'>,
): Violation[] {
  const { today, policy, policies, exclusions } = programme;
  const facts: Facts = { today, policy, policies, exclusions, ...NO_ACCOUNT };
  const shortest = [...policy.tiers].sort((a, b) => a.months - b.months)[0];
  const attempt: Attempt = {
    device: { machine, boundOn: today },
    asked: shortest === undefined ? { kind: 'UNKNOWN' } : { kind: 'TERM', term: shortest.term },
  };
  return violationsOf(facts, attempt, machineRules);
}
