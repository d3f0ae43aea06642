import { randomBytes } from 'node:crypto';
import type { Variables } from './environment.js';
import { SECRET_LENGTH_MIN } from './variables.js';

/** How access tokens are judged. */
export interface SignInConfig {
  /** Where the issuer publishes its keys; null where tokens are signed with the secret. */
  readonly jwksUrl: string | null;
  /** The secret that access tokens are signed with (HS256) where there is no `jwksUrl`. */
  readonly jwtSecret: string;
  readonly jwtIssuer: string | null;
  readonly jwtAudience: string | null;
  /** The claims that hold the roles and the client: a name, or a path of names with dots between them. */
  readonly jwtRolesClaim: string;
  readonly jwtClientClaim: string;
  readonly jwtClockSkewSeconds: number;
}

export function signInConfig(variables: Variables, sandbox: boolean): SignInConfig {
  const jwksUrl = variables.text('JWKS_URL');
  if (jwksUrl !== null) checkJwks(variables, jwksUrl, sandbox);
  return {
    jwksUrl,
    jwtSecret: jwtSecret(variables, sandbox || jwksUrl !== null),
    jwtIssuer: variables.text('JWT_ISSUER'),
    jwtAudience: variables.text('JWT_AUDIENCE'),
    jwtRolesClaim: claim(variables, 'JWT_ROLES_CLAIM', 'roles'),
    jwtClientClaim: claim(variables, 'JWT_CLIENT_CLAIM', 'client_id'),
    jwtClockSkewSeconds: variables.integer('JWT_CLOCK_SKEW_SECONDS', 5, 0, 60),
  };
}

/** Keys that anyone could exchange on their way, or of an issuer that signs for others too, are no sign-in. */
function checkJwks(variables: Variables, url: string, sandbox: boolean): void {
  if (!isTrustworthy(url)) {
    variables.fault('JWKS_URL', 'must be an https:// address; http:// is taken from this machine itself alone.');
  }
  if (sandbox) variables.fault('JWKS_URL', 'is refused in the sandbox, which signs its own tokens: leave one out.');
  if (variables.text('JWT_SECRET') !== null) {
    variables.fault('JWT_SECRET', 'is refused beside JWKS_URL, whose keys sign alone: leave one out.');
  }
  for (const name of ['JWT_ISSUER', 'JWT_AUDIENCE'] as const) {
    if (variables.text(name) === null) variables.fault(name, 'is required with JWKS_URL: the issuer signs for others.');
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function isTrustworthy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

function jwtSecret(variables: Variables, isOwn: boolean): string {
  const secret = variables.text('JWT_SECRET');
  if (secret === null) {
    if (!isOwn) {
      variables.fault(
        'JWT_SECRET',
        `is required outside the sandbox unless JWKS_URL is set: at least ${SECRET_LENGTH_MIN} characters.`,
      );
    }
    return randomBytes(32).toString('base64url');
  }
  if (secret.length < SECRET_LENGTH_MIN) {
    variables.fault('JWT_SECRET', `must have at least ${SECRET_LENGTH_MIN} characters.`);
  }
  return secret;
}

function claim(variables: Variables, name: 'JWT_ROLES_CLAIM' | 'JWT_CLIENT_CLAIM', byDefault: string): string {
  const path = variables.text(name) ?? byDefault;
  if (!/^[\x21-\x7E]{1,128}$/.test(path) || path === 'sub') {
    variables.fault(name, `must be the name of a claim other than sub, such as ${byDefault}.`);
  }
  return path;
}
