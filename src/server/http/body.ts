import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { remembered } from '../../shared/remembered.js';
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
  const mend = contentTypeMend(headers['content-type'] ?? '');
  if (mend !== null) throw new HttpFault(415, mend);
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new HttpFault(415, 'Send the body uncompressed.');
}

/** Values of `Content-Type` that are remembered; clients send few. */
const CONTENT_TYPES_MAX = 100;

/** What to mend of a `Content-Type`; null where it says JSON in UTF-8. */
const contentTypeMend = remembered((contentType): string | null => {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  if (type.trim() !== 'application/json') {
    return 'Send the body as JSON, with the header content-type: application/json.';
  }
  const isInUtf8 = parameters.every((parameter) => {
    const [name, value = ''] = parameter.split('=').map((part) => part.trim());
    return name !== 'charset' || /^"?utf-?8"?$/.test(value);
  });
  return isInUtf8 ? null : 'Send the body in UTF-8.';
}, CONTENT_TYPES_MAX);

function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => reject(new HttpFault(413, `The body must have at most ${bytesMax} bytes.`));
    if (request.destroyed) {
      reject(new RequestAborted());
      return;
    }
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
    request.on('end', () => {
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
      // The request, and with it what listens to it, is there until it is answered.
      chunks.length = 0;
    });
    request.on('error', () => reject(new RequestAborted()));
    request.on('close', () => {
      if (!request.complete) reject(new RequestAborted());
    });
  });
}
