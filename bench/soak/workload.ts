import { readFileSync } from 'node:fs';
import { HttpConnection } from '../load/http-connection.js';
import type { SeedDates } from '../seed/dates.js';
import { COST_DAYS, saversCouponId } from '../seed/members.js';
import { memberAt, type Population } from '../seed/seed.js';

/** One request: an operation of those that clients are promised, and who asks. */
interface Asked {
  readonly operation: string;
  readonly token: string;
  readonly variables: object;
}

export interface Cast {
  readonly population: Population;
  readonly dates: SeedDates;
  tokenOf(subject: string): string;
  readonly moderator: string;
  /** A serial number that nobody has bound yet; undefined when there is none left. */
  nextSerialNumber(): string | undefined;
}

/** Reads of a hundred requests; the others change something. */
const READS_PERCENT = 70;

type Choice = readonly [weight: number, ask: (cast: Cast) => Asked];

const READS: readonly Choice[] = [
  [40, (cast) => ofMember('my-account', cast, anyone(cast))],
  [15, (cast) => ofMember('my-history', cast, anyone(cast))],
  [20, (cast) => ofMember('why-not-yet', cast, anyone(cast))],
  [10, (cast) => ofMember('look-up-device', cast, anyone(cast), { serialNumber: serialNumberOf(cast) })],
  [5, (cast) => ofMember('warranty', cast, anyone(cast), { serialNumber: serialNumberOf(cast) })],
  [10, (cast) => attempt('quote-redemption', cast)],
];

const CHANGES: readonly Choice[] = [
  [70, (cast) => ofMember('check-in', cast, anyone(cast))],
  [10, (cast) => attempt('redeem-coupon', cast)],
  [10, (cast) => award(cast)],
  [10, (cast) => ofMember('bind-device', cast, anyone(cast), { serialNumber: cast.nextSerialNumber() ?? 'B00000000' })],
];

const below = (count: number) => Math.floor(Math.random() * count);

function choose(choices: readonly Choice[], cast: Cast): Asked {
  let left = below(choices.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, ask] of choices) {
    if (left < weight) return ask(cast);
    left -= weight;
  }
  throw new Error('The weights of the choices add up to their sum.');
}

function anyone({ population }: Cast): number {
  return below(population.readers + population.savers);
}

function serialNumberOf({ population, dates }: Cast): string | undefined {
  return memberAt(below(population.readers), population, dates).devices[0]?.serialNumber;
}

function ofMember(operation: string, cast: Cast, index: number, variables: object = {}): Asked {
  return { operation, token: cast.tokenOf(`member-${index}`), variables };
}

/** A saver's coupon on a saver's device: redeemed once, and answered the same from then on. */
function attempt(operation: string, cast: Cast): Asked {
  const { population, dates } = cast;
  const saver = memberAt(population.readers + below(population.savers), population, dates);
  const couponId = saversCouponId(saver, dates, COST_DAYS);
  const key = operation === 'redeem-coupon' ? { idempotencyKey: `soak-${saver.index}` } : {};
  return ofMember(operation, cast, saver.index, { couponId, deviceId: saver.devices[0]?.id, ...key });
}

function award({ population, dates, moderator }: Cast): Asked {
  const { userId } = memberAt(below(population.readers), population, dates);
  const variables = { userId, source: 'CAMPAIGN', days: 1, reason: 'Front page pick' };
  return { operation: 'award-days', token: moderator, variables };
}

/** Counts what was answered, by operation and by the type of its result, and keeps the first few faults in words. */
export class Tally {
  readonly outcomes = new Map<string, number>();
  /** A redemption is answered again whenever its key is repeated. */
  readonly redemptionIds = new Set<string>();
  readonly faults: string[] = [];
  requests = 0;
  changes = 0;
  faultsCounted = 0;

  count(operation: string, status: number, text: string): void {
    this.requests += 1;
    if (CHANGED.has(operation)) this.changes += 1;
    const { data, errors } = parsed(text);
    if (status !== 200 || errors !== undefined || data === undefined) {
      this.faultsCounted += 1;
      if (this.faults.length < 5) this.faults.push(`${operation}: HTTP ${status} ${text.slice(0, 500)}`);
      return;
    }
    const [result] = Object.values(data);
    if (result?.redemption !== undefined) this.redemptionIds.add(result.redemption.id);
    const name = `${operation} ${result?.__typename ?? ''}`.trimEnd();
    this.outcomes.set(name, (this.outcomes.get(name) ?? 0) + 1);
  }

  of(outcome: string): number {
    return this.outcomes.get(outcome) ?? 0;
  }
}

const CHANGED = new Set(['check-in', 'redeem-coupon', 'award-days', 'bind-device']);

interface Parsed {
  readonly data?: Readonly<Record<string, { __typename?: string; redemption?: { id: string } } | null>>;
  readonly errors?: unknown;
}

function parsed(text: string): Parsed {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const documents = new Map<string, string>();

function documentOf(operation: string): string {
  const known = documents.get(operation);
  if (known !== undefined) return known;
  const text = readFileSync(`operations/${operation}.graphql`, 'utf8');
  documents.set(operation, text);
  return text;
}

export function requestBody(operation: string, variables: object): object {
  return { query: documentOf(operation), variables };
}

function requestOf({ operation, token, variables }: Asked): Buffer {
  const body = JSON.stringify(requestBody(operation, variables));
  const lines = [
    'POST /graphql HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    'accept: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** Asks over one connection, one request after the other, until it is time. */
export async function askUntil(isOver: () => boolean, port: number, cast: Cast, tally: Tally): Promise<void> {
  const connection = await HttpConnection.open(port);
  while (!isOver()) {
    const asked = choose(below(100) < READS_PERCENT ? READS : CHANGES, cast);
    const { status, body } = await connection.ask(requestOf(asked));
    tally.count(asked.operation, status, body.toString('utf8'));
  }
  connection.close();
}
