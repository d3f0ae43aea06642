import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GraphQLError,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import type { Role } from '../../src/accounts/role.js';
import { Overloaded } from '../../src/database/faults.js';
import { BadInput } from '../../src/graphql/bad-input.js';
import type { Language } from '../../src/messages/messages.js';
import { startApollo } from '../../src/server/graphql/apollo.js';
import { createHttpServer, type HttpServerOptions } from '../../src/server/http/http.js';
import { rateLimiting } from '../../src/server/rate-limits/rate-limiting.js';
import type { Credentials, TokenRules } from '../../src/server/sign-in/access-token.js';
import { createSignIn, type SandboxTokenRules, signSandboxToken } from '../../src/server/sign-in/sign-in.js';
import { sharedKey } from '../../src/server/sign-in/token-keys.js';
import type { Recorded } from '../../src/shared/request-record.js';

export const SECRET = 'a secret of the tests, 32 characters and more';

export interface SmallContext extends Recorded {
  readonly credentials: Credentials | null;
  readonly language: Language;
  readonly caller: string;
}

export interface LoggedEvent {
  readonly event: string;
  readonly [detail: string]: unknown;
}

/** How often a mutation of the small schema ran, and how often its slow field began and was done. */
export const counted = { changes: 0, slowBegun: 0, slow: 0 };

let held: Promise<void> | null = null;

/** Has the slow field wait until it is let go, by the function that this returns. */
export function holdSlow(): () => void {
  let letGo = () => {};
  held = new Promise((resolve) => {
    letGo = () => {
      held = null;
      resolve();
    };
  });
  return letGo;
}

/** Waits until the slow field runs once more. */
export async function slowBegins(): Promise<void> {
  const before = counted.slowBegun;
  while (counted.slowBegun === before) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function slowly(): Promise<string> {
  counted.slowBegun += 1;
  await held;
  counted.slow += 1;
  return 'done';
}

/** A schema of a few fields, each of which shows one thing that the server does around any schema. */
function smallSchema(): GraphQLSchema {
  const text = { type: GraphQLString };
  const person: GraphQLObjectType = new GraphQLObjectType({
    name: 'Person',
    fields: () => ({ name: text, friend: { type: person, resolve: () => ({}) } }),
  });
  const fail = (error: unknown) => ({
    type: GraphQLString,
    resolve: () => {
      throw error;
    },
  });
  const query = new GraphQLObjectType<unknown, SmallContext>({
    name: 'Query',
    fields: {
      subject: { ...text, resolve: (_, __, { credentials }) => credentials?.subject ?? null },
      roles: {
        type: new GraphQLList(GraphQLString),
        resolve: (_, __, { credentials }) => [...(credentials?.roles ?? [])],
      },
      channel: { ...text, resolve: (_, __, { credentials }) => credentials?.channel ?? null },
      language: { ...text, resolve: (_, __, { language }) => language },
      person: { type: person, resolve: () => ({}) },
      double: {
        type: GraphQLInt,
        args: { of: { type: new GraphQLNonNull(GraphQLInt) } },
        resolve: (_, { of }) => of * 2,
      },
      slow: { ...text, resolve: slowly },
      costly: { ...text, extensions: { complexity: () => 2500 } },
      page: {
        type: new GraphQLList(person),
        args: { first: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 20 } },
        resolve: () => [],
      },
      people: { type: new GraphQLList(person), resolve: () => [] },
      broken: fail(new Error("SELECT * FROM users: table 'users' is locked")),
      brokenGraphql: fail(new GraphQLError('SELECT * FROM users')),
      badInput: fail(new BadInput('input.on', 'must not lie in the past.')),
      overloaded: fail(new Overloaded()),
    },
  });
  const change = { type: GraphQLInt, resolve: () => ++counted.changes };
  const mutation = new GraphQLObjectType({ name: 'Mutation', fields: { change } });
  return new GraphQLSchema({ query, mutation });
}

export interface SmallServer {
  readonly url: string;
  readonly server: Server;
  readonly logged: LoggedEvent[];
  stop(): Promise<void>;
}

/** Tokens of the tests, by the names that claims have unless configured otherwise. */
export const SANDBOX_RULES: SandboxTokenRules = {
  secret: SECRET,
  issuer: null,
  audience: null,
  rolesClaim: 'roles',
  clientClaim: 'client_id',
};

export async function smallRules(): Promise<TokenRules> {
  const clientChannels = new Map([['APP', 'APP'] as const, ['lenovo-app', 'APP'] as const]);
  return { ...SANDBOX_RULES, keys: await sharedKey(SECRET), clockSkewSeconds: 5, clientChannels };
}

interface SmallOptions extends Partial<HttpServerOptions<SmallContext>> {
  readonly production?: boolean;
  readonly rules?: Partial<TokenRules>;
}

/** The whole server part around the small schema, listening on a port of its own. */
export async function startSmallServer({
  production = false,
  rules,
  ...options
}: SmallOptions = {}): Promise<SmallServer> {
  const logged: LoggedEvent[] = [];
  const log = (event: string, details: object) => void logged.push({ event, ...details });
  const { server, stop } = createHttpServer<SmallContext>({
    apollo: await startApollo<SmallContext>({
      schema: smallSchema(),
      production,
      log,
      admit: options.rateLimiter ? rateLimiting(options.rateLimiter) : undefined,
    }),
    signIn: createSignIn({ ...(await smallRules()), ...rules }),
    contextOf: async (credentials, language) => ({ credentials, language, caller: credentials?.subject ?? 'anyone' }),
    defaultLanguage: 'zh-CN',
    graphiqlPage: null,
    isReady: async () => true,
    log,
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server, logged, stop };
}

/** What a test reads of an answer. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly { message: string; extensions: Record<string, unknown> }[];
  readonly text: string;
}

export async function fetchTold(url: string, request: RequestInit): Promise<Told> {
  const response = await fetch(url, request);
  const text = await response.text();
  const { data, errors = [] } = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, data, errors, text };
}

/** Posts an operation to /graphql. */
export function ask(
  { url }: SmallServer,
  query: string,
  { headers = {}, variables }: { headers?: Record<string, string>; variables?: object } = {},
): Promise<Told> {
  const body = JSON.stringify({ query, variables });
  return fetchTold(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

export async function bearer(
  subject: string,
  roles: readonly Role[] = [],
  client = 'APP',
): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await signSandboxToken({ subject, roles, client }, SANDBOX_RULES)}` };
}
