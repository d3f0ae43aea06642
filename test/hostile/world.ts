import { createHash } from 'node:crypto';
import { auditDatabase } from '../../src/audit/audit-database.js';
import type { Database } from '../../src/database/database.js';
import { openDatabase } from '../../src/database/open.js';
import { signSandboxToken } from '../../src/server/sign-in/sign-in.js';
import { createEmptyDatabase, type Engine } from '../support/database.js';
import { SAMPLE_ROWS } from '../support/sample-rows.js';
import type { Build, ServerProcess } from '../support/server-process.js';

export const SECRET = 'a secret of the hostile, long enough to be one';

const MACHINES = ['PF0HSTL1', 'PF0HSTL2', 'PF0HSTL3'] as const;

/** What one member has, which is none of another's business. */
export interface Belongings {
  readonly subject: string;
  readonly token: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly couponId: string;
  readonly grantId: string;
  readonly redemptionId: string;
  readonly serialNumber: string;
  readonly idempotencyKey: string;
  readonly cursor: string;
  readonly quoteToken: string;
}

/** The service in a process of its own, with two members who have something of everything. */
export interface World {
  readonly server: ServerProcess;
  readonly owner: Belongings;
  readonly stranger: Belongings;
  readonly staffToken: string;
  /** All that is on record, table by table, but for the refusals, of which there may be more. */
  ledger(): Promise<Record<string, string>>;
  audit(): Promise<unknown[]>;
  /** Takes a table away, as no migration would. */
  loseTable(name: string): Promise<void>;
  stop(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that the query asked for.
type Ask = (query: string, variables?: object) => Promise<any>;

export async function startWorld(
  engine: Engine,
  build: Build,
  environment: Record<string, string> = {},
): Promise<World> {
  const empty = await createEmptyDatabase(engine);
  const server = await build.start({ DATABASE_URL: empty.url, JWT_SECRET: SECRET, LOG_LEVEL: 'info', ...environment });
  const database = await openDatabase(empty.url, 2);
  const staffToken = await token('hostile-staff', ['SUPPORT', 'MODERATOR', 'OPERATOR']);
  const staff = asker(server.url, staffToken);
  await server.moveTo('2030-01-01');
  await register(staff);
  const owner = await settle(server, staff, 'hostile-owner', MACHINES[0]);
  const stranger = await settle(server, staff, 'hostile-stranger', MACHINES[1]);
  return {
    server,
    owner,
    stranger,
    staffToken,
    ledger: () => ledgerOf(database),
    audit: () => auditDatabase(database),
    loseTable: async (name) => {
      await database.transaction((transaction) => transaction.run(`ALTER TABLE ${name} RENAME TO ${name}_lost`));
    },
    stop: async () => {
      await server.stop();
      await database.close();
      await empty.remove();
    },
  };
}

export function token(subject: string, roles: readonly ('SUPPORT' | 'MODERATOR' | 'OPERATOR')[] = []): Promise<string> {
  const rules = { secret: SECRET, issuer: null, audience: null, rolesClaim: 'roles', clientClaim: 'client_id' };
  return signSandboxToken({ subject, roles, client: 'APP' }, rules);
}

function asker(url: string, bearer: string): Ask {
  return async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
}

async function register(staff: Ask): Promise<void> {
  const machines = MACHINES.map((serialNumber) => ({
    ...{ serialNumber, brand: 'Lenovo', series: 'xiaoxin', modelName: 'XiaoXinPro 14 IRH8', category: 'LAPTOP' },
    ...{ salesRegion: 'CN', shippedOn: '2029-12-01', baseWarrantyMonths: 24 },
  }));
  await staff('mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) { __typename } }', {
    input: { machines, reason: 'Delivery' },
  });
}

/** A member who earned, bound and redeemed, and has a coupon and a quote left. */
async function settle(server: ServerProcess, staff: Ask, subject: string, serialNumber: string): Promise<Belongings> {
  const own = await token(subject);
  const ask = asker(server.url, own);
  await server.moveTo('2030-01-01');
  const userId = (await ask('{ me { id } }')).me.id;
  const award = { userId, source: 'CAMPAIGN', days: 300, reason: 'Front page' };
  await staff('mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename } }', { input: award });
  const bound = await ask(
    `mutation { bindDevice(input: { serialNumber: "${serialNumber}" }) { ... on BindDeviceSuccess { device { id } } } }`,
  );
  await server.moveTo('2030-03-01');
  const deviceId = bound.bindDevice.device.id;
  const idempotencyKey = `key of ${subject}`;
  const coupons = async () => (await ask('{ me { coupons { id term } } }')).me.coupons;
  const first = (await coupons()).find(({ term }: { term: string }) => term === 'THREE_MONTHS').id;
  const input = { couponId: first, deviceId };
  const quote = await ask(
    'query ($input: QuoteRedemptionInput!) { quoteRedemption(input: $input) { ... on RedemptionQuote { token } } }',
    { input },
  );
  const redeemed = await ask(
    'mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) { __typename ... on RedeemCouponSuccess { redemption { id } } } }',
    { input: { ...input, idempotencyKey } },
  );
  const couponId = (await coupons())[0].id;
  const { grants } = (await ask('{ me { grants { edges { cursor node { id } } } } }')).me;
  const [{ cursor, node }] = grants.edges;
  const redemptionId = redeemed.redeemCoupon.redemption.id;
  const quoteToken = quote.quoteRedemption.token;
  const ids = { userId, deviceId, couponId, grantId: node.id, redemptionId, cursor, quoteToken };
  return { subject, token: own, serialNumber, idempotencyKey, ...ids };
}

async function ledgerOf(database: Database): Promise<Record<string, string>> {
  const tables = Object.keys(SAMPLE_ROWS).filter((name) => name !== 'refusals');
  const entries = tables.map(async (table): Promise<[string, string]> => {
    const rows = await database.reader.rows<object>(`SELECT * FROM ${table}`);
    // Whoever takes a row for a transaction leaves a version and a turn in it, whatever becomes of that.
    const lines = rows.map((row) => JSON.stringify({ ...row, version: 0, turn_at: 0 })).sort();
    return [table, `${rows.length} rows, ${createHash('sha256').update(lines.join('\n')).digest('hex')}`];
  });
  return Object.fromEntries(await Promise.all(entries));
}
