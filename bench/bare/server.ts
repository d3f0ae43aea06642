import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type mysql from 'mysql2/promise';
import type { FairSetLimits } from '../../src/shared/fair-sets.js';
import { together } from '../../src/shared/together.js';
import { Batches } from './batches.js';
import { checkIn } from './check-in.js';
import { todayOf } from './dates.js';
import type { RedeemAsked } from './judge.js';
import { readAccounts } from './read-account.js';
import { type Now, redeem } from './redeem.js';

export interface BareOptions {
  readonly pool: mysql.Pool;
  readonly jwtSecret: string;
  readonly timeZone: string;
  /** Redemptions or check-ins that one transaction commits; 1 for each by itself. */
  readonly setSize: number;
  readonly setsInFlight: number;
}

/** Reads of one batch, and batches at the same time. */
const READS: FairSetLimits = { setSizeMax: 64, setsInFlightMax: 1 };

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What each path answers, in the form that the GraphQL operation of the same workload has. */
type Answers = Readonly<Record<string, (subject: string, body: string) => Promise<object>>>;

/** The three workloads over HTTP and nothing else: what there is to be done, with no layer between. */
export function bareServer(options: BareOptions) {
  const { pool, jwtSecret, timeZone, setSize, setsInFlight } = options;
  const today = todayOf(timeZone);
  const now = (): Now => ({ today: today(), at: new Date().toISOString().slice(0, -1).replace('T', ' ') });
  const writes: FairSetLimits = { setSizeMax: setSize, setsInFlightMax: setsInFlight };
  const reads = setSize === 1 ? writes : READS;
  const read = new Batches((asked: readonly { subject: string }[]) => readAccounts(pool, asked, today()), reads);
  const redemptions = new Batches((asked: readonly RedeemAsked[]) => redeem(pool, asked, now()), writes);
  const checkIns = new Batches((asked: readonly { subject: string }[]) => checkIn(pool, asked, now()), writes);
  const answers: Answers = {
    '/read': async (subject) => ({ me: await read.submit({ subject }) }),
    '/redeem': async (subject, body) => ({ redeemCoupon: await redemptions.submit({ ...JSON.parse(body), subject }) }),
    '/check-in': async (subject) => ({ checkIn: await checkIns.submit({ subject }) }),
  };
  const subjectOf = tokenReader(jwtSecret);
  const begin = together(({ request, response }: Exchange) => {
    const subject = subjectOf(request.headers.authorization);
    const answer = answers[request.url ?? ''];
    if (subject === null || answer === undefined) {
      send(response, subject === null ? 401 : 404, '{}');
      return;
    }
    readBody(request)
      .then((body) => answer(subject, body))
      .then(
        (data) => send(response, 200, JSON.stringify({ data })),
        (error: unknown) => {
          console.error(error);
          send(response, 500, '{}');
        },
      );
  });
  return createServer((request, response) => begin({ request, response }));
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.once('end', () => resolve(body));
    request.once('error', reject);
  });
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const REMEMBERED_MAX = 100_000;

/** Verifies an HS256 token once, and remembers whose it is. */
function tokenReader(secret: string): (authorization: string | undefined) => string | null {
  const remembered = new Map<string, { subject: string; expiresAt: number }>();
  return (authorization = '') => {
    const token = authorization.slice('Bearer '.length);
    const known = remembered.get(token);
    if (known !== undefined) return Date.now() / 1000 < known.expiresAt ? known.subject : null;
    const [header = '', payload = '', signature = ''] = token.split('.');
    const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string; exp: number };
    if (Date.now() / 1000 >= claims.exp) return null;
    if (remembered.size === REMEMBERED_MAX) remembered.clear();
    remembered.set(token, { subject: claims.sub, expiresAt: claims.exp });
    return claims.sub;
  };
}
