import { type CryptoKey, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { ROLES, type Role } from '../accounts/role.js';
import type { Channel } from '../policy/policy.js';

/** Who makes a request, as its access token says. */
export interface Credentials {
  /** The token's immutable `sub` (rule D3a). */
  readonly subject: string;
  readonly roles: ReadonlySet<Role>;
  readonly channel: Channel;
}

/** A token was presented and is not accepted; nothing of the request is executed. */
export class InvalidToken {
  constructor(
    /** A sentence that says what to mend and nothing else. */
    readonly mend: string,
  ) {}
}

/** Null where no token is presented. */
export type SignInOutcome = Credentials | InvalidToken | null;

/** Judges the `Authorization` header of a request. */
export type SignIn = (authorization: string | undefined) => Promise<SignInOutcome>;

export interface TokenRules {
  readonly secret: string;
  /** The `iss` and `aud` that are required; null where any will do. */
  readonly issuer: string | null;
  readonly audience: string | null;
  /** The channel by the token's `client_id`; an unknown client is WEB, which earns no days. */
  readonly clientChannels: ReadonlyMap<string, Channel>;
}

const TOKEN_LENGTH_MAX = 4096;
const CLOCK_TOLERANCE_SECONDS = 5;

/** A token is verified once; so many are remembered until they expire, the oldest forgotten first. */
const REMEMBERED_TOKENS_MAX = 4096;

interface Remembered {
  readonly credentials: Credentials;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Sign-in by bearer JWT: HS256 only, `exp` required, `nbf` honoured. Tokens live by the system's clock, also where the
 * sandbox moves the programme's date.
 */
export async function createSignIn(rules: TokenRules): Promise<SignIn> {
  const key = await hmacKey(rules.secret);
  const remembered = new Map<string, Remembered>();
  return async (authorization) => {
    if (authorization === undefined) return null;
    const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization.slice(0, TOKEN_LENGTH_MAX * 2))?.[1];
    if (token === undefined) return new InvalidToken('Authorization must be "Bearer" and an access token.');
    if (token.length > TOKEN_LENGTH_MAX) return new InvalidToken('The access token is longer than 4 kB.');
    const known = remembered.get(token);
    if (known !== undefined && Date.now() / 1000 < known.expiresAt) return known.credentials;
    remembered.delete(token);
    const verified = await verify(token, key, rules);
    if (verified instanceof InvalidToken) return verified;
    remember(remembered, token, verified);
    return verified.credentials;
  };
}

function hmacKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

function remember(remembered: Map<string, Remembered>, token: string, verified: Remembered): void {
  const oldest = remembered.keys().next().value;
  if (remembered.size >= REMEMBERED_TOKENS_MAX && oldest !== undefined) remembered.delete(oldest);
  remembered.set(token, verified);
}

async function verify(token: string, key: CryptoKey, rules: TokenRules): Promise<Remembered | InvalidToken> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      ...(rules.issuer === null ? {} : { issuer: rules.issuer }),
      ...(rules.audience === null ? {} : { audience: rules.audience }),
    });
    const credentials = credentialsOf(payload, rules.clientChannels);
    return credentials instanceof InvalidToken ? credentials : { credentials, expiresAt: payload.exp ?? 0 };
  } catch (error) {
    return new InvalidToken(mendOf(error));
  }
}

function credentialsOf(claims: JWTPayload, clientChannels: ReadonlyMap<string, Channel>): Credentials | InvalidToken {
  const { sub, roles = [], client_id: client = '' } = claims as Record<string, unknown>;
  if (!isSubject(sub)) return new InvalidToken(`The access token's sub must be ${SUBJECT_SHAPE}.`);
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) {
    return new InvalidToken("The access token's roles must be an array of strings.");
  }
  if (typeof client !== 'string') return new InvalidToken("The access token's client_id must be a string.");
  const known = ROLES.filter((role) => roles.includes(role));
  return { subject: sub, roles: new Set(known), channel: clientChannels.get(client) ?? 'WEB' };
}

export const SUBJECT_SHAPE = 'a string of 1 to 128 printable ASCII characters without spaces';

/** Spaces are refused because MySQL's collations take `ann` and `ann ` for the same. */
export function isSubject(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7E]{1,128}$/.test(value);
}

function mendOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired: sign in again.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf' && error.reason === 'check_failed') return 'The access token is not valid yet.';
    return `The access token's ${error.claim} is missing or not what this service accepts.`;
  }
  return 'The access token is not valid: sign in again.';
}

const SANDBOX_TOKEN_DAYS = 30;

export interface SandboxPerson {
  readonly subject: string;
  readonly roles: readonly Role[];
  /** The token's `client_id`. */
  readonly client: string;
}

/** A token as the sandbox and the tests hand it out, good for 30 days of the system's clock. */
export async function signSandboxToken(
  { subject, roles, client }: SandboxPerson,
  secret: string,
  { issuer = null, audience = null }: Partial<Pick<TokenRules, 'issuer' | 'audience'>> = {},
): Promise<string> {
  const token = new SignJWT({ roles: [...roles], client_id: client })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${SANDBOX_TOKEN_DAYS}d`);
  if (issuer !== null) token.setIssuer(issuer);
  if (audience !== null) token.setAudience(audience);
  return token.sign(await hmacKey(secret));
}
