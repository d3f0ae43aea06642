import { type ContestantName, WORKLOADS, type WorkloadName } from './arguments.js';
import type { Report } from './report.js';
import type { Summary } from './summary.js';

/** Lengths in pixels. */
const WIDTH = 760;
const MARGIN = 20;
const LABEL_WIDTH = 210;
const VALUE_WIDTH = 120;
const ROW_HEIGHT = 24;
const BAR_HEIGHT = 14;
const PANEL_HEAD = 48;
const HEAD = 56;
const FOOT = 40;

const LABELS: Readonly<Record<ContestantName, string>> = {
  'this-service': 'this service',
  mercurius: 'Mercurius with JIT, same schema',
  yoga: 'Yoga, same schema',
  'bare-batched': 'no GraphQL, batched',
  'bare-single': 'no GraphQL, one by one',
  typeorm: 'Apollo standalone, TypeORM',
};

const TITLES: Readonly<Record<WorkloadName, string>> = {
  R: 'Reading an account',
  W: 'Redeeming a coupon, durably',
  C: 'Checking in, durably',
};

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 15px; font-weight: 600; }
  .panel { font-size: 13px; font-weight: 600; }
  .quiet { fill: #57606a; }
  .bar { fill: #afb8c1; }
  .own { fill: #1f6feb; }
  .line { stroke: #57606a; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #8d96a0; }
    .bar { fill: #484f58; }
    .line { stroke: #8d96a0; }
  }`;

/**
 * One chart of the run: for each workload a bar a contestant, as long as its rate is beside that of the bare batched
 * server in the same rounds, with a line from the lowest round to the highest.
 */
export function chart(report: Report): string {
  const panels: string[] = [];
  let top = HEAD;
  for (const workload of WORKLOADS) {
    const results = report.results.filter((result) => result.workload === workload && result.ratio !== null);
    if (results.length === 0) continue;
    panels.push(panel(TITLES[workload], results, top));
    top += PANEL_HEAD + results.length * ROW_HEIGHT;
  }
  const height = top + FOOT;
  const { machine, options } = report;
  const users = options.users.toLocaleString('en');
  const place = `${users} users, ${options.connections} connections, rounds of ${options.seconds} s`;
  const foot = `${place} on ${machine.processors} processors that all share; ${machine.database}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>Throughput beside a server without GraphQL on the same database</title>
<style>${STYLE}
</style>
${text(MARGIN, 26, 'Throughput beside a server without GraphQL', 'title')}
${text(MARGIN, 44, 'Same database, same work, in turns; 1.00 = the batched server without GraphQL. Lines: lowest to highest round.', 'quiet')}
${panels.join('\n')}
${text(MARGIN, height - 14, foot, 'quiet')}
</svg>
`;
}

function panel(title: string, results: readonly Summary[], top: number): string {
  const longest = Math.max(1, ...results.map(({ ratio }) => ratio?.most ?? 0));
  const scale = (WIDTH - 2 * MARGIN - LABEL_WIDTH - VALUE_WIDTH) / longest;
  const ranked = [...results].sort((one, other) => (other.ratio?.median ?? 0) - (one.ratio?.median ?? 0));
  const rows = ranked.map((result, index) => row(result, top + PANEL_HEAD + index * ROW_HEIGHT, scale));
  return [text(MARGIN, top + 32, title, 'panel'), ...rows].join('\n');
}

function row({ contestant, rate, ratio }: Summary, top: number, scale: number): string {
  const { median, least, most } = ratio ?? { median: 0, least: 0, most: 0 };
  const start = MARGIN + LABEL_WIDTH;
  const at = (value: number) => (start + value * scale).toFixed(1);
  const middle = top + BAR_HEIGHT / 2;
  const kind = contestant === 'this-service' ? 'own' : 'bar';
  const value = `${median.toFixed(2)}  (${Math.round(rate.median).toLocaleString('en')}/s)`;
  return [
    text(MARGIN, top + 11, LABELS[contestant]),
    `<rect class="${kind}" x="${start}" y="${top}" width="${(median * scale).toFixed(1)}" height="${BAR_HEIGHT}" rx="2"/>`,
    `<line class="line" x1="${at(least)}" x2="${at(most)}" y1="${middle}" y2="${middle}"/>`,
    text(Number(at(Math.max(median, most))) + 8, top + 11, value),
  ].join('\n');
}

function text(x: number, y: number, words: string, kind?: string): string {
  return `<text x="${x}" y="${y}"${kind === undefined ? '' : ` class="${kind}"`}>${words}</text>`;
}
