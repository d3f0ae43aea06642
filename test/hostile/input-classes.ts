import { createHmac } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import { argumentPlaces } from '../support/argument-places.js';

/** One request that means no good. */
export interface HostileRequest {
  /** The class of input, such as `a document of 2^25 fields`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Behind `/graphql`. */
  readonly search?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What the requests are made of. */
export interface HostileMeans {
  readonly schema: GraphQLSchema;
  /** The attacker's own token, and one with every role of staff. */
  readonly token: string;
  readonly staffToken: string;
  /** The secret that tokens are signed with: what an attacker would need, and what must not help with another algorithm. */
  readonly secret: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Documents that take much to judge or to answer. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'fragments in a circle': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  'a fragment in itself': '{ me { ...A } } fragment A on User { id ...A }',
  'a depth of 3,000': `{ me { ${'devices { redemptions { device { '.repeat(1000)} id ${'} } } '.repeat(1000)} } }`,
  'a depth of 300 within the length': `{ me { ${'devices { redemptions { device { '.repeat(100)} id ${'} } } '.repeat(100)} } }`,
  '20,000 aliases': `{ ${times(20_000, (n) => `a${n}: today`)} }`,
  '300 aliases': `{ ${times(300, (n) => `a${n}: today`)} }`,
  'fragments of 2^25 fields': `{ ...F0 } ${times(25, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F25 on Query { today }`,
  'fragments of 2^25 fields in depth': `{ me { devices { ...F0 } } } ${times(25, (n) => `fragment F${n} on Device { redemptions { device { ...F${n + 1} } } ...F${n + 1} }`)} fragment F25 on Device { id }`,
  'one field 990 times': `{ ${'today '.repeat(990)} }`,
  'one field with a selection 240 times': `{ me { ${'devices { id } '.repeat(240)} } }`,
  'fields that might differ in fragments': `{ me { ${times(100, (n) => `...F${n}`)} } } ${times(100, () => '').trim()} ${times(100, (n) => `fragment F${n} on User { devices { id } }`)}`,
  'brackets in brackets': `{ today(a: ${'['.repeat(490)}${']'.repeat(490)}) }`,
  'braces in braces': '{ me '.repeat(900),
  '500 changes': `mutation { ${times(500, (n) => `a${n}: checkIn { __typename }`)} }`,
  '11 changes': `mutation { ${times(11, (n) => `a${n}: checkIn { __typename }`)} }`,
  'fifty judgements of each device': `{ me { devices { ${times(50, (n) => `a${n}: eligibility { term violations { message others { message } } }`)} } } }`,
  'fifty pages of a hundred': `{ me { ${times(40, (n) => `a${n}: grants(first: 100) { edges { node { id remainingDays usedDays } } }`)} } }`,
  'the schema in circles': `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} }'.repeat(5)} } } }`,
  'the schema fifty times': `{ ${times(50, (n) => `a${n}: __schema { types { name fields { name args { name type { name } } } } }`)} }`,
  'as many judgements as are allowed': `{ me { devices { ${times(4, (n) => `a${n}: eligibility(on: "2024-0${n + 1}-01") { term eligible eligibleOn violations { rule message remedy eligibleOn others { rule message } } }`)} } } }`,
  'as many entries as are allowed': `{ me { ${times(6, (n) => `a${n}: grants(first: 100) { edges { node { id source title requestedDays grantedDays remainingDays usedDays lapsedDays earnedOn earnedAt expiresOn notice { message } } } }`)} } }`,
  'as many drawn days as are allowed':
    '{ me { redemptions(first: 5) { edges { node { drawn { days grant { id source title requestedDays grantedDays remainingDays usedDays lapsedDays earnedOn earnedAt expiresOn notice { message } } } } } } } }',
  'a prototype for a field': '{ __proto__ { constructor } }',
  'a name that every object has': '{ me { constructor toString hasOwnProperty } }',
  'an unknown directive': '{ today @constructor }',
  'a subscription': 'subscription { today }',
  'nothing but a comment': `# ${'x'.repeat(90_000)}`,
  SQL: 'SELECT * FROM users; DROP TABLE users; --',
  'NUL in the document': '{ today\u0000 }',
  'a text that begins code': '{ warranty(serialNumber: "\\"]});process.exit(1);//") { __typename } }',
};

/** Bodies that are no GraphQL request. */
const BODIES: Readonly<Record<string, string | Buffer>> = {
  'truncated JSON': '{"query":"{ today }"',
  'no JSON': 'query { today }',
  nothing: '',
  null: 'null',
  'a number': '1e999',
  'a text': '"{ today }"',
  'a list of requests': JSON.stringify(
    Array.from({ length: 100 }, () => ({ query: 'mutation { checkIn { __typename } }' })),
  ),
  'a list of 10,000 requests': JSON.stringify(Array.from({ length: 3000 }, () => ({ query: '{ today }' }))),
  'UTF-16': Buffer.from('\uFEFF{"query":"{ today }"}', 'utf16le'),
  'Latin-1': Buffer.from('{"query":"{ today } # é"}', 'latin1'),
  'bytes that are no UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x7d]),
  'a prototype': '{"__proto__":{"query":"{ today }"},"constructor":{"prototype":{"isAdmin":true}}}',
  'a prototype for variables': '{"query":"{ today }","variables":{"__proto__":{"isAdmin":true}}}',
  'a query that is an object': '{"query":{"kind":"Document"}}',
  'variables that are a list': '{"query":"{ today }","variables":[]}',
  'extensions that are a text': '{"query":"{ today }","extensions":"x"}',
  'an operation that is not there': '{"query":"{ today }","operationName":"Other"}',
  '40,000 brackets for a variable': `{"query":"query ($on: Date) { policy(on: $on) { version } }","variables":{"on":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`,
  'a number of 90,000 digits': `{"query":"{ today }","variables":{"n":${'9'.repeat(90_000)}}}`,
  '10,000 variables that nobody asked for': JSON.stringify({
    query: '{ today }',
    variables: Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`v${n}`, n])),
  }),
  'more than 100 kB': JSON.stringify({ query: '{ today }', variables: { x: 'x'.repeat(100_000) } }),
};

