import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { NODE_OPTIONS } from '../../bench/node-options.js';
import { createSchema } from '../../src/api/schema.js';
import { type ArgumentPlace, type ArgumentRequest, argumentPlaces } from '../support/argument-places.js';
import { engines } from '../support/database.js';
import { secretsIn } from '../support/secrets.js';
import { type Build, buildService, type ServerProcess } from '../support/server-process.js';
import { type Answered, faultOf, RawClient } from './client.js';
import { fuzz } from './fuzz.js';
import { HealthyClient } from './healthy-client.js';
import { hostileRequests } from './input-classes.js';
import { type Belongings, SECRET, startWorld, token, type World } from './world.js';

/** How often each input is sent, and how many operations are made by chance over all engines; more by `npm run test:hostile`. */
const ROUNDS = Number(process.env.HOSTILE_ROUNDS ?? 1);
const OPERATIONS = Number(process.env.FUZZ_OPERATIONS ?? 2000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_125);
const IS_LONG = ROUNDS > 1;

let schema: GraphQLSchema;
let build: Build;
beforeAll(async () => {
  schema = await createSchema();
  build = buildService();
});
afterAll(() => build.remove());

describe.each(engines)('the service on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    // The limits of memory that `npm start` gives it.
    const limits = NODE_OPTIONS.filter((option) => option.startsWith('--max-'));
    world = await startWorld(engine, build, { NODE_OPTIONS: limits.join(' ') });
  });
  afterAll(() => world.stop());

  test('answers every class of hostile input by saying what is wrong, and changes nothing', async () => {
    const { owner, stranger, staffToken, server } = world;
    const requests = hostileRequests({ schema, token: stranger.token, staffToken, secret: SECRET });
    const before = await world.ledger();
    const client = new RawClient(server.url);
    const healthy = new HealthyClient(server.url, owner);
    const faults: string[] = [];
    const fastest = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, request] of requests.entries()) {
        const answer = await client.send(request);
        const fault = faultOf(answer);
        if (fault !== null) faults.push(`${request.name}: ${fault}\n${String(request.body).slice(0, 300)}`);
        const name = `${request.name} #${index}`;
        fastest.set(name, Math.min(fastest.get(name) ?? Number.POSITIVE_INFINITY, answer.milliseconds));
      }
    }
    const well = await healthy.stop();
    client.close();
    expect(faults).toEqual([]);
    expect(await world.ledger()).toEqual(before);
    expect(await world.audit()).toEqual([]);
    expect(well.faults).toEqual([]);
    expect(well.answered).toBeGreaterThan(0);
    if (IS_LONG) report(engine, requests.length, fastest, well.milliseconds);
  });

  test('answers operations by chance, and its ledger balances', async () => {
    const { owner, stranger, staffToken, server } = world;
    const tokens = [owner.token, stranger.token, staffToken, null];
    const client = new RawClient(server.url, 8);
    const send = (request: object, chance: { pick<T>(some: readonly T[]): T }): Promise<Answered> => {
      const token = chance.pick(tokens);
      const headers = {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      return client.send({ method: 'POST', headers, body: JSON.stringify(request) });
    };
    const operations = Math.ceil(OPERATIONS / engines.length);
    const { answered, refused, faults } = await fuzz(schema, {
      operations,
      seed: SEED,
      known: knownOf([owner, stranger]),
      atOnce: 8,
      send,
    });
    client.close();
    expect(faults).toEqual([]);
    expect(answered + refused).toBe(operations);
    expect(answered).toBeGreaterThan(operations / 4);
    expect(await world.audit()).toEqual([]);
    const mebibytes = await residentMebibytes(server);
    expect(mebibytes).toBeGreaterThan(0);
    expect(mebibytes).toBeLessThan(300);
    if (IS_LONG) {
      const counts = `${operations} operations by chance, ${answered} answered with data, ${refused} refused whole`;
      process.stdout.write(`${engine}: ${counts}; ${mebibytes} MiB resident\n`);
    }
  });

  test('gives a member nothing of another’s, whichever of their ids is sent at whichever place', async () => {
    const { owner, stranger, server } = world;
    const before = await world.ledger();
    const client = new RawClient(server.url);
    const told: string[] = [];
    for (const [member, other] of [
      [stranger, owner],
      [owner, stranger],
    ] as const) {
      const places = argumentPlaces(schema, (name, type) => own(member, name, type)).filter(isOfPersons);
      expect(places.map(({ name }) => name)).toEqual(expect.arrayContaining(PLACES_OF_PERSONS));
      for (const place of places) {
        for (const id of belongingsOf(other)) {
          const { status, body } = await client.send(as(member, place.request(id)));
          expect(status).toBeLessThan(500);
          const leaked = belongingsOf(other).filter((one) => one !== id && body.includes(one));
          if (leaked.length > 0) told.push(`${place.name} with ${id} tells ${leaked}`);
        }
      }
      const node = places.find(({ name }) => name === 'Query.node(id)');
      const mine = await client.send(as(member, node?.request(member.deviceId) as ArgumentRequest));
      expect(mine.body).toContain(member.serialNumber);
    }
    client.close();
    expect(told).toEqual([]);
    expect(await world.ledger()).toEqual(before);
  });

  test('notices what a good request changes, so that it would have noticed a bad one', async () => {
    const before = await world.ledger();
    const client = new RawClient(world.server.url);
    const newcomer = { token: await token('hostile-newcomer') };
    await client.send(as(newcomer, { query: 'mutation { checkIn { __typename } }', variables: {} }));
    client.close();
    const after = await world.ledger();
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(
      expect.arrayContaining(['check_ins', 'grants', 'lots']),
    );
  });

  test('tells no secret in its output or its errors, also when its tables have gone', async () => {
    const { owner, server } = world;
    await world.loseTable('lots');
    const client = new RawClient(server.url);
    const bodies: string[] = [];
    for (const query of [
      '{ me { balance { availableDays } } }',
      `mutation { redeemCoupon(input: { couponId: "${owner.couponId}" deviceId: "${owner.deviceId}" idempotencyKey: "another key of theirs" }) { __typename } }`,
    ]) {
      bodies.push((await client.send(as(owner, { query, variables: {} }))).body);
    }
    client.close();
    expect(bodies.join()).toContain('INTERNAL_SERVER_ERROR');
    expect(bodies.filter((body) => secretsIn(body).length > 0)).toEqual([]);
    expect(bodies.join()).not.toMatch(/lots|SELECT|UPDATE/);
    const output = await outputWith(server, 'unexpected-error');
    expect(output).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(secretsIn(output)).toEqual([]);
    for (const told of [...idsOf(owner), owner.subject, '127.0.0.1,', '::ffff:']) expect(output).not.toContain(told);
  });
});

