import { connect, type Socket } from 'node:net';

/** An answer as it came, to be judged when the clock no longer runs. */
export interface RawAnswer {
  readonly status: number;
  readonly body: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');

const CLOSED = 'The server closed a connection.';

/** One keep-alive connection of HTTP/1.1 that has one request at a time under way; it does no more than that needs. */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private resolve: ((answer: RawAnswer) => void) | null = null;
  private reject: ((error: Error) => void) | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error(CLOSED)));
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new HttpConnection(socket)));
      socket.once('error', reject);
    });
  }

  ask(request: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
      // What is written to a connection that is gone is lost without a word.
      if (this.socket.destroyed) this.fail(new Error(CLOSED));
      else this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const answer = readAnswer(this.received);
    if (answer === null) return;
    this.received = Buffer.alloc(0);
    const { resolve } = this;
    this.resolve = null;
    this.reject = null;
    resolve?.(answer);
  }

  private fail(error: Error): void {
    this.reject?.(error);
    this.resolve = null;
    this.reject = null;
  }
}

/** The answer in some bytes; null while more are to come. */
function readAnswer(bytes: Buffer): RawAnswer | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const start = headEnd + HEAD_END.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return bytes.length < end ? null : { status, body: bytes.subarray(start, end) };
  }
  const body = /\r\ntransfer-encoding: *chunked/i.test(head) ? readChunks(bytes, start) : Buffer.alloc(0);
  return body === null ? null : { status, body };
}

function readChunks(bytes: Buffer, start: number): Buffer | null {
  const chunks: Buffer[] = [];
  for (let from = start; ; ) {
    const lineEnd = bytes.indexOf(LINE_END, from);
    if (lineEnd === -1) return null;
    const length = Number.parseInt(bytes.toString('latin1', from, lineEnd), 16);
    const end = lineEnd + LINE_END.length + length;
    if (bytes.length < end + LINE_END.length) return null;
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + LINE_END.length, end));
    from = end + LINE_END.length;
  }
}
