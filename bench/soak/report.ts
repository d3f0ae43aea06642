import type { Comparison } from './measure.js';
import type { SoakResult } from './soak.js';

const MEBIBYTE = 2 ** 20;

/** Whether nothing was lost, nothing failed, nothing leaks, and the ledger keeps its laws. */
export function isSteady(result: SoakResult): boolean {
  return faultsOf(result).length === 0;
}

function faultsOf({ tally, comparisons, afterwards, records, offences }: SoakResult): string[] {
  const { requests, faultsCounted, faults } = tally;
  return [
    ...(requests === 0 ? ['Nothing was asked.'] : []),
    ...(faultsCounted === 0 ? [] : [`${faultsCounted} answers had an error, such as:`, ...faults]),
    ...comparisons.flatMap(({ quantity, fault }) => (fault === null ? [] : [`${quantity} ${fault}.`])),
    ...(afterwards.descriptors <= afterwards.descriptorsExpected ? [] : ['Descriptors stay open after the load.']),
    ...records.flatMap(({ what, acknowledged, recorded }) =>
      acknowledged === recorded ? [] : [`${acknowledged} ${what} were acknowledged, and ${recorded} are on record.`],
    ),
    ...(offences.length === 0 ? [] : [`The audit found ${offences.length} offences: ${JSON.stringify(offences[0])}`]),
  ];
}

export function reportOf(result: SoakResult): string {
  const { tally, seconds, comparisons, afterwards, records, offences, daysPassed } = result;
  const rate = (tally.requests / seconds).toFixed(0);
  const share = ((tally.changes / tally.requests) * 100).toFixed(1);
  const outcomes = [...tally.outcomes].sort(([one], [other]) => one.localeCompare(other));
  const faults = faultsOf(result);
  const { descriptors, descriptorsExpected } = afterwards;
  return [
    `${tally.requests} requests in ${(seconds / 60).toFixed(1)} minutes (${rate}/s), ${share} % of them changes; ${daysPassed} dates passed.`,
    ...outcomes.map(([name, count]) => `  ${name}: ${count}`),
    '',
    'first warm sixth → last sixth (medians), and the most ever:',
    ...comparisons.map((comparison) => `  ${lineOf(comparison)}`),
    `  descriptors after the load: ${descriptors}, of ${descriptorsExpected} that the service may keep`,
    '',
    ...records.map(
      ({ what, acknowledged, recorded }) => `${what}: ${acknowledged} acknowledged, ${recorded} on record`,
    ),
    `audit: ${offences.length} offences`,
    '',
    faults.length === 0 ? 'Steady.' : ['NOT STEADY:', ...faults].join('\n  '),
  ].join('\n');
}

function lineOf({ quantity, warm, last, most }: Comparison): string {
  const drift = `${(((last - warm) / warm) * 100).toFixed(1)} %`;
  if (!quantity.endsWith('Bytes')) return `${quantity}: ${warm} → ${last}, most ${most}`;
  const told = (bytes: number) => `${(bytes / MEBIBYTE).toFixed(1)} MiB`;
  return `${quantity}: ${told(warm)} → ${told(last)} (${drift}), most ${told(most)}`;
}