const NUMBERS = [-1, 0, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 0.5, '1', null, true, [1], {}];
const DATES = [
  '2023-02-29',
  '0000-00-00',
  '9999-12-31',
  '-000001-01-01',
  '2023-1-1',
  '2023-01-01T00:00:00Z',
  '２０２３-01-01',
  '',
  20_230_101,
  null,
  [],
  {},
];
const TEXTS = [
  '',
  "' OR '1'='1' --",
  '"; DROP TABLE users; --',
  '\\',
  '\u0000',
  'PF0\u0000ABC12',
  'PF0\u200BABC12',
  '\u202EPF0ABC12',
  'ＰＦ０ＡＢＣ１２',
  'PF0ÀBC12',
  'PF0A\u0301BC12',
  'PF0ABC1\ud800',
  '\udfff',
  '💾'.repeat(8),
  '\r\nX-Injected: 1',
  '{{7*7}}<script>alert(1)</script>',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  '%00%ff',
  'x'.repeat(50_000),
  0,
  -1,
  true,
  null,
  { $ne: null },
  ['a', 'b'],
];
const NAMES = ['NOPE', '__proto__', '', 0, 1, true, null, {}];

function valuesFor(type: string): readonly unknown[] {
  if (type === 'Int') return NUMBERS;
  if (type === 'Date') return DATES;
  if (type === 'String' || type === 'ID') return TEXTS;
  return NAMES;
}