describe('the judgement of answers finds out', () => {
  const told = (status: number, body: unknown): Answered => ({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    milliseconds: 0,
  });
  const error = (code: string, message = 'x') => ({ errors: [{ message, extensions: { code } }] });

  test.each([
    ['a server that has failed', told(500, error('BAD_USER_INPUT'))],
    ['a connection that was cut', told(0, 'socket hang up')],
    ['an unexpected error beside data', told(200, { data: null, ...error('INTERNAL_SERVER_ERROR') })],
    ['an answer that is cut off', told(200, '{"data":{"me":')],
    ['an answer without data', told(200, {})],
    ['SQL in a message', told(200, { data: null, ...error('BAD_USER_INPUT', 'SELECT id FROM users') })],
    ['a stack in a message', told(400, error('BAD_REQUEST', 'x at run (/srv/main.js:1:2)'))],
  ])('%s', (_, answer) => {
    expect(faultOf(answer)).not.toBeNull();
  });

  test('nothing in data, in a refusal, or in Node’s own answer to what is no HTTP', () => {
    expect(faultOf(told(200, { data: { me: null } }))).toBeNull();
    expect(faultOf(told(400, error('GRAPHQL_VALIDATION_FAILED')))).toBeNull();
    expect(faultOf(told(431, ''))).toBeNull();
  });

  test('a server that fails for one field alone, by operations made by chance', async () => {
    const failing = async (request: object) =>
      JSON.stringify(request).includes('deviceLookup')
        ? told(200, { data: null, ...error('INTERNAL_SERVER_ERROR') })
        : told(200, { data: {} });
    const { faults } = await fuzz(schema, { operations: 200, seed: SEED, known: {}, atOnce: 1, send: failing });
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toMatch(/^FUZZ_SEED=\d+: an error that no client expects/);
  });
});

