import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ContestantName } from './arguments.js';
import type { Language } from './load/operations.js';
import type { LoadSettings, RoundOrder, RoundResult } from './load/round.js';
import { NODE_OPTIONS } from './node-options.js';

/** A contestant that runs, in a process of its own. */
export interface Contestant {
  readonly name: ContestantName;
  readonly language: Language;
  readonly port: number;
  readonly processId: number;
  stop(): Promise<void>;
}

/** No contestant but this service has a line a request to write: it is measured without, unless told otherwise. */
const LOG = { LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' };

/** Starts a contestant with the configuration of production. */
export async function startContestant(
  name: ContestantName,
  environment: Readonly<Record<string, string>>,
): Promise<Contestant> {
  const child = fork(moduleAt(`./contestants/${name}.js`), {
    env: {
      PATH: process.env.PATH,
      TZ: 'UTC',
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      ...LOG,
      ...environment,
    },
    execArgv: [...NODE_OPTIONS],
    // The service says where it is served; the bench knows from the message.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { port } = (await firstMessage(child, name)) as { port: number };
  const language = name.startsWith('bare-') ? 'BARE' : 'GRAPHQL';
  return { name, language, port, processId: child.pid ?? 0, stop: () => stop(child) };
}

/** The process that asks. */
export interface LoadProcess {
  run(order: RoundOrder): Promise<RoundResult>;
  stop(): Promise<void>;
}

export function startLoad(settings: LoadSettings): LoadProcess {
  const child = fork(moduleAt('./load/main.js'), { serialization: 'advanced' });
  child.send({ settings });
  return {
    run: async (order) => {
      child.send({ order });
      const message = (await firstMessage(child, 'The load')) as { result: RoundResult } | { error: string };
      if ('error' in message) throw new Error(`The load failed: ${message.error}`);
      return message.result;
    },
    stop: () => stop(child),
  };
}

function moduleAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

async function firstMessage(child: ChildProcess, name: string): Promise<unknown> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', { signal: ended.signal }).then(([message]) => message),
      once(child, 'exit', { signal: ended.signal }).then(([code]) => {
        throw new Error(`${name} ended with ${code}.`);
      }),
    ]);
  } finally {
    ended.abort();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

/** Linux counts processor time in hundredths of a second. */
const MICROSECONDS_PER_TICK = 10_000;

/** Microseconds of processor time that a process has used; null where the system does not say. */
export function processorTime(processId: number): number | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name in brackets may hold spaces: the fields are counted from after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
  } catch {
    return null;
  }
}