/** Every class of input, over and over: documents, bodies, ways of sending, tokens, values of every argument. */
export function hostileRequests(means: HostileMeans): HostileRequest[] {
  const own = { ...JSON_TYPE, authorization: `Bearer ${means.token}` };
  const staff = { ...JSON_TYPE, authorization: `Bearer ${means.staffToken}` };
  const post = (name: string, headers: HostileRequest['headers'], body: object | string | Buffer): HostileRequest => ({
    name,
    method: 'POST',
    headers,
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
  const places = argumentPlaces(means.schema, harmless);
  return [
    ...Object.entries(DOCUMENTS).map(([name, query]) => post(`a document: ${name}`, own, { query })),
    ...Object.entries(BODIES).map(([name, body]) => post(`a body: ${name}`, own, body)),
    ...waysOfSending(own, post),
    ...tokens(means).map(([name, token]) =>
      post(
        `a token: ${name}`,
        { ...JSON_TYPE, authorization: token },
        { query: 'mutation { checkIn { __typename } }' },
      ),
    ),
    // Staff are let in wherever members are, and further.
    ...places.flatMap((place) =>
      valuesFor(place.type).map((value) => post(`a value: ${place.name}`, staff, place.request(value))),
    ),
  ];
}

/** Values that are of the right form and lead to nothing: what is tried beside them can then change nothing either. */
function harmless(name: string, type: string): unknown {
  if (name === 'serialNumber') return 'NOT-A-SERIAL';
  if (name === 'shippedOn') return '2023-01-01';
  if (name === 'idempotencyKey') return 'hostile-key';
  if (type === 'Int') return 1;
  if (type === 'Date') return '2024-01-01';
  if (type === 'DaySource') return 'CAMPAIGN';
  if (type === 'ProductCategory') return 'LAPTOP';
  return 'nothing';
}

function waysOfSending(
  own: HostileRequest['headers'],
  post: (name: string, headers: HostileRequest['headers'], body: object | string | Buffer) => HostileRequest,
): HostileRequest[] {
  const change = { query: 'mutation { checkIn { __typename } }' };
  const inUrl = `?query=${encodeURIComponent(change.query)}`;
  return [
    {
      name: 'sent: a change by GET',
      method: 'GET',
      search: inUrl,
      headers: { ...own, 'apollo-require-preflight': '1' },
    },
    { name: 'sent: by GET as another site could', method: 'GET', search: '?query={today}', headers: {} },
    {
      name: 'sent: variables in the address that are no JSON',
      method: 'GET',
      search: '?query={today}&variables={',
      headers: own,
    },
    {
      name: 'sent: an address of 15 kB',
      method: 'GET',
      search: `?query={today}&x=${'x'.repeat(15_000)}`,
      headers: own,
    },
    { name: 'sent: an address of broken escapes', method: 'GET', search: '?query=%E0%A4%A&variables=%', headers: own },
    post('sent: as text', { ...own, 'content-type': 'text/plain' }, change),
    post(
      'sent: as a form',
      { ...own, 'content-type': 'application/x-www-form-urlencoded' },
      'query=mutation{checkIn{__typename}}',
    ),
    post('sent: as a form with files', { ...own, 'content-type': 'multipart/form-data; boundary=x' }, '--x--'),
    post('sent: as JSON in UTF-16', { ...own, 'content-type': 'application/json; charset=utf-16' }, change),
    post('sent: compressed', { ...own, 'content-encoding': 'gzip' }, Buffer.from('1f8b08', 'hex')),
    post(
      'sent: with a language of 7 kB',
      { ...own, 'accept-language': 'en;q=0.1,'.repeat(800) },
      { query: '{ today }' },
    ),
    post('sent: accepting what nobody has', { ...own, accept: 'image/png' }, change),
    post(
      'sent: with a forwarded address that is none',
      { ...own, 'x-forwarded-for': "'; DROP TABLE users" },
      { query: '{ today }' },
    ),
  ];
}

/** Tokens of another's subject, none of which may be accepted. */
function tokens({ secret, token }: HostileMeans): [name: string, authorization: string][] {
  const now = Math.floor(Date.now() / 1000);
  const good = { sub: 'hostile-victim', roles: ['OPERATOR'], client_id: 'APP', iat: now, exp: now + 3600 };
  const hs = (bits: number, key: string | Buffer, claims: object, header: object = { alg: `HS${bits}` }) => {
    const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `Bearer ${signed}.${createHmac(`sha${bits}`, key).update(signed).digest('base64url')}`;
  };
  const bare = (header: object, signature = '') =>
    `Bearer ${[header, good].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.${signature}`;
  const own = `Bearer ${token}`;
  return [
    ['none', ''],
    ['of another scheme', 'Basic YWRtaW46YWRtaW4='],
    ['no token', 'Bearer abc'],
    ['three dots', 'Bearer ...'],
    ['another secret', hs(256, 'another secret of 32 characters and more', good)],
    ['no secret', hs(256, '', good)],
    ['the algorithm none', bare({ alg: 'none' })],
    ['the algorithm None', bare({ alg: 'None' })],
    ['the algorithm nOnE, signed', bare({ alg: 'nOnE' }, 'AAAA')],
    ['no algorithm', bare({})],
    ['HS384', hs(384, secret, good)],
    ['HS512', hs(512, secret, good)],
    ['RS256 with the secret for its key', hs(256, secret, good, { alg: 'RS256' })],
    ['a key that it brings itself', hs(256, 'x', good, { alg: 'HS256', jwk: { kty: 'oct', k: 'eA' } })],
    [
      'a place for its key',
      hs(256, 'x', good, { alg: 'HS256', jku: 'http://127.0.0.1:9/keys', kid: '../../dev/null' }),
    ],
    ['what must be understood and is not', hs(256, secret, good, { alg: 'HS256', crit: ['exp'] })],
    ['a payload that is not encoded', hs(256, secret, good, { alg: 'HS256', b64: false, crit: ['b64'] })],
    ['expired', hs(256, secret, { ...good, exp: now - 60 })],
    ['good only later', hs(256, secret, { ...good, nbf: now + 600 })],
    ['without an expiry', hs(256, secret, { ...good, exp: undefined })],
    ['an expiry that is a text', hs(256, secret, { ...good, exp: 'never' })],
    [
      'an expiry of 1e400',
      `Bearer ${'eyJhbGciOiJIUzI1NiJ9'}.${Buffer.from('{"sub":"a","exp":1e400}').toString('base64url')}.AAAA`,
    ],
    ['an object for its subject', hs(256, secret, { ...good, sub: { $ne: null } })],
    ['a list for its subject', hs(256, secret, { ...good, sub: ['hostile-victim'] })],
    ['a number for its subject', hs(256, secret, { ...good, sub: 0 })],
    ['a subject with NUL', hs(256, secret, { ...good, sub: 'hostile-victim\u0000' })],
    ['a subject with a space', hs(256, secret, { ...good, sub: 'hostile-victim ' })],
    ['roles that are a text', hs(256, secret, { ...good, roles: 'OPERATOR' })],
    ['more than 4 kB', hs(256, secret, { ...good, note: 'x'.repeat(5000) })],
    ['its signature cut off', own.replace(/\.[^.]*$/, '.')],
    ['its signature changed', `${own.slice(0, -3)}AAA`],
    ['another payload', own.replace(/\.[^.]*\./, `.${Buffer.from(JSON.stringify(good)).toString('base64url')}.`)],
  ];
}
