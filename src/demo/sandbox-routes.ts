import type { IncomingMessage } from 'node:http';
import { ROLES, type Role } from '../accounts/role.js';
import { CHANNELS } from '../policy/policy.js';
import { type Answer, HttpFault, jsonAnswer, type Route, type Routes } from '../server/http/answer.js';
import { BODY_BYTES_MAX, readJson } from '../server/http/body.js';
import { isSubject, SUBJECT_SHAPE } from '../server/sign-in/access-token.js';
import { type SandboxTokenRules, signSandboxToken } from '../server/sign-in/sign-in.js';
import { type CalendarDate, isCalendarDate, LATEST_DATE } from '../shared/calendar.js';
import type { MovableClock } from '../shared/clock.js';

export interface SandboxOptions {
  readonly clock: MovableClock;
  /** The date from which a policy is in force (rule P1a); the clock goes no further back. */
  readonly earliestDate: CalendarDate;
  readonly tokens: SandboxTokenRules;
  /** Puts the demo data back. */
  reset(): Promise<void>;
}

type Body = Readonly<Record<string, unknown>>;

/** What app developers build against: tokens for the asking, a date that moves for all, the demo data anew. */
export function sandboxRoutes(options: SandboxOptions): Routes {
  const { clock, reset } = options;
  return new Map([
    ['/sandbox/token', post((body) => issueToken(body, options))],
    ['/sandbox/clock', post(async (body) => moveClock(body, options))],
    [
      '/sandbox/reset',
      post(async () => {
        await reset();
        return { today: clock.today() };
      }),
    ],
  ]);
}

async function issueToken(body: Body, { tokens }: SandboxOptions): Promise<object> {
  const { subject, roles = [], client = 'APP' } = body;
  if (!isSubject(subject)) throw new HttpFault(400, `subject must be ${SUBJECT_SHAPE}.`);
  const channel = CHANNELS.find((name) => name === client);
  if (channel === undefined) throw new HttpFault(400, `client must be ${CHANNELS.join(' or ')}.`);
  const person = { subject, roles: rolesOf(roles), client: channel };
  return { token: await signSandboxToken(person, tokens) };
}

function rolesOf(value: unknown): Role[] {
  const named: readonly unknown[] = Array.isArray(value) ? value : [null];
  const known = ROLES.filter((role) => named.includes(role));
  if (named.every((name) => known.some((role) => role === name))) return known;
  throw new HttpFault(400, `roles must be an array of ${ROLES.join(', ')}.`);
}

function moveClock({ today }: Body, { clock, earliestDate }: SandboxOptions): object {
  if (today !== null && (typeof today !== 'string' || !isCalendarDate(today))) {
    const wanted = `a date that exists, YYYY-MM-DD, not after ${LATEST_DATE}, or null for the date it really is`;
    throw new HttpFault(400, `today must be ${wanted}.`);
  }
  if (today !== null && today < earliestDate) {
    throw new HttpFault(400, `today must be ${earliestDate} or later: no policy is in force before.`);
  }
  clock.moveTo(today);
  return { today: clock.today() };
}

/** A route that takes a JSON object and tells what to mend as `{"error": …}`. */
function post(work: (body: Body) => Promise<object>): Route {
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    try {
      return jsonAnswer(200, await work(objectOf(await readJson(request, BODY_BYTES_MAX))));
    } catch (error) {
      if (!(error instanceof HttpFault) || error.status === 413) throw error;
      return jsonAnswer(error.status, { error: error.message });
    }
  };
  return { method: 'POST', answer };
}

function objectOf(body: unknown = {}): Body {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
  throw new HttpFault(400, 'Send a JSON object.');
}
