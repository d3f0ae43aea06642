import { createHmac } from 'node:crypto';

/** Longer than any run. */
const LIFETIME_SECONDS = 86_400;

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs tokens of members who use the app, as the service that members sign in to would. */
export function tokenSigner(secret: string): (subject: string) => string {
  const header = encoded({ alg: 'HS256' });
  const issuedAt = Math.floor(Date.now() / 1000);
  return (subject) => {
    const claims = { sub: subject, client_id: 'APP', iat: issuedAt, exp: issuedAt + LIFETIME_SECONDS };
    const signed = `${header}.${encoded(claims)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
}
