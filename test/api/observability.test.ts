import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { Collector, type Span } from '../support/collector.js';
import { engines } from '../support/database.js';

const CHECK_IN = readFileSync('operations/check-in.graphql', 'utf8');
const REDEEM = readFileSync('operations/redeem-coupon.graphql', 'utf8');
const SERIAL_NUMBER = 'PF1SEEN1';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

type Line = Readonly<Record<string, unknown>>;

describe.each(engines)('what a service tells while it serves, on %s', (engine) => {
  let collector: Collector;
  let token: string;
  const lines: Line[] = [];
  let userId: string;
  let metrics: string;
  const requestIds: string[] = [];

  beforeAll(async () => {
    collector = await Collector.start();
    const environment = { LOG_LEVEL: 'info', OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint };
    const api = await startApi(engine, environment, (event, details, level) =>
      lines.push({ event, level, ...details }),
    );
    try {
      await story(api);
      metrics = await (await fetch(`${api.url}/metrics`)).text();
    } finally {
      // What is still to be sent is sent before it has stopped.
      await api.stop();
    }
  });
  afterAll(() => collector.stop());

  /** A member checks in twice, binds a machine, is refused, and redeems 30 days later, twice with one key. */
  async function story(api: Api): Promise<void> {
    const { url } = api;
    await api.moveTo('2023-06-01');
    await api.register({ serialNumber: SERIAL_NUMBER });
    userId = await api.userId('ann');
    const ask = await clientOf(api);
    await ask(CHECK_IN, {}, { 'x-request-id': 'from-the-gateway.1', traceparent: `00-${TRACE}-00f067aa0ba902b7-01` });
    await ask(CHECK_IN, {}, { 'x-request-id': 'a b' });
    await api.award('ann', 90);
    const bind =
      'mutation B($s: String!) { bindDevice(input: {serialNumber: $s}) { ... on BindDeviceSuccess { device { id } } } }';
    const deviceId = (await ask(bind, { s: SERIAL_NUMBER })).data.bindDevice.device.id;
    const couponId = (await ask('{ me { coupons { id } } }')).data.me.coupons[0].id;
    await ask(REDEEM, { couponId, deviceId, idempotencyKey: 'observed' });
    await api.moveTo('2023-07-01');
    for (let time = 0; time < 2; time += 1) await ask(REDEEM, { couponId, deviceId, idempotencyKey: 'observed' });
    await ask(REDEEM, { couponId, deviceId, idempotencyKey: 'short' });
    await ask(`query ${'N'.repeat(100)} { me { status } }`);
    await ask('{ me {');
    await ask('{ me {', {}, { accept: 'application/json' });
    await ask('{ me { id } }', {}, { authorization: `Bearer ${token}x` });
    await fetch(`${url}/ann/${SERIAL_NUMBER}?access_token=${token}`);
    await fetch(`${url}/healthz`);
  }

  async function clientOf({ url }: Api) {
    const response = await fetch(`${url}/sandbox/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject: 'ann' }),
    });
    token = (await response.json()).token;
    return async (query: string, variables: object = {}, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      requestIds.push(answer.headers.get('x-request-id') ?? '');
      return answer.json();
    };
  }

  const requests = () => lines.filter(({ event }) => event === 'request');
  const of = (operation: string) => requests().filter((line) => line.operation === operation);

  describe('its log', () => {
    test('has a line for each request, with the name of its operation and how it ended', () => {
      expect(of('CheckIn')).toEqual([
        expect.objectContaining({ outcome: 'data', status: 200, method: 'POST', path: '/graphql', level: 'info' }),
        expect.objectContaining({ outcome: 'refused', code: 'AlreadyCheckedIn', rule: 'E1', status: 200 }),
      ]);
      expect(of('RedeemCoupon').map(({ outcome, code, rule }) => [outcome, code, rule])).toEqual([
        ['refused', 'DeviceNotBoundLongEnough', 'D6'],
        ['data', undefined, undefined],
        ['data', undefined, undefined],
        ['error', 'BAD_USER_INPUT', undefined],
      ]);
      expect(of('CheckIn').every(({ milliseconds }) => Number(milliseconds) > 0)).toBe(true);
    });

    test('tells what was refused before anything was executed', () => {
      const ends = requests().map(({ path, operation, code, status }) => [path, operation, code, status]);
      expect(ends).toContainEqual(['/graphql', undefined, 'GRAPHQL_PARSE_FAILED', 400]);
      expect(ends).toContainEqual(['/graphql', undefined, 'GRAPHQL_PARSE_FAILED', 200]);
      expect(ends).toContainEqual(['/graphql', undefined, 'UNAUTHENTICATED', 401]);
      expect(ends).toContainEqual([undefined, undefined, 'NOT_FOUND', 404]);
    });

    test('keeps the id that a request came with, and makes one where that has not the form of one', () => {
      const [first, second] = of('CheckIn').map(({ requestId }) => requestId);
      expect(first).toBe('from-the-gateway.1');
      expect(second).toMatch(/^[0-9a-f-]{36}$/);
      expect(requestIds.slice(0, 2)).toEqual([first, second]);
    });

    test('cuts a name that is too long, and is silent about probes', () => {
      expect(of('N'.repeat(64))).toHaveLength(1);
      expect(lines.filter(({ path }) => path === '/healthz')).toMatchObject([{ level: 'debug' }]);
    });

    test('holds no token, no address, no subject, no account and no serial number', () => {
      const text = JSON.stringify(lines);
      const secrets = [token, token.split('.')[2], '127.0.0.1', '"ann"', '/ann', userId, SERIAL_NUMBER, 'observed'];
      for (const secret of secrets) expect(text).not.toContain(secret);
    });
  });

  describe('its metrics', () => {
    const value = (series: string) =>
      Number(
        metrics
          .split('\n')
          .find((line) => line.startsWith(`${series} `))
          ?.split(' ')[1],
      );

    test('count requests by operation and outcome', () => {
      const redeeming = 'coupons_requests_total{path="/graphql",operation="RedeemCoupon"';
      expect(value(`${redeeming},outcome="data",code=""}`)).toBe(2);
      expect(value(`${redeeming},outcome="refused",code=""}`)).toBe(1);
      expect(value(`${redeeming},outcome="error",code="BAD_USER_INPUT"}`)).toBe(1);
      expect(value('coupons_requests_total{path="other",operation="",outcome="error",code="NOT_FOUND"}')).toBe(1);
      expect(value('coupons_operation_seconds_count{operation="CheckIn"}')).toBe(2);
    });

    test('know promised operations alone by their names', () => {
      expect(metrics).not.toContain('NNN');
      expect(value('coupons_operation_seconds_count{operation="other"}')).toBeGreaterThan(0);
    });

    test('count refusals by rule', () => {
      expect(value('coupons_refusals_total{rule="E1",error="AlreadyCheckedIn"}')).toBe(1);
      expect(value('coupons_refusals_total{rule="D6",error="DeviceNotBoundLongEnough"}')).toBe(1);
    });

    test('count a redemption once, however often it is answered', () => {
      expect(value('coupons_decisions_total{set="redemptions",outcome="REDEEMED"}')).toBe(1);
      expect(value('coupons_decisions_total{set="redemptions",outcome="REDEEMED_BEFORE"}')).toBe(1);
      expect(value('coupons_decisions_total{set="check-ins",outcome="CHECKED_IN"}')).toBe(1);
    });

    test('tell the sizes of batches and sets, the pools, and the process', () => {
      expect(value('coupons_set_commands_count{set="redemptions"}')).toBe(3);
      expect(value('coupons_batch_keys_count')).toBeGreaterThan(0);
      for (const pool of ['writers', 'readers']) {
        expect(value(`coupons_pool_connections_max{pool="${pool}"}`)).toBe(engine === 'sqlite' ? 1 : 12);
        expect(value(`coupons_pool_connections_in_use{pool="${pool}"}`)).toBe(0);
        expect(value(`coupons_pool_waiting{pool="${pool}"}`)).toBe(0);
      }
      expect(value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
      expect(metrics).toContain('nodejs_eventloop_lag_seconds ');
    });
  });

  describe('its traces', () => {
    const attribute = ({ attributes }: Span, name: string) =>
      attributes.find(({ key }) => key === name)?.value.stringValue;

    test('lead from the caller through the request and the use case to its statements', () => {
      const request = collector.find('CheckIn', { traceId: TRACE });
      expect(request.parentSpanId).toBe('00f067aa0ba902b7');
      expect(attribute(request, 'request.id')).toBe('from-the-gateway.1');
      const [decision] = collector.below(request).filter(({ name }) => name === 'decide check-ins');
      const statements = collector.below(decision as Span).map(({ name }) => name);
      expect(statements).toContain('UPDATE real_users');
      expect(statements).toContain('INSERT check_ins');
      if (engine !== 'sqlite') expect(statements.at(-1)).toBe('COMMIT');
    });

    test('have the statements of a read below the request that asked for it', () => {
      const request = collector.find('N'.repeat(64));
      const [batch] = collector.below(request);
      expect(batch?.name).toBe('read batch');
      expect(collector.below(batch as Span)[0]?.name).toMatch(/^SELECT /);
    });

    test('tell the rule that refused', () => {
      const refused = collector.spans.find((span) => attribute(span, 'coupons.rule') === 'D6');
      expect(refused?.name).toBe('RedeemCoupon');
    });

    test('hold no values of statements, no token and no account', () => {
      const text = JSON.stringify(collector.spans);
      for (const secret of [token, userId, SERIAL_NUMBER, '"ann"', 'observed']) expect(text).not.toContain(secret);
    });

    test('leave probes out', () => {
      expect(collector.spans.filter((span) => /healthz|metrics/.test(JSON.stringify(span)))).toEqual([]);
    });
  });
});

test('a collector that is away is told, and keeps nothing from ending', async () => {
  const events: string[] = [];
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  const api = await startApi(engines[0] ?? 'sqlite', environment, (event) => events.push(event));
  await (await api.as('ann')).send('{ me { id } }');
  await api.stop();
  expect(events).toEqual(['traces-lost']);
});
