import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphiqlPage } from '../../src/server/http/graphiql.js';
import {
  ask,
  bearer,
  counted,
  fetchTold,
  holdSlow,
  type SmallServer,
  slowBegins,
  startSmallServer,
  type Told,
} from './small-server.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

let server: SmallServer;
beforeAll(async () => {
  server = await startSmallServer();
});
afterAll(() => server.stop());

function post(body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE): Promise<Told> {
  return fetchTold(`${server.url}/graphql`, { method: 'POST', headers, body });
}

describe('a page of another site', () => {
  test.each([[undefined], ['text/plain']])('cannot post without asking the browser first (%s)', async (type) => {
    const before = counted.changes;
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const { status } = await post(Buffer.from('{"query":"mutation { change }"}'), headers);
    expect([status, counted.changes]).toEqual([415, before]);
  });

  test('cannot get either, while a client that sends the header of a preflight can', async () => {
    const url = `${server.url}/graphql?query=${encodeURIComponent('{ language }')}`;
    expect((await fetchTold(url, {})).status).toBe(400);
    const { status, data } = await fetchTold(url, { headers: { 'apollo-require-preflight': '1' } });
    expect([status, data]).toEqual([200, { language: 'zh-CN' }]);
  });

  test('cannot change anything by a GET', async () => {
    const before = counted.changes;
    const url = `${server.url}/graphql?query=${encodeURIComponent('mutation { change }')}`;
    const { status } = await fetchTold(url, { headers: { 'apollo-require-preflight': '1' } });
    expect([status, counted.changes]).toEqual([405, before]);
  });
});

describe('a path', () => {
  test('/healthz says that the service is alive', async () => {
    const { status, text } = await fetchTold(`${server.url}/healthz`, {});
    expect([status, JSON.parse(text)]).toEqual([200, { status: 'ok' }]);
    expect((await fetchTold(`${server.url}/healthz`, { method: 'HEAD' })).status).toBe(200);
  });

  test.each([
    ['is', async () => true, 200],
    ['is not', async () => false, 503],
    ['cannot tell whether it is', () => Promise.reject(new Error()), 503],
  ])('/readyz tells that the service %s ready', async (_, isReady, status) => {
    const other = await startSmallServer({ isReady });
    expect((await fetchTold(`${other.url}/readyz`, {})).status).toBe(status);
    await other.stop();
  });

  test.each(['/', '/graphql/', '/GraphQL', '/sandbox/reset', '/../etc/passwd', '/%00'])(
    '%s is not there',
    async (path) => {
      const { status, errors } = await fetchTold(server.url + path, {});
      expect([status, errors[0]?.extensions.code]).toEqual([404, 'NOT_FOUND']);
    },
  );

  test.each([
    ['DELETE', '/graphql', 'GET, POST'],
    ['PUT', '/graphql', 'GET, POST'],
    ['OPTIONS', '/graphql', 'GET, POST'],
    ['POST', '/healthz', 'GET'],
  ])('takes no method but its own: %s %s', async (method, path, allow) => {
    const { status, headers } = await fetchTold(server.url + path, { method });
    expect([status, headers.get('allow')]).toEqual([405, allow]);
  });
});

