import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chart } from './chart.js';
import type { Report } from './report.js';

const RESULTS_FOLDER = 'bench/results';
const CHART_FILE = 'docs/performance.svg';

/** Writes the report and the chart. Returns the files' names. */
export function writeFiles(report: Report): string[] {
  mkdirSync(RESULTS_FOLDER, { recursive: true });
  const results = join(RESULTS_FOLDER, `${report.startedAt.replaceAll(':', '-').slice(0, 19)}.json`);
  writeFileSync(results, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(CHART_FILE, chart(report));
  return [results, CHART_FILE];
}
