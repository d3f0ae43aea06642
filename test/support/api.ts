import type { Service } from '../../src/api/service.js';
import { auditDatabase } from '../../src/audit/audit-database.js';
import { readConfig } from '../../src/config.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import { insertMachines, type MachineRecord } from '../../src/devices/machine.store.js';
import type { Log } from '../../src/server/observability/log.js';
import { type RunningServer, startServer } from '../../src/start.js';
import { createEmptyDatabase, type Engine } from './database.js';

/** What a GraphQL request was answered. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that the query of the test asked for.
  readonly data: any;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[]; extensions: { code: string } }[];
}

/** A client with a person's token. */
export interface Client {
  /** Sends an operation, in English, and gives data and errors as they came. */
  send(query: string, variables?: object): Promise<Answer>;
  /** The data of an operation that has no errors. */
  data(query: string, variables?: object): Promise<Answer['data']>;
}

/** The service on one engine, in the sandbox, with an empty programme and without demo data. */
export interface Api {
  readonly url: string;
  readonly databaseUrl: string;
  readonly service: Service;
  /** A client of a person; its account is made by its first request. */
  as(subject: string, options?: { roles?: readonly string[]; client?: 'APP' | 'WEB' }): Promise<Client>;
  readonly anonymous: Client;
  /** Moves the programme's date, or back to now. */
  moveTo(today: string | null): Promise<void>;
  /** Registers machines as an operator. */
  register(...machines: readonly (Partial<MachineRecord> & { serialNumber: string })[]): Promise<void>;
  /** Awards days to a person's account as a moderator; answers the whole result. */
  award(subject: string, days: number, source?: string): Promise<Answer['data']>;
  /** The id of a person's account. */
  userId(subject: string): Promise<string>;
  /** Holds the ledger against its invariants, and stops. */
  stop(): Promise<void>;
}

/** An eligible notebook, shipped at the start of 2023, with two years of warranty. */
export const NOTEBOOK = {
  machineType: '83AL',
  mtm: null,
  brand: 'Lenovo',
  series: 'xiaoxin',
  modelName: 'XiaoXinPro 14 IRH8',
  category: 'LAPTOP',
  salesRegion: 'CN',
  customBuild: false,
  shippedOn: '2023-01-01',
  baseWarrantyMonths: 24,
} as const;

const JWT_SECRET = 'a secret of the tests, long enough to be one';

const expectSilence: Log = (event, details) => {
  throw new Error(`The service logged ${event}: ${JSON.stringify(details)}`);
};

export async function startApi(
  engine: Engine,
  environment: Record<string, string> = {},
  log = expectSilence,
): Promise<Api> {
  const empty = await createEmptyDatabase(engine);
  await migrate(empty.url);
  await registerPlaceholder(empty.url);
  const config = readConfig({
    DATABASE_URL: empty.url,
    SANDBOX: '1',
    GRAPHIQL: '0',
    PORT: '0',
    JWT_SECRET,
    ...environment,
  });
  const server = await startServer(config, log);
  return new RunningApi(server, empty.url, empty.remove);
}

/** A registry that is not empty gets no demo data. */
export async function registerPlaceholder(url: string): Promise<void> {
  const database = await openDatabase(url, 1);
  await database.transaction((transaction) => insertMachines(transaction, [{ ...NOTEBOOK, serialNumber: 'EMPTY000' }]));
  await database.close();
}

class RunningApi implements Api {
  readonly url: string;
  readonly service: Service;
  readonly anonymous: Client;
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly server: RunningServer,
    readonly databaseUrl: string,
    private readonly removeDatabase: () => Promise<void>,
  ) {
    this.url = server.url;
    this.service = server.service;
    this.anonymous = clientOf(this.url, null);
  }

  async as(subject: string, { roles = [], client = 'APP' }: { roles?: readonly string[]; client?: string } = {}) {
    const { token } = await post(this.url, '/sandbox/token', { subject, roles, client });
    return clientOf(this.url, token);
  }

  async moveTo(today: string | null): Promise<void> {
    await post(this.url, '/sandbox/clock', { today });
  }

  async register(...machines: readonly (Partial<MachineRecord> & { serialNumber: string })[]): Promise<void> {
    const operator = await this.as('operator', { roles: ['OPERATOR'] });
    const input = { reason: 'Delivery', machines: machines.map((machine) => ({ ...NOTEBOOK, ...machine })) };
    const { registerMachines } = await operator.data(
      'mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) { __typename ... on MachinesRejected { rejected { message } } } }',
      { input },
    );
    if (registerMachines.__typename !== 'RegisterMachinesSuccess') throw new Error(JSON.stringify(registerMachines));
  }

  async award(subject: string, days: number, source = 'CAMPAIGN'): Promise<Answer['data']> {
    const moderator = await this.as('moderator', { roles: ['MODERATOR'] });
    const input = { userId: await this.userId(subject), days, source, reason: 'Front page pick' };
    const { awardDays } = await moderator.data(
      `mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename
        ... on AwardDaysSuccess { grant { id requestedDays grantedDays cancelledDays } issuedCoupons { id term } } } }`,
      { input },
    );
    return awardDays;
  }

  async userId(subject: string): Promise<string> {
    const known = this.ids.get(subject);
    if (known !== undefined) return known;
    const { me } = await (await this.as(subject)).data('{ me { id } }');
    this.ids.set(subject, me.id);
    return me.id;
  }

  async stop(): Promise<void> {
    try {
      const offences = await auditDatabase(this.service.database);
      if (offences.length > 0) throw new Error(`The audit found ${JSON.stringify(offences, null, 2)}`);
    } finally {
      await this.server.stop();
      await this.removeDatabase();
    }
  }
}

function clientOf(url: string, token: string | null): Client {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const send = (query: string, variables?: object): Promise<Answer> =>
    post(url, '/graphql', { query, variables }, headers);
  return {
    send,
    data: async (query, variables) => {
      const { data, errors } = await send(query, variables);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
  };
}

async function post(url: string, path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
    body: JSON.stringify(body),
  });
  // GraphQL tells its errors in the answer; what the sandbox refuses is a mistake of the test.
  if (!response.ok && path !== '/graphql')
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
