import type { MachineRecord } from '../../src/devices/machine.store.js';
import { type Answer, type Api, type Client, startApi } from '../support/api.js';
import { type Engine, engines } from '../support/database.js';
import { buildService, type Damage } from '../support/server-process.js';

/** Requests that are sent at once. */
export const REQUESTS = 64;

/** Only a hang should end a test. */
export const MILLISECONDS_MAX = 3_600_000;

/** `npm run test:contention` asks for more. */
const { CONTENTION_ROUNDS = '2' } = process.env;

/** Where races are run: an engine, behind this process or behind several of their own. */
export interface Place {
  readonly name: string;
  readonly engine: Engine;
  /** 0: the service runs in this process. */
  readonly processes: number;
  /** How often each race is run, with other people and other machines: the more often, the more can meet there. */
  readonly rounds: number;
}

/** The nodes of the cluster that `npm run test:cluster` started; there is a service at each. */
const nodes: readonly { url: string }[] = JSON.parse(process.env.TEST_CLUSTER ?? '[]');

const onCluster: Place = { name: 'three nodes of a cluster', engine: 'mariadb', processes: nodes.length, rounds: 6 };

export const places: readonly Place[] =
  nodes.length > 0
    ? [onCluster]
    : engines.flatMap((engine): Place[] =>
        engine === 'sqlite'
          ? [{ name: 'sqlite', engine, processes: 0, rounds: 1 }]
          : [
              { name: engine, engine, processes: 0, rounds: 1 },
              { name: `${engine} behind two processes`, engine, processes: 2, rounds: Number(CONTENTION_ROUNDS) },
            ],
      );

export type Racer = Pick<Client, 'send'>;

/** What a request was answered: the type of its result and the result, or the code of its error. */
export interface Outcome {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a result has the shape that the query of the test asked for.
  readonly result: any;
}

/** Sends as many requests as are asked for at once; they take turns among the racers. */
export function race(
  racers: readonly Racer[],
  request: (racer: Racer, index: number) => Promise<Answer>,
  requests: number = REQUESTS,
): Promise<Outcome[]> {
  const indices = Array.from({ length: requests }, (_, index) => index);
  return Promise.all(
    indices.map(async (index) => outcomeOf(await request(racers[index % racers.length] as Racer, index))),
  );
}

/** Which of several things a request asks for: at any moment the services are asked for different ones. */
export function shareOf(index: number, services: number, things: number): number {
  return ((index % services) + Math.floor(index / services)) % things;
}

function outcomeOf({ data, errors }: Answer): Outcome {
  if (errors !== undefined) return { name: `GraphQL error ${errors[0]?.extensions.code}`, result: null };
  const [result] = Object.values<Outcome['result']>(data);
  return { name: result.__typename, result };
}

/** How many requests had each outcome. */
export function tally(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { name } of outcomes) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The results of one type. */
export function resultsOf(outcomes: readonly Outcome[], name: string): Outcome['result'][] {
  return outcomes.flatMap((outcome) => (outcome.name === name ? [outcome.result] : []));
}

/** The programme under contention: one service or several on one database, and people in the situations of races. */
export interface Arena {
  /** Prepares what is raced for, and audits the ledger when it stops. */
  readonly api: Api;
  /** How many services the races are spread over. */
  readonly services: number;
  /** A name that nobody had before. */
  newSubject(): string;
  /** A serial number that no machine had before. */
  newSerialNumber(): string;
  /** Registers machines and gives their serial numbers. */
  newMachines(count: number, product?: Partial<MachineRecord>): Promise<string[]>;
  /** One person at each of the services. */
  everywhere(subject: string, roles?: readonly string[]): Promise<Racer[]>;
  /** One person for each request, the next of them at the next of the services. */
  crowd(subjects: readonly string[]): Promise<Racer[]>;
  /** Moves the date of every service. */
  moveTo(today: string): Promise<void>;
  stop(): Promise<void>;
}

/** The same database, at one of the nodes where there are several. */
function databaseUrlOf({ databaseUrl }: Api, index: number): string {
  const node = nodes[index % Math.max(1, nodes.length)];
  if (node === undefined) return databaseUrl;
  return new URL(new URL(databaseUrl).pathname, node.url).href;
}

const JWT_SECRET = 'a secret that several processes share';

/** Opens it as the place says; the services are broken on purpose where damage is named. */
export async function openArena({ engine, processes }: Place, ...damages: readonly Damage[]): Promise<Arena> {
  const api = await startApi(engine, { JWT_SECRET });
  const sound = processes === 0 ? null : buildService();
  const build = damages.length === 0 ? sound : (sound?.damaged(...damages) ?? null);
  const started = await Promise.all(
    Array.from({ length: processes }, (_, index) =>
      build?.start({ DATABASE_URL: databaseUrlOf(api, index), JWT_SECRET }),
    ),
  );
  const servers = started.flatMap((server) => server ?? []);
  let count = 0;
  const next = (length: number) => {
    count += 1;
    return String(count).padStart(length, '0');
  };
  const newSerialNumber = () => `R${next(7)}`;
  const sites = servers.length > 0 ? servers : [api];
  return {
    api,
    services: sites.length,
    newSubject: () => `racer-${next(4)}`,
    newSerialNumber,
    newMachines: async (machines, product = {}) => {
      const serialNumbers = Array.from({ length: machines }, newSerialNumber);
      await api.register(...serialNumbers.map((serialNumber) => ({ ...product, serialNumber })));
      return serialNumbers;
    },
    everywhere: (subject, roles = []) => Promise.all(sites.map((site) => site.as(subject, { roles }))),
    crowd: (subjects) =>
      Promise.all(
        subjects.map((subject, index) => (sites[index % sites.length] as (typeof sites)[number]).as(subject)),
      ),
    moveTo: async (today) => {
      await Promise.all([api, ...servers].map((site) => site.moveTo(today)));
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      build?.remove();
      sound?.remove();
      await api.stop();
    },
  };
}
