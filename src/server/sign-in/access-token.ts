import { errors, type JWTPayload, jwtVerify } from 'jose';
import { ROLES, type Role } from '../../accounts/role.js';
import type { Channel } from '../../policy/policy.js';
import { remembered } from '../../shared/remembered.js';
import { KeysUnavailable, type TokenKeys } from './token-keys.js';

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
    /** Whether the same token may be accepted a little later: it could not be judged. */
    readonly isTransient = false,
    /** Whether it was a good one, until it expired. */
    readonly hasExpired = false,
  ) {}
}

export interface TokenRules {
  readonly keys: TokenKeys;
  /** The `iss` and `aud` that are required; null where any will do. */
  readonly issuer: string | null;
  readonly audience: string | null;
  /** The claims that hold the roles and the client. */
  readonly rolesClaim: string;
  readonly clientClaim: string;
  /** How far the clocks of issuer and service may be apart. */
  readonly clockSkewSeconds: number;
  /** The channel by the token's client; an unknown client is WEB, which earns no days. */
  readonly clientChannels: ReadonlyMap<string, Channel>;
}

/** What a token says, until it expires. */
export interface VerifiedToken {
  readonly credentials: Credentials;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** Verifies a bearer JWT as of `now`: algorithms by the kind of key, `exp` required, `nbf` honoured. */
export async function verifyToken(token: string, rules: TokenRules, now: Date): Promise<VerifiedToken | InvalidToken> {
  try {
    const { payload } = await jwtVerify(token, rules.keys.find, {
      algorithms: [...rules.keys.algorithms],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: rules.clockSkewSeconds,
      currentDate: now,
      ...(rules.issuer === null ? {} : { issuer: rules.issuer }),
      ...(rules.audience === null ? {} : { audience: rules.audience }),
    });
    const credentials = credentialsOf(payload, rules);
    return credentials instanceof InvalidToken ? credentials : { credentials, expiresAt: payload.exp ?? 0 };
  } catch (error) {
    return refusalOf(error);
  }
}

function credentialsOf(claims: JWTPayload, rules: TokenRules): Credentials | InvalidToken {
  const { rolesClaim, clientClaim, clientChannels } = rules;
  const { sub } = claims;
  const roles = claimAt(claims, rolesClaim) ?? [];
  const client = claimAt(claims, clientClaim) ?? '';
  if (!isSubject(sub)) return new InvalidToken(`The access token's sub must be ${SUBJECT_SHAPE}.`);
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) {
    return new InvalidToken(`The access token's ${rolesClaim} must be an array of strings.`);
  }
  if (typeof client !== 'string') return new InvalidToken(`The access token's ${clientClaim} must be a string.`);
  const known = ROLES.filter((role) => roles.includes(role));
  return { subject: sub, roles: roleSet(known.join(' ')), channel: clientChannels.get(client) ?? 'WEB' };
}

/** The roles named, with spaces between them: one set for each combination, since tokens are remembered with theirs. */
const roleSet = remembered(
  (names): ReadonlySet<Role> => new Set(ROLES.filter((role) => names.split(' ').includes(role))),
  2 ** ROLES.length,
);

/** A claim by its name, which may be an address with dots in it, or else by its path through objects. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

export const SUBJECT_SHAPE = 'a string of 1 to 128 printable ASCII characters without spaces';

/** Spaces are refused because MySQL's collations take `ann` and `ann ` for the same. */
export function isSubject(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7E]{1,128}$/.test(value);
}

function refusalOf(error: unknown): InvalidToken {
  if (error instanceof KeysUnavailable) {
    return new InvalidToken(
      'The key of the access token cannot be fetched at the moment: try again in half a minute.',
      true,
    );
  }
  return new InvalidToken(mendOf(error), false, error instanceof errors.JWTExpired);
}

function mendOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired: sign in again.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf' && error.reason === 'check_failed') return 'The access token is not valid yet.';
    return `The access token's ${error.claim} is missing or not what this service accepts.`;
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return "The access token's key was not among its issuer's a moment ago: sign in again, or try again in half a minute.";
  }
  if (error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'The access token must name its key (kid), since its issuer publishes several.';
  }
  return 'The access token is not valid: sign in again.';
}
