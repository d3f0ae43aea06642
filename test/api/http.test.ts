import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Overloaded } from '../../src/database/faults.js';
import { ask, bearer, counted, fetchTold, type SmallServer, startSmallServer, type Told } from './small-server.js';

const JSON_TYPE = { 'content-type': 'application/json' };

let server: SmallServer;
beforeAll(async () => {
  server = await startSmallServer();
});
afterAll(() => server.stop());

function post(body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE): Promise<Told> {
  return fetchTold(`${server.url}/graphql`, { method: 'POST', headers, body });
}

/** A request of exactly so many bytes. */
function bodyOf(bytes: number): string {
  const body = (filling: string) => JSON.stringify({ query: '{ subject }', variables: { filling } });
  return body('x'.repeat(bytes - body('').length));
}

describe('an operation', () => {
  test('is answered as application/json, or as application/graphql-response+json to who prefers it', async () => {
    const json = await ask(server, '{ subject }');
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const accept = 'application/graphql-response+json, application/json;q=0.5';
    const graphql = await ask(server, '{ subject }', { headers: { accept } });
    expect(graphql.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  });

  test.each([
    ['{', undefined],
    ['{ nothing }', undefined],
    ['query ($n: Int!) { double(of: $n) }', { n: 'two' }],
  ])(
    'that is refused, %s, is answered 400, and 200 to who accepts application/json alone',
    async (query, variables) => {
      const answers = ['application/graphql-response+json', 'application/json'].map((accept) =>
        ask(server, query, { variables, headers: { accept } }),
      );
      const told = await Promise.all(answers);
      expect(told.map(({ status }) => status)).toEqual([400, 200]);
      for (const { data, errors } of told) expect([data, errors.length]).toEqual([undefined, 1]);
    },
  );

  test.each([
    ['en-GB', 'en'],
    ['zh-TW, en;q=0.9', 'zh-CN'],
    ['fr, en;q=0.5, zh;q=0.4', 'en'],
    ['fr', 'zh-CN'],
    ['*', 'zh-CN'],
    ['__proto__, constructor', 'zh-CN'],
    ['en;q=0, zh', 'zh-CN'],
  ])('whose Accept-Language is "%s" is answered in %s', async (language, expected) => {
    const { data } = await ask(server, '{ language }', { headers: { 'accept-language': language } });
    expect(data?.language).toBe(expected);
  });

  test.each(['image/png', 'application/json;q=0', 'text/html', 'application/json; charset=utf-16'])(
    'is not executed for a client that accepts %s, which could not read the answer',
    async (accept) => {
      const before = counted.changes;
      const { status, data } = await ask(server, 'mutation { change }', { headers: { accept } });
      expect({ status, data, changes: counted.changes }).toEqual({ status: 406, data: undefined, changes: before });
    },
  );

  test('is not answered twice: a batch is refused', async () => {
    const before = counted.changes;
    const { status, data } = await post(
      JSON.stringify([{ query: 'mutation { change }' }, { query: 'mutation { change }' }]),
    );
    expect({ status, data, changes: counted.changes }).toEqual({ status: 400, data: undefined, changes: before });
  });
});

describe('an error', () => {
  test('that is unexpected is told by an id that finds it in the log, and by nothing else', async () => {
    for (const field of ['broken', 'brokenGraphql']) {
      const { errors, text } = await ask(server, `{ ${field} }`);
      expect(errors[0]).toMatchObject({
        message: 'Internal server error',
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      });
      expect(text).not.toMatch(/SELECT|users|stack|\.ts/);
      const logged = server.logged.find(({ reference }) => reference === errors[0]?.extensions.reference);
      expect(logged).toMatchObject({ event: 'unexpected-error', path: field });
      expect(String(logged?.error)).toContain('SELECT * FROM users');
    }
  });

  test('of the input says what to mend', async () => {
    const { errors } = await ask(server, '{ badInput }');
    expect(errors[0]?.message).toBe('input.on must not lie in the past.');
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'input.on' });
  });

  test.each([[2 ** 31], [1e21], [0.5], ['1'], [null], [[1, 2]], [{}]])(
    'of a variable that is %j says so',
    async (n) => {
      const { status, errors } = await ask(server, 'query ($n: Int!) { double(of: $n) }', { variables: { n } });
      expect([status, errors[0]?.extensions]).toEqual([400, { code: 'BAD_USER_INPUT' }]);
    },
  );

  test('of too many waiting changes asks to come back', async () => {
    const { errors } = await ask(server, '{ overloaded }');
    const retryAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(errors[0]?.extensions).toEqual({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 5, retryAt });
  });

  test('of too many who wait to sign in asks to come back, and is no defect', async () => {
    const full = await startSmallServer({ contextOf: async () => Promise.reject(new Overloaded()) });
    const { status, headers, errors } = await ask(full, '{ subject }');
    await full.stop();
    expect([status, headers.get('retry-after'), full.logged]).toEqual([429, '5', []]);
    const retryAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(errors).toEqual([
      {
        message: 'The service has too much to do: try again in a few seconds.',
        extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 5, retryAt },
      },
    ]);
  });

  test('while the context is made is unexpected too', async () => {
    const failing = await startSmallServer({ contextOf: async () => Promise.reject(new Error('no table users')) });
    const { status, errors, text } = await ask(failing, '{ subject }');
    await failing.stop();
    expect([status, errors[0]?.message]).toEqual([500, 'Internal server error']);
    expect(text).not.toContain('users');
  });
});

