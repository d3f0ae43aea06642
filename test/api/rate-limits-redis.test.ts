import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { RATE_LIMITS } from '../../src/config/allowed-rates.js';
import type { RateLimiter } from '../../src/server/rate-limits/rate-limiter.js';
import { redisRateLimiter } from '../../src/server/rate-limits/redis-rate-limiter.js';
import { freePort } from '../support/global-setup.js';
import { ask, bearer, type SmallServer, startSmallServer } from './small-server.js';

const program = process.env.TEST_REDIS_SERVER;

/** Two processes' worth of servers that count in one Redis. */
(program ? describe : describe.skip)('limits in Redis', () => {
  let port: number;
  let redis: ChildProcess;
  let logged: string[];
  const open: { limiter: RateLimiter; server: SmallServer }[] = [];

  const startRedis = async () => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    redis = spawn(program as string, settings, { stdio: 'ignore' });
    await until(async () => (await told(port, 'PING')) === '+PONG');
  };
  const startTwo = async (queries: number) => {
    logged = [];
    for (let number = 0; number < 2; number += 1) {
      const limits = { ...RATE_LIMITS, queries };
      const limiter = redisRateLimiter(`redis://127.0.0.1:${port}`, limits, (event) => void logged.push(event));
      open.push({ limiter, server: await startSmallServer({ rateLimiter: limiter }) });
    }
    for (const { limiter } of open) await until(() => countsInRedis(limiter));
    return open.map(({ server }) => server) as [SmallServer, SmallServer];
  };

  /** A limiter that has no connection yet counts in memory and leaves nothing in Redis. */
  const countsInRedis = async (limiter: RateLimiter) => {
    const somebody = randomUUID();
    await limiter.count('requests', somebody);
    return (await told(port, `EXISTS coupons:requests:${somebody}`)) === ':1';
  };

  beforeAll(async () => {
    port = await freePort();
    await startRedis();
  });
  afterEach(async () => {
    for (const { server, limiter } of open.splice(0)) {
      await server.stop();
      await limiter.close();
    }
  });
  afterAll(async () => {
    redis.kill('SIGKILL');
    await once(redis, 'exit');
  });

  test('hold for all processes together', async () => {
    const [one, other] = await startTwo(3);
    const headers = await bearer('ann');
    const statuses = [];
    for (const server of [one, other, one, other, one])
      statuses.push((await ask(server, '{ subject }', { headers })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(logged).toEqual([]);
  });

  test('hold for each process while Redis is away, and no request fails for it', async () => {
    const [one, other] = await startTwo(2);
    redis.kill('SIGKILL');
    await once(redis, 'exit');
    const headers = await bearer('bob');
    const statuses = [];
    for (const server of [one, one, one, other, other, other])
      statuses.push((await ask(server, '{ subject }', { headers })).status);
    expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);
    expect(new Set(logged)).toEqual(new Set(['rate-limits-without-redis']));
    await startRedis();
  });

  test('do not wait for a Redis that does not answer', async () => {
    const [one] = await startTwo(2);
    redis.kill('SIGSTOP');
    const headers = await bearer('cid');
    const statuses = [];
    for (let round = 0; round < 3; round += 1) statuses.push((await ask(one, '{ subject }', { headers })).status);
    redis.kill('SIGCONT');
    expect(statuses).toEqual([200, 200, 429]);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

/** What Redis answers to a command; null where it can't be reached. */
function told(port: number, command: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (answer) => resolve(answer.toString().trim())).once('error', () => resolve(null));
    socket.once('data', () => socket.destroy());
  });
}
