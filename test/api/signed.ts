import { SignJWT } from 'jose';
import { SECRET } from './small-server.js';

/** A token of a subject, signed as the service expects, that expires in so many seconds. */
export function signedAs(subject: string, seconds: number): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(new TextEncoder().encode(SECRET));
}
