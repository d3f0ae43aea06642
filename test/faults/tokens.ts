import { readConfig } from '../../src/config.js';
import { sandboxTokenRules, signSandboxToken } from '../../src/server/sign-in/sign-in.js';

const JWT_SECRET = 'a secret of the fault tests, long enough to be one';

/** The configuration of a service on a database, without what a sandbox shows. */
export function environmentOf(databaseUrl: string, more: Readonly<Record<string, string>> = {}) {
  return { DATABASE_URL: databaseUrl, SANDBOX: '1', GRAPHIQL: '0', PORT: '0', LOG_LEVEL: 'error', JWT_SECRET, ...more };
}

/** A token that services of that configuration accept. */
export function tokenOf(subject: string, role?: 'MODERATOR'): Promise<string> {
  const rules = sandboxTokenRules(readConfig(environmentOf('sqlite:unused')));
  return signSandboxToken({ subject, roles: role === undefined ? [] : [role], client: 'APP' }, rules);
}
