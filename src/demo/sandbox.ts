import pLimit from 'p-limit';
import type { Service } from '../api/service.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { oneServerAtATime } from '../database/one-server.js';
import { readPolicies } from '../policy/policy.store.js';
import { HttpFault, type Routes } from '../server/http/answer.js';
import { graphiqlPage } from '../server/http/graphiql.js';
import { type SandboxTokenRules, sandboxTokenRules, signSandboxToken } from '../server/sign-in/sign-in.js';
import type { MovableClock } from '../shared/clock.js';
import { storyTabs, type TokenFor } from './graphiql-tabs.js';
import { SANDBOX_BAR } from './sandbox-bar.js';
import { sandboxRoutes } from './sandbox-routes.js';
import { holdings, resetDemo } from './seed.js';

/** What the sandbox adds to a server. */
export interface Sandbox {
  readonly routes: Routes;
  /** GraphiQL with tabs that run as they stand: another page after each reset. Null where GraphiQL is off. */
  readonly page: (() => string) | null;
}

/** Puts the demo data into a database that holds nothing, and serves it to app developers. */
export async function openSandbox(config: Config, service: Service, clock: MovableClock): Promise<Sandbox> {
  const { database } = service;
  await oneServerAtATime(config.databaseUrl, () => seedWhereEmpty(database, config.timeZone));
  const tokens = sandboxTokenRules(config);
  const newPage = async () => (config.graphiql ? pageOf(service, tokens) : '');
  let page = await newPage();
  const oneAtATime = pLimit(1);
  const reset = async (): Promise<void> => {
    if ((await holdings(database)) === 'OTHER_DATA') throw new HttpFault(409, OTHER_DATA);
    clock.moveTo(null);
    await resetDemo(database, config.timeZone);
    service.identities.forget();
    page = await newPage();
  };
  const policyDates = (await readPolicies(database.reader)).map(({ effectiveFrom }) => effectiveFrom).sort();
  return {
    routes: sandboxRoutes({ clock, earliestDate: policyDates[0] ?? '', tokens, reset: () => oneAtATime(reset) }),
    page: config.graphiql ? () => page : null,
  };
}

const OTHER_DATA = 'This database holds other than demo data; the sandbox does not empty it.';

async function seedWhereEmpty(database: Database, timeZone: string): Promise<void> {
  if ((await holdings(database)) === 'NOTHING') await resetDemo(database, timeZone);
}

async function pageOf(service: Service, tokens: SandboxTokenRules): Promise<string> {
  const tokenFor: TokenFor = (subject, roles) => signSandboxToken({ subject, roles, client: 'APP' }, tokens);
  return graphiqlPage({ tabs: await storyTabs(service, tokenFor), bar: SANDBOX_BAR });
}
