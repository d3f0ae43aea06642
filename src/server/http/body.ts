import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { HttpFault } from './answer.js';

/** The size of a body that anyone may send. */
export const BODY_BYTES_MAX = 100_000;

/** The size of an operator's: `registerMachines` takes a thousand machines. */
export const OPERATOR_BODY_BYTES_MAX = 1_048_576;

/** The client is gone: there is nobody to answer. */
export class RequestAborted extends Error {}

/**
 * The JSON body of a request; undefined where it is empty. Only `application/json` is taken, which also keeps pages of
 * other sites from posting: a browser asks before it sends that, and is not allowed to.
 */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  requireJson(request);
  const bytes = await readBytes(request, bytesMax);
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new HttpFault(400, 'The body must be UTF-8.');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new HttpFault(400, 'The body must be well-formed JSON.');
  }
}

function requireJson({ headers }: IncomingMessage): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') {
    throw new HttpFault(415, 'Send the body as JSON, with the header content-type: application/json.');
  }
  for (const parameter of parameters) {
    const [name, value] = parameter.split('=').map((part) => part.trim());
    if (name === 'charset' && !/^"?utf-?8"?$/.test(value ?? '')) {
      throw new HttpFault(415, 'Send the body in UTF-8.');
    }
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new HttpFault(415, 'Send the body uncompressed.');
}

function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => reject(new HttpFault(413, `The body must have at most ${bytesMax} bytes.`));
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) {
      tooLarge();
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bytesMax) {
        chunks.push(chunk);
        return;
      }
      request.off('data', take);
      tooLarge();
    };
    request.on('data', take);
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.once('error', () => reject(new RequestAborted()));
    request.once('close', () => {
      if (!request.complete) reject(new RequestAborted());
    });
  });
}
