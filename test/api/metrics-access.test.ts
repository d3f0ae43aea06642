import { request } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/server/observability/metrics.js';
import { metricsRoute } from '../../src/server/observability/metrics-route.js';
import { type SmallServer, startSmallServer } from './small-server.js';

const TOKEN = 'a-token-of-the-monitoring-of-the-tests';
const metrics = createMetrics({ operations: new Set(), pools: () => [] });

let server: SmallServer;
afterEach(() => server.stop());

async function start(token: string | null): Promise<void> {
  server = await startSmallServer({ routes: new Map([['/metrics', metricsRoute(metrics, token)]]) });
}

/** The status of /metrics for a request with these headers. */
function statusOf(headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${server.url}/metrics`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

test('without a token, metrics are for this machine, not for what a proxy on it forwards', async () => {
  await start(null);
  expect(await statusOf()).toBe(200);
  for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via']) {
    expect(await statusOf({ [name]: '203.0.113.7' })).toBe(404);
  }
});

test('with a token, metrics are for whoever has it', async () => {
  await start(TOKEN);
  expect(await statusOf({ authorization: `Bearer ${TOKEN}` })).toBe(200);
  expect(await statusOf({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' })).toBe(200);
  expect(await statusOf()).toBe(404);
  for (const wrong of [TOKEN, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, 'Bearer ', `bearer ${TOKEN}`]) {
    expect(await statusOf({ authorization: wrong })).toBe(404);
  }
});
