import { hash } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Role } from '../../accounts/role.js';
import type { Config } from '../../config.js';
import { BoundedMap } from '../../shared/bounded-map.js';
import type { Log } from '../observability/log.js';
import { type Credentials, InvalidToken, type TokenRules, type VerifiedToken, verifyToken } from './access-token.js';
import { hmacKey, IssuerKeys, sharedKey } from './token-keys.js';

/** Null where no token is presented. */
export type SignInOutcome = Credentials | InvalidToken | null;

/** Judges the `Authorization` header of a request. */
export type SignIn = (authorization: string | undefined) => Promise<SignInOutcome>;

const TOKEN_LENGTH_MAX = 4096;

/** Tokens that are remembered, by their digests: each takes some 300 bytes, however long it is. */
const REMEMBERED_TOKENS_MAX = 50_000;

interface Remembered extends VerifiedToken {
  /** The edition of the keys that the token was verified by. */
  readonly edition: number;
}

/** How the configuration has tokens judged. */
export async function tokenRules(config: Config, log: Log): Promise<TokenRules> {
  return {
    keys: config.jwksUrl === null ? await sharedKey(config.jwtSecret) : new IssuerKeys(config.jwksUrl, log),
    issuer: config.jwtIssuer,
    audience: config.jwtAudience,
    rolesClaim: config.jwtRolesClaim,
    clientClaim: config.jwtClientClaim,
    clockSkewSeconds: config.jwtClockSkewSeconds,
    clientChannels: config.clientChannels,
  };
}

/**
 * Sign-in by bearer JWT. Tokens live by the system's clock, also where the sandbox moves the programme's date. One that
 * was accepted is not verified again before it expires or the keys change, unless so many came after it that it is
 * forgotten. `now` is in milliseconds since 1970.
 */
export function createSignIn(rules: TokenRules, now: () => number = Date.now): SignIn {
  const remembered = new BoundedMap<string, Remembered>(REMEMBERED_TOKENS_MAX);
  const hasExpired = ({ expiresAt }: Remembered) => now() / 1000 >= expiresAt;
  return async (authorization) => {
    if (authorization === undefined) return null;
    const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization.slice(0, TOKEN_LENGTH_MAX * 2))?.[1];
    if (token === undefined) return new InvalidToken('Authorization must be "Bearer" and an access token.');
    if (token.length > TOKEN_LENGTH_MAX) return new InvalidToken('The access token is longer than 4 kB.');
    const edition = rules.keys.edition();
    const digest = hash('sha256', token, 'base64');
    const known = remembered.get(digest);
    if (known !== undefined && known.edition === edition && !hasExpired(known)) return known.credentials;
    remembered.delete(digest);
    const verified = await verifyToken(token, rules, new Date(now()));
    if (verified instanceof InvalidToken) return verified;
    // Keys that changed meanwhile may no longer hold the one that verified it: then it is verified once more next time.
    remembered.set(digest, { edition, ...verified });
    return verified.credentials;
  };
}

const SANDBOX_TOKEN_DAYS = 30;

export interface SandboxPerson {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly client: string;
}

/** What tokens of the sandbox are signed with, and what they must say to be accepted. */
export type SandboxTokenRules = Pick<TokenRules, 'issuer' | 'audience' | 'rolesClaim' | 'clientClaim'> & {
  readonly secret: string;
};

export function sandboxTokenRules(config: Config): SandboxTokenRules {
  const { jwtSecret, jwtIssuer, jwtAudience, jwtRolesClaim, jwtClientClaim } = config;
  const claims = { rolesClaim: jwtRolesClaim, clientClaim: jwtClientClaim };
  return { secret: jwtSecret, issuer: jwtIssuer, audience: jwtAudience, ...claims };
}

/** A token as the sandbox and the tests hand it out, good for 30 days of the system's clock. */
export async function signSandboxToken(
  { subject, roles, client }: SandboxPerson,
  { secret, issuer, audience, rolesClaim, clientClaim }: SandboxTokenRules,
): Promise<string> {
  const token = new SignJWT({ [rolesClaim]: [...roles], [clientClaim]: client })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${SANDBOX_TOKEN_DAYS}d`);
  if (issuer !== null) token.setIssuer(issuer);
  if (audience !== null) token.setAudience(audience);
  return token.sign(await hmacKey(secret));
}