/** Places that name what belongs to somebody. A key of one's own may be the same as another's. */
const isOfPersons = ({ name, type }: ArgumentPlace) =>
  type === 'ID' || /\((after|serialNumber|input\.serialNumber|input\.quoteToken)\)$/.test(name);

const PLACES_OF_PERSONS = [
  'Query.node(id)',
  'Query.warranty(serialNumber)',
  'Query.deviceLookup(serialNumber)',
  'Query.quoteRedemption(input.couponId)',
  'Query.quoteRedemption(input.deviceId)',
  'Mutation.redeemCoupon(input.couponId)',
  'Mutation.redeemCoupon(input.deviceId)',
  'Mutation.redeemCoupon(input.quoteToken)',
  'Mutation.bindDevice(input.serialNumber)',
  'Mutation.awardDays(input.userId)',
  'Mutation.suspendUser(input.userId)',
  'User.grants(after)',
];

/** What a member would give at a place of their own. */
function own(member: Belongings, name: string, type: string): unknown {
  if (Object.hasOwn(member, name)) return member[name as keyof Belongings];
  if (type === 'Int') return 1;
  if (type === 'Date') return '2030-01-01';
  if (type === 'DaySource') return 'CAMPAIGN';
  return type === 'ProductCategory' ? 'LAPTOP' : 'nothing';
}

function as({ token }: Pick<Belongings, 'token'>, request: ArgumentRequest) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return { method: 'POST', headers, body: JSON.stringify(request) } as const;
}

/** The ids and the like by which what a member has is known. */
function belongingsOf({ subject: _, token: __, idempotencyKey: ___, ...ids }: Belongings): string[] {
  return Object.values(ids);
}

/** The memory that the process keeps after all that it was sent. */
async function residentMebibytes({ url }: ServerProcess): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1];
  return Math.round(Number(bytes ?? 0) / 2 ** 20);
}

/** What the process has written, once a line of a kind is among it: lines are written together. */
async function outputWith(server: ServerProcess, event: string): Promise<string> {
  for (;;) {
    const output = server.output();
    if (output.includes(event)) return output;
    await sleep(100);
  }
}

function idsOf({ subject: _, token: __, ...ids }: Belongings): string[] {
  return Object.values(ids);
}

function knownOf(people: readonly Belongings[]): Record<string, string[]> {
  const all = (name: keyof Belongings) => people.map((one) => one[name]);
  return {
    id: [...all('userId'), ...all('deviceId'), ...all('couponId'), ...all('grantId'), ...all('redemptionId')],
    ...{ userId: all('userId'), deviceId: all('deviceId'), couponId: all('couponId'), after: all('cursor') },
    ...{ serialNumber: all('serialNumber'), idempotencyKey: all('idempotencyKey'), quoteToken: all('quoteToken') },
  };
}

/** What the long form found; a run among other programmes is judged by the fastest of its rounds. */
function report(
  engine: string,
  inputs: number,
  fastest: ReadonlyMap<string, number>,
  healthy: readonly number[],
): void {
  const slowest = [...fastest].sort(([, a], [, b]) => b - a).slice(0, 12);
  const sorted = [...healthy].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const lines = [
    `${engine}: ${inputs} hostile inputs, each ${ROUNDS} times, beside a healthy client`,
    `  healthy client: ${healthy.length} requests, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
    '  slowest inputs, the fastest of their rounds:',
    ...slowest.map(([name, milliseconds]) => `    ${milliseconds.toFixed(1).padStart(7)} ms  ${name}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  expect(slowest.filter(([, milliseconds]) => milliseconds >= 100)).toEqual([]);
  expect(Number(at(0.99))).toBeLessThan(500);
}
