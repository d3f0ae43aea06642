import { type Environment, Variables } from './environment.js';

/** The database's address alone, for commands that need nothing else of the configuration. */
export function readDatabaseUrl(environment: Environment): string {
  const variables = new Variables(environment);
  const url = databaseUrl(variables);
  variables.throwFaults();
  return url;
}

export function databaseUrl(variables: Variables): string {
  const url = (variables.text('DATABASE_URL') ?? 'sqlite:.data/coupons.sqlite').replace(/^mariadb:/, 'mysql:');
  const isFile = /^sqlite:./.test(url) && !url.startsWith('sqlite://');
  if (!isFile && !namesServerDatabase(url)) {
    variables.fault(
      'DATABASE_URL',
      'must be sqlite:path/to/file, or mysql:// or mariadb://user:password@host:port/name.',
    );
  }
  return url;
}

function namesServerDatabase(url: string): boolean {
  if (!url.startsWith('mysql://') || !URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return hostname !== '' && /^\/[^/]+$/.test(pathname);
}
