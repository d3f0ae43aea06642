import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { Log } from '../observability/log.js';

/** The keys that access tokens are verified by, and the algorithms that they are good for. */
export interface TokenKeys {
  readonly algorithms: readonly string[];
  readonly find: JWTVerifyGetKey;
  /** Changes when a key may have gone: a token that was verified by another edition is verified anew. */
  edition(): number;
  /** Whether tokens can be verified at all; asks for the keys where they are not there yet. */
  areKnown(): Promise<boolean>;
}

/** The keys are unavailable, so that a token can't be judged; the issuer may answer again soon. */
export class KeysUnavailable extends Error {}

/** A secret that issuer and service share: HS256 and nothing else. */
export async function sharedKey(secret: string): Promise<TokenKeys> {
  const key = await hmacKey(secret);
  return { algorithms: ['HS256'], find: async () => key, edition: () => 0, areKnown: async () => true };
}

export function hmacKey(secret: string) {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** The algorithms whose public key alone verifies: with these, what an issuer publishes can sign nothing. */
const PUBLIC_KEY_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const ISSUER_TIMES = {
  /** The keys are asked for again after so long, so that one that was revoked is known to be. */
  refreshAfter: 10 * MINUTE,
  /** However many tokens name an unknown key, the issuer is asked at most so often … */
  askAgainAfter: 30 * SECOND,
  /** … and so often while no keys are there at all. */
  askAgainWithoutKeysAfter: 2 * SECOND,
  /** Keys that the issuer has not confirmed for so long are trusted no more: they may have been revoked. */
  trustedFor: 24 * 60 * MINUTE,
  /** How long one answer of the issuer may take. */
  answerWithin: 5 * SECOND,
} as const;

/**
 * The keys that an issuer publishes at an address. They are kept, and refreshed beside the requests that use them, so that
 * tokens go on being accepted while the issuer is away; a key that is not among them is asked for, not too often.
 */
export class IssuerKeys implements TokenKeys {
  readonly algorithms = PUBLIC_KEY_ALGORITHMS;
  private readonly published: ReturnType<typeof createRemoteJWKSet>;
  private text = '';
  private count = 0;
  private askedAt = Number.NEGATIVE_INFINITY;
  private confirmedAt = Number.NEGATIVE_INFINITY;
  private answered = false;
  private trusted = false;
  private asking: Promise<void> | null = null;

  constructor(
    url: string,
    private readonly log: Log,
    /** Milliseconds, of a clock that only goes forward. */
    private readonly now: () => number = () => performance.now(),
  ) {
    const never = { cacheMaxAge: Number.POSITIVE_INFINITY, cooldownDuration: Number.POSITIVE_INFINITY };
    this.published = createRemoteJWKSet(new URL(url), { ...never, timeoutDuration: ISSUER_TIMES.answerWithin });
  }

  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (!(await this.areKnown())) throw new KeysUnavailable('The issuer has not given its keys.');
    try {
      return await this.published(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await this.ask();
    return this.published(header, token).catch((error) => {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey && !this.answered;
      throw mayBeNew ? new KeysUnavailable('The issuer does not answer for a new key.') : error;
    });
  };

  edition(): number {
    const age = this.now() - this.confirmedAt;
    if (this.trusted && age >= ISSUER_TIMES.trustedFor) {
      this.trusted = false;
      this.count += 1;
    }
    if (age >= ISSUER_TIMES.refreshAfter) void this.ask();
    return this.count;
  }

  async areKnown(): Promise<boolean> {
    this.edition();
    if (!this.trusted) await this.ask();
    return this.trusted;
  }

  /** Asks the issuer, unless it was asked a moment ago; whoever comes meanwhile waits for the same answer. */
  private ask(): Promise<void> {
    const pause = this.trusted ? ISSUER_TIMES.askAgainAfter : ISSUER_TIMES.askAgainWithoutKeysAfter;
    if (this.asking === null && this.now() - this.askedAt >= pause) {
      this.askedAt = this.now();
      this.asking = this.refresh().finally(() => {
        this.asking = null;
      });
    }
    return this.asking ?? Promise.resolve();
  }

  private async refresh(): Promise<void> {
    try {
      await this.published.reload();
      const text = JSON.stringify(this.published.jwks());
      if (text !== this.text) this.count += 1;
      this.text = text;
      this.trusted = true;
      this.answered = true;
      this.confirmedAt = this.now();
    } catch (error) {
      this.answered = false;
      const { message, cause } = error as Error & { cause?: { code?: string } };
      this.log('sign-in-keys-unavailable', { error: message, code: cause?.code });
    }
  }
}
