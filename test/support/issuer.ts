import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** A key pair of the issuer. */
interface IssuerKey {
  readonly jwk: JWK;
  readonly privateKey: CryptoKey;
}

/** An issuer of access tokens on this machine: it publishes its keys, changes them, and goes away. */
export class Issuer {
  /** How often its keys were asked for. */
  asked = 0;
  private readonly keys = new Map<string, IssuerKey>();
  private readonly published = new Set<string>();
  private server: Server | null = null;
  private port = 0;

  static async start(...kids: readonly string[]): Promise<Issuer> {
    const issuer = new Issuer();
    for (const kid of kids) await issuer.publish(kid);
    await issuer.comeBack();
    return issuer;
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${this.port}/jwks`;
  }

  /** Makes a key that nobody is told of. */
  async make(kid: string, alg = 'ES256'): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
    this.keys.set(kid, { jwk, privateKey });
  }

  async publish(kid: string, alg?: string): Promise<void> {
    if (!this.keys.has(kid)) await this.make(kid, alg);
    this.published.add(kid);
  }

  revoke(kid: string): void {
    this.published.delete(kid);
  }

  jwk(kid: string): JWK {
    return this.key(kid).jwk;
  }

  /** A token of the issuer, good for an hour. */
  async sign(kid: string, claims: JWTPayload = {}): Promise<string> {
    const { jwk, privateKey } = this.key(kid);
    const payload = { sub: 'ann', iss: 'https://id.example', aud: 'coupons', ...claims };
    const token = new SignJWT(payload).setProtectedHeader({ alg: jwk.alg as string, kid });
    return (claims.exp === undefined ? token.setExpirationTime('1h') : token).sign(privateKey);
  }

  /** Answers again, at the same address. */
  async comeBack(): Promise<void> {
    const server = createServer((_, response) => {
      this.asked += 1;
      const keys = [...this.published].map((kid) => this.jwk(kid));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Answers nobody any more. */
  async goAway(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private key(kid: string): IssuerKey {
    const key = this.keys.get(kid);
    if (key === undefined) throw new Error(`The issuer has no key ${kid}.`);
    return key;
  }
}