describe('a body', () => {
  test.each([
    ['truncated JSON', '{"query":"{ subject }"', 400],
    ['nothing', '', 400],
    ['null', 'null', 400],
    ['a number', '1', 400],
    ['an empty object', '{}', 400],
    ['a query that is an object', '{"query":{"kind":"Document"}}', 400],
    ['variables that are a list', '{"query":"{ subject }","variables":[]}', 400],
    ['a persisted query', '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"a"}}}', 200],
    ['UTF-16', Buffer.from('{"query":"{ subject }"}', 'utf16le'), 400],
    ['UTF-16 with its mark', Buffer.from('\uFEFF{"query":"{ subject }"}', 'utf16le'), 400],
    ['Latin-1', Buffer.from('{"query":"{ subject } # é"}', 'latin1'), 400],
    [
      'brackets in brackets',
      `{"query":"query ($n: Int!) { double(of: $n) }","variables":{"n":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`,
      400,
    ],
    ['a prototype', '{"__proto__":{"query":"{ subject }"}}', 400],
  ])('of %s is answered, and nothing is executed', async (_, body, status) => {
    const told = await post(body);
    expect([told.status, told.data]).toEqual([status, undefined]);
    expect(told.errors.length).toBe(1);
  });

  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json; charset=utf-16'],
    ['application/graphql'],
  ])('of the type %s is refused', async (type) => {
    const { status, data } = await post('{"query":"mutation { change }"}', { 'content-type': type });
    expect([status, data]).toEqual([415, undefined]);
  });

  test.each([['application/json; charset=UTF-8'], ['Application/JSON;charset="utf-8"']])(
    'of the type %s is taken',
    async (type) => {
      expect((await post('{"query":"{ subject }"}', { 'content-type': type })).status).toBe(200);
    },
  );

  test('that is compressed is refused', async () => {
    expect((await post('x', { ...JSON_TYPE, 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test('may have 100,000 bytes, and not one more', async () => {
    expect((await post(bodyOf(100_000))).status).toBe(200);
    expect((await post(bodyOf(100_001))).status).toBe(413);
  });

  test.each([['MODERATOR'], ['SUPPORT']] as const)('of a %s may be no larger', async (role) => {
    expect((await post(bodyOf(100_001), { ...JSON_TYPE, ...(await bearer('ann', [role])) })).status).toBe(413);
  });

  test('of an operator may have 1 MiB, and not one byte more', async () => {
    const headers = { ...JSON_TYPE, ...(await bearer('ann', ['OPERATOR'])) };
    expect((await post(bodyOf(1_048_576), headers)).status).toBe(200);
    expect((await post(bodyOf(1_048_577), headers)).status).toBe(413);
  });

  test('of an operator whose token is not accepted may be no larger', async () => {
    const { authorization } = await bearer('ann', ['OPERATOR']);
    expect((await post(bodyOf(100_001), { ...JSON_TYPE, authorization: `${authorization}x` })).status).toBe(413);
  });

  test('of 20 MB is answered also to a client that reads only once it has sent all', async () => {
    const length = 20_000_000;
    const head = `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
    const answer = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      socket.pause().on('data', (chunk) => {
        received += chunk;
      });
      socket.on('close', () => resolve(received)).on('error', () => resolve(received));
      socket.write(head);
      socket.write(Buffer.alloc(length, 'x'), () => socket.resume());
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]+"CONTENT_TOO_LARGE"/);
  });

  test('that does not say its length is counted as it comes', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const options = { method: 'POST', headers: JSON_TYPE };
      const request = httpRequest(`${server.url}/graphql`, options, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      for (let chunk = 0; chunk < 5; chunk += 1) request.write('x'.repeat(30_000));
    });
    expect(status).toBe(413);
  });
});