describe('GraphiQL', () => {
  let shown: SmallServer;
  beforeAll(async () => {
    const headers = await bearer('ann');
    const page = await graphiqlPage({
      tabs: [{ story: 'Who am I?', query: 'query Who { subject }', variables: { a: 1 }, headers }],
    });
    shown = await startSmallServer({ graphiqlPage: () => page });
  });
  afterAll(() => shown.stop());

  test('is shown to a browser, with its tabs', async () => {
    const { status, headers, text } = await fetchTold(`${shown.url}/graphql`, { headers: { accept: BROWSER } });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text.startsWith('<!doctype html>')).toBe(true);
    expect(text).toContain(JSON.stringify('# Who am I?\nquery Who { subject }'));
  });

  test('loads nothing from anywhere else, and the browser is told to see to it', async () => {
    const { headers, text } = await fetchTold(`${shown.url}/graphql`, { headers: { accept: BROWSER } });
    expect(text.match(/<(script|link|iframe)[^>]*(src|href)\s*=\s*["']?(https?:)?\/\//g)).toBeNull();
    expect(text.match(/(@import|url\()\s*["']?(https?:)?\/\//g)).toBeNull();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  test('is where a browser that comes to the root is sent', async () => {
    const { status, headers } = await fetchTold(`${shown.url}/`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([302, '/graphql']);
  });

  test('is not what a program gets', async () => {
    expect((await ask(shown, '{ subject }', { headers: { accept: '*/*' } })).data).toEqual({ subject: null });
  });

  test('is not shown where it is off', async () => {
    const { status, text } = await fetchTold(`${server.url}/graphql`, { headers: { accept: BROWSER } });
    expect([status, text.includes('<html')]).toEqual([400, false]);
  });
});

describe('a connection', () => {
  /** Sends text as it is and reads until the server closes. */
  function raw(text: string): Promise<string> {
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('close', () => resolve(answer)).on('error', () => resolve(answer));
    });
  }

  test.each(['NONSENSE\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'])(
    'of no HTTP is closed: %j',
    async (text) => {
      expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 /);
    },
  );

  test('that breaks in the middle of a body or of an answer harms nobody else', async () => {
    const ends = new EventEmitter();
    const broken = await startSmallServer({ observers: [{ ended: () => ends.emit('ended') }] });
    /** Sends text, and breaks the connection once its request has come and what it is to begin has begun. */
    const breakOnce = async (text: string, begins?: Promise<void>) => {
      const requested = once(broken.server, 'request');
      const socket = connect(Number(new URL(broken.url).port), '127.0.0.1', () => socket.write(text));
      const [[request]] = await Promise.all([requested, begins]);
      socket.resetAndDestroy();
      await new Promise((resolve) => request.socket.once('close', resolve));
    };
    const head = 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
    const slow = '{"query":"{ slow }"}';
    const bodyEnds = once(ends, 'ended');
    await breakOnce(`${head}Content-Length: 500\r\n\r\n{"que`);
    await bodyEnds;
    const answerEnds = once(ends, 'ended');
    const letGo = holdSlow();
    await breakOnce(`${head}Content-Length: ${slow.length}\r\n\r\n${slow}`, slowBegins());
    letGo();
    await answerEnds;
    expect((await ask(broken, '{ subject }')).status).toBe(200);
    expect(broken.logged).toEqual([]);
    await broken.stop();
  });

  test('that waits for its answer gets it when the server stops, and no new one is taken', async () => {
    const stopping = await startSmallServer();
    const letGo = holdSlow();
    const answer = ask(stopping, '{ slow }');
    await slowBegins();
    const stopped = stopping.stop();
    await expect(ask(stopping, '{ subject }')).rejects.toThrow();
    letGo();
    expect((await answer).data).toEqual({ slow: 'done' });
    await stopped;
    expect(stopping.server.listening).toBe(false);
  });

  test('whose client leaves runs to its end before the server has stopped', async () => {
    const stopping = await startSmallServer();
    const leaving = new AbortController();
    const before = counted.slow;
    const letGo = holdSlow();
    const body = JSON.stringify({ query: '{ slow }' });
    const request = { method: 'POST', headers: JSON_TYPE, body, signal: leaving.signal };
    const answer = fetch(`${stopping.url}/graphql`, request);
    await slowBegins();
    leaving.abort();
    await expect(answer).rejects.toThrow();
    const doneAtStop = stopping.stop().then(() => counted.slow);
    await once(stopping.server, 'close');
    await turn();
    letGo();
    expect(await doneAtStop).toBe(before + 1);
  });

  test('whose client leaves before it is begun is dropped', async () => {
    const left = await startSmallServer({ stopMillisecondsMax: 500 });
    left.server.on('request', (request) => request.destroy());
    const before = counted.changes;
    const body = JSON.stringify({ query: 'mutation { change }' });
    await expect(fetch(`${left.url}/graphql`, { method: 'POST', headers: JSON_TYPE, body })).rejects.toThrow();
    await left.stop();
    expect([counted.changes, left.logged]).toEqual([before, []]);
  });

  test('whose client leaves and that does not end is given up when the server stops, and the log tells so', async () => {
    const stopping = await startSmallServer({ stopMillisecondsMax: 20 });
    const leaving = new AbortController();
    const before = counted.slow;
    const letGo = holdSlow();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ slow }' });
    const answer = fetch(`${stopping.url}/graphql`, { method: 'POST', headers, body, signal: leaving.signal });
    await slowBegins();
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await stopping.stop();
    expect([counted.slow, stopping.logged]).toEqual([before, [{ event: 'requests-given-up', running: 1 }]]);
    letGo();
  });
});
