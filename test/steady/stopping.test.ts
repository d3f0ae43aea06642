import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, startApi } from '../support/api.js';
import { type Engine, engines } from '../support/database.js';
import { type Build, buildService, type ServerProcess } from '../support/server-process.js';

const AWARD = `mutation ($userId: ID!, $key: String!) { awardDays(input: { userId: $userId, days: 1, source: CAMPAIGN,
  reason: "Front page pick", idempotencyKey: $key }) { ... on AwardDaysSuccess { grant { id } } } }`;

const JWT_SECRET = 'a secret that several processes share';
const CLIENTS = 24;
const ROTATIONS = 2;

const server = engines.find((engine) => engine !== 'sqlite');

(server === undefined ? describe.skip : describe)('two servers of which one stops, and starts again, at a time', () => {
  let api: Api;
  let build: Build;
  let servers: ServerProcess[];
  const start = () => build.start({ DATABASE_URL: api.databaseUrl, JWT_SECRET });
  beforeAll(async () => {
    api = await startApi(server as Engine, { JWT_SECRET });
    build = buildService();
    servers = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all(servers.map((one) => one.stop()));
    build.remove();
    await api.stop();
  });

  test('lose no request: each is answered, or was refused before it was sent', async () => {
    const userId = await api.userId('member');
    const token = await moderatorsToken(api.url);
    const answered = new Map<string, string>();
    let refusals = 0;
    let goesOn = true;
    const ask = async (client: number) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      let site = client % 2;
      for (let count = 0; goesOn; count += 1) {
        const key = `award-${client}-${count}`;
        const body = JSON.stringify({ query: AWARD, variables: { userId, key } });
        for (;;) {
          const answer = await post(agent, (servers[site] as ServerProcess).url, token, body);
          // What a load balancer does with a server that is refused, or says that it closes: the next goes to another.
          if (answer === 'REFUSED' || answer.closes) site = 1 - site;
          if (answer === 'REFUSED') {
            refusals += 1;
            await sleep(20);
            continue;
          }
          answered.set(key, JSON.parse(answer.text).data.awardDays.grant.id);
          break;
        }
      }
      agent.destroy();
    };
    const asking = Promise.all(Array.from({ length: CLIENTS }, (_, client) => ask(client)));
    for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
      const site = rotation % 2;
      const enough = answered.size + CLIENTS;
      while (answered.size < enough) await sleep(20);
      await servers[site]?.stop();
      servers[site] = await start();
    }
    goesOn = false;
    await asking;

    const { reader } = api.service.database;
    const rows = await reader.rows<{ key: string; id: string }>(
      'SELECT award_key AS `key`, id FROM grants WHERE award_key IS NOT NULL',
    );
    expect(answered.size).toBeGreaterThan(CLIENTS * ROTATIONS);
    expect(new Map(rows.map(({ key, id }) => [key, id]))).toEqual(answered);
    expect(refusals).toBeLessThanOrEqual(CLIENTS * ROTATIONS);
  });
});

async function moderatorsToken(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ subject: 'moderator', roles: ['MODERATOR'] });
  const answer = await fetch(`${url}/sandbox/token`, { method: 'POST', headers, body });
  return (await answer.json()).token;
}

type Answered = { readonly text: string; readonly closes: boolean };

/** Sends one request; a connection that is refused is the one error that may be. */
async function post(agent: Agent, url: string, token: string, body: string): Promise<Answered | 'REFUSED'> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const asked = request(`${url}/graphql`, { agent, method: 'POST', headers });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject);
  });
  asked.end(body);
  try {
    const response = await answer;
    return { text: await text(response), closes: response.headers.connection === 'close' };
  } catch (error) {
    if ((error as { code?: string }).code === 'ECONNREFUSED') return 'REFUSED';
    throw error;
  }
}
