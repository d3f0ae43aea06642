import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer, Api, Client } from './api.js';

/** The service as operators run it: built, and in a process of its own. */
export interface ServerProcess extends Pick<Api, 'moveTo'> {
  readonly url: string;
  /** A person's client; tokens are good for every process with the same secret. */
  as(subject: string, options?: { roles?: readonly string[] }): Promise<Pick<Client, 'send'>>;
  /** What it has written so far, on standard output and error. */
  output(): string;
  /** Lets what runs finish; the code that it has then ended with. */
  stop(): Promise<number>;
  /** Tells it to stop without waiting. */
  interrupt(): void;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** What is broken in a copy of a build: in a file of it, one text for another. */
export interface Damage {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What the build made, for processes to be started from. */
export interface Build {
  /** The folder of what was built. */
  readonly folder: string;
  start(environment: Readonly<Record<string, string>>): Promise<ServerProcess>;
  /** The same build, broken on purpose: what a test would not miss. */
  damaged(...damages: readonly Damage[]): Build;
  remove(): void;
}

/** Builds the service into a folder of its own: within the project, so that its imports are found. */
export function buildService(): Build {
  const folder = newFolder();
  try {
    // Below node_modules the project's own package.json does not say what a `.js` file is.
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    // What the service reads of the project, it looks for beside that file.
    for (const name of ['operations', 'data']) symlinkSync(resolve(name), join(folder, name));
    const compiler = resolve('node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', folder], { encoding: 'utf8' });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`The build failed:\n${(error as { stdout?: string }).stdout}`, { cause: error });
  }
  return buildIn(folder);
}

function newFolder(): string {
  const cache = resolve('node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'warranty-coupons-build-'));
}

function buildIn(folder: string): Build {
  return {
    folder,
    start: (environment) => startProcess(join(folder, 'src', 'main.js'), environment),
    damaged: (...damages) => {
      const copy = newFolder();
      cpSync(folder, copy, { recursive: true });
      for (const { file, from, to } of damages) {
        const text = readFileSync(join(copy, file), 'utf8');
        if (!text.includes(from)) throw new Error(`${file} holds no ${from}: nothing would be broken.`);
        writeFileSync(join(copy, file), text.replaceAll(from, to));
      }
      return buildIn(copy);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Runs the service beneath a shell that stops it as soon as the shell's input ends: when it is told to, and when the
 * process of the tests dies in whatever way.
 */
async function startProcess(program: string, environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const script =
    '"$@" & server=$!; read -r signal || signal=TERM; kill -s $signal $server;' +
    ' while read -r signal; do kill -s $signal $server; done; wait $server';
  // Kept for the check at the end of the run that no output tells a secret.
  const folder = process.env.TEST_OUTPUT;
  const file = folder === undefined ? null : join(folder, `${randomUUID()}.log`);
  let written = '';
  const keep = (chunk: Buffer) => {
    written += chunk.toString('utf8');
    if (file !== null) appendFileSync(file, chunk);
  };
  const guard = spawn('sh', ['-c', script, 'sh', process.execPath, '--enable-source-maps', program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, SANDBOX: '1', GRAPHIQL: '0', PORT: '0', ...environment },
    detached: true,
  });
  for (const stream of [guard.stdout, guard.stderr]) stream?.on('data', keep);
  const url = await addressOf(guard).catch((error: Error) => {
    throw new Error(`${error.message}\n${written}`);
  });
  return {
    url,
    output: () => written,
    as: async (subject, { roles = [] } = {}) => {
      const { token } = await post(`${url}/sandbox/token`, { subject, roles });
      const headers = { authorization: `Bearer ${token}` };
      return { send: (query, variables): Promise<Answer> => post(`${url}/graphql`, { query, variables }, headers) };
    },
    moveTo: async (today) => {
      await post(`${url}/sandbox/clock`, { today });
    },
    stop: () => end(guard, 'TERM'),
    interrupt: () => guard.stdin?.write('INT\n'),
    kill: async () => {
      await end(guard, 'KILL');
    },
  };
}

/** The address that the service says it is served at. */
async function addressOf(guard: ChildProcess): Promise<string> {
  const lines = createInterface({ input: guard.stdout as NodeJS.ReadableStream });
  for await (const line of lines) {
    const address = /^The programme is served at (http:\/\/\S+)\/graphql$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The service ended before it was served.');
}

async function end(guard: ChildProcess, signal: string): Promise<number> {
  const ended = once(guard, 'exit');
  guard.stdin?.end(`${signal}\n`);
  const [code] = await ended;
  return code;
}

async function post(url: string, body: object, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}
