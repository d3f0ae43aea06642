import { type Environment, isProduction, Variables } from './environment.js';

/** The database's address alone, for commands that need nothing else of the configuration. */
export function readDatabaseUrl(environment: Environment): string {
  const variables = new Variables(environment);
  const url = databaseUrl(variables, isProduction(variables));
  variables.throwFaults();
  return url;
}

export function databaseUrl(variables: Variables, production: boolean): string {
  const given = variables.text('DATABASE_URL');
  if (given === null && production) {
    variables.fault('DATABASE_URL', 'is required with NODE_ENV=production, such as mysql://user:password@host/name.');
  }
  const url = (given ?? 'sqlite:.data/coupons.sqlite').replace(/^mariadb:/, 'mysql:');
  const isFile = /^sqlite:./.test(url) && !url.startsWith('sqlite://');
  if (isFile) return url;
  if (!namesServerDatabase(url)) {
    variables.fault(
      'DATABASE_URL',
      'must be sqlite:path/to/file, or mysql:// or mariadb://user:password@host:port/name; in a password % is %25 and # is %23.',
    );
  } else if (!hasKnownOptions(url)) {
    variables.fault('DATABASE_URL', 'must have no option but ssl: ?ssl={} or ?ssl={"verifyIdentity":true}.');
  }
  return url;
}

function namesServerDatabase(url: string): boolean {
  if (!url.startsWith('mysql://') || !URL.canParse(url)) return false;
  const { hostname, pathname, username, password, hash } = new URL(url);
  return (
    hostname !== '' && hash === '' && /^\/[^/]+$/.test(pathname) && [username, password, pathname].every(isDecodable)
  );
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The driver passes over what it does not know, such as ssl-mode, takes the last of several `ssl`, and would speak without
 * encryption or trust any certificate.
 */
function hasKnownOptions(url: string): boolean {
  const options = [...new URL(url).searchParams];
  return options.length <= 1 && options.every(([name, value]) => name === 'ssl' && isEncryption(value));
}

/** An object of JSON that has no key but `verifyIdentity`, true or false. */
function isEncryption(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return Object.entries(value).every(([key, one]) => key === 'verifyIdentity' && typeof one === 'boolean');
  } catch {
    return false;
  }
}
