import type { WorkloadName } from '../arguments.js';
import { SeedDates } from '../seed/dates.js';
import { memberAt, type Population } from '../seed/seed.js';
import { expectedAnswer, faultOf } from './expected.js';
import { HttpConnection, type RawAnswer } from './http-connection.js';
import { type Language, requestOf } from './operations.js';
import { tokenSigner } from './tokens.js';

/** What every round of a run has in common. */
export interface LoadSettings {
  readonly today: string;
  readonly population: Population;
  readonly jwtSecret: string;
  readonly connections: number;
}

export interface RoundOrder {
  readonly workload: WorkloadName;
  readonly language: Language;
  readonly port: number;
  readonly seconds: number;
  /** The round ends earlier when so many requests are answered. */
  readonly operationsMax: number;
  /** The members who ask, one request each in this order; those of R begin anew when all have asked. */
  readonly members: readonly number[];
}

export interface RoundResult {
  /** Requests answered; so many of the members, from the first on, have asked. */
  readonly operations: number;
  readonly seconds: number;
  /** Microseconds, in the order in which requests were answered. */
  readonly latencies: Uint32Array;
  /** Answers that were not the expected ones, the first few in words. */
  readonly faults: number;
  readonly faultsTold: readonly string[];
}

const FAULTS_TOLD_MAX = 3;

/** Loads one contestant at a time, and judges every answer once the clock has stopped. */
export class Load {
  private readonly dates: SeedDates;
  private readonly tokenOf: (subject: string) => string;
  private readonly reads = new Map<string, Buffer>();

  constructor(private readonly settings: LoadSettings) {
    this.dates = new SeedDates(settings.today);
    this.tokenOf = tokenSigner(settings.jwtSecret);
  }

  async run(order: RoundOrder): Promise<RoundResult> {
    const requests = order.members.map((index) => this.requestOf(order, index));
    const { port } = order;
    const opening = Array.from({ length: this.settings.connections }, () => HttpConnection.open(port));
    const connections = await Promise.all(opening);
    const answers: { member: number; answer: RawAnswer }[] = [];
    const latencies: number[] = [];
    let next = 0;
    const startedAt = performance.now();
    const deadline = startedAt + order.seconds * 1000;
    const last = order.workload === 'R' ? order.operationsMax : Math.min(order.operationsMax, requests.length);
    const isOver = () => performance.now() >= deadline || next >= last;
    await Promise.all(
      connections.map(async (connection) => {
        while (!isOver()) {
          const place = next % requests.length;
          next += 1;
          const askedAt = performance.now();
          const answer = await connection.ask(requests[place] as Buffer);
          latencies.push((performance.now() - askedAt) * 1000);
          answers.push({ member: order.members[place] as number, answer });
        }
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    for (const connection of connections) connection.close();
    const faults = answers.flatMap(({ member, answer }) => this.faultOf(order.workload, member, answer) ?? []);
    return {
      operations: answers.length,
      seconds,
      latencies: Uint32Array.from(latencies),
      faults: faults.length,
      faultsTold: faults.slice(0, FAULTS_TOLD_MAX),
    };
  }

  /** Readers ask the same again and again; their requests are made once. */
  private requestOf({ workload, language }: RoundOrder, index: number): Buffer {
    const known = workload === 'R' ? this.reads.get(`${language} ${index}`) : undefined;
    if (known !== undefined) return known;
    const member = memberAt(index, this.settings.population, this.dates);
    const request = requestOf(workload, language, member, this.tokenOf(member.subject), this.dates);
    if (workload === 'R') this.reads.set(`${language} ${index}`, request);
    return request;
  }

  private faultOf(workload: WorkloadName, index: number, { status, body }: RawAnswer): string | null {
    const member = memberAt(index, this.settings.population, this.dates);
    const text = body.toString('utf8');
    const fault = faultOf(workload, { status, text }, expectedAnswer(workload, member, this.dates));
    return fault === null ? null : `${member.subject}: ${fault}`;
  }
}
