import type { Database } from '../../src/database/database.js';
import { AWARD, BIND, CHECK_IN, REDEEM, redemptionInput } from './operations.js';
import { PatientClient } from './patient-client.js';
import { type Member, REDEMPTIONS_EACH } from './population.js';
import { tokenOf } from './tokens.js';

const WRITERS = 32;

/** What was answered as done: ids of what is there from then on. */
interface Acknowledged {
  readonly redemptions: string[];
  readonly grants: string[];
  readonly devices: string[];
  /** Subjects that have checked in. */
  readonly checkIns: string[];
}

const TABLES = {
  redemptions: 'SELECT id FROM redemptions',
  grants: "SELECT id FROM grants WHERE source = 'CAMPAIGN'",
  devices: "SELECT d.id AS id FROM devices d JOIN users u ON u.id = d.user_id WHERE u.subject LIKE 'newcomer-%'",
  checkIns: 'SELECT u.subject AS id FROM check_ins c JOIN users u ON u.id = c.user_id',
} as const;

/** What there is to be changed, and what was changed of it. */
export class Stock {
  readonly acknowledged: Acknowledged = { redemptions: [], grants: [], devices: [], checkIns: [] };
  private readonly redeemers: Member[];
  private readonly unbound: string[];
  private numbered = 0;

  constructor(
    readonly members: readonly Member[],
    unbound: readonly string[],
  ) {
    this.redeemers = [...members];
    this.unbound = [...unbound];
  }

  nextRedeemer(): Member | undefined {
    return this.redeemers.shift();
  }

  nextUnbound(): string | undefined {
    return this.unbound.shift();
  }

  nextNumber(): number {
    this.numbered += 1;
    return this.numbered;
  }
}

/** Writers that change everything there is to change, each asking again until it is answered. */
export class Writers {
  /** When the latest change was answered. */
  answeredAt = 0;
  private stopped = false;
  private abandoned = false;
  private failure: Error | null = null;
  private readonly running: Promise<void>[];

  /** They turn to the services one after another. */
  constructor(
    urls: readonly string[],
    private readonly stock: Stock,
  ) {
    this.running = Array.from({ length: WRITERS }, (_, index) =>
      this.write(urls[index % urls.length] as string).catch((error) => {
        if (!this.abandoned) this.failure ??= error;
      }),
    );
  }

  get count(): number {
    return Object.values(this.stock.acknowledged).reduce((sum, { length }) => sum + length, 0);
  }

  /** Throws what a writer failed with. */
  check(): void {
    if (this.failure !== null) throw this.failure;
  }

  /** Nobody waits for an answer any more. */
  abandon(): void {
    this.stopped = true;
    this.abandoned = true;
  }

  /** Lets each finish what it asked for, until it is answered. */
  async finish(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
    this.check();
  }

  private async write(url: string): Promise<void> {
    const moderator = await this.clientOf(url, 'moderator', 'MODERATOR');
    while (!this.stopped) {
      const member = this.stock.nextRedeemer();
      for (let device = 0; device < REDEMPTIONS_EACH && !this.stopped; device += 1) {
        if (member !== undefined) await this.redeem(url, member, device);
        await this.award(moderator);
        await this.welcome(url);
      }
    }
  }

  private async redeem(url: string, member: Member, device: number): Promise<void> {
    const client = await this.clientOf(url, member.subject);
    const { result } = await client.ask(REDEEM, await redemptionInput(client, member, device));
    this.acknowledge('redemptions', result.redemption?.id, result);
  }

  private async award(moderator: PatientClient): Promise<void> {
    const number = this.stock.nextNumber();
    const { userId } = this.stock.members[number % this.stock.members.length] as Member;
    const idempotencyKey = `award number ${number}`;
    const award = { userId, days: 1, source: 'CAMPAIGN', reason: 'Front page pick', idempotencyKey };
    const { result } = await moderator.ask(AWARD, award);
    this.acknowledge('grants', result.grant?.id, result);
  }

  /** Somebody whom the service sees for the first time checks in, and binds a machine. */
  private async welcome(url: string): Promise<void> {
    const subject = `newcomer-${this.stock.nextNumber()}`;
    const client = await this.clientOf(url, subject);
    const { result, met } = await client.ask(CHECK_IN);
    const isRight =
      result.__typename === 'CheckInSuccess' || (met.length > 0 && result.__typename === 'AlreadyCheckedIn');
    this.acknowledge('checkIns', isRight ? subject : undefined, result);
    const serialNumber = this.stock.nextUnbound();
    if (serialNumber === undefined) return;
    const bound = await client.ask(BIND, { serialNumber });
    this.acknowledge('devices', bound.result.device?.id, bound.result);
  }

  private async clientOf(url: string, subject: string, role?: 'MODERATOR'): Promise<PatientClient> {
    return new PatientClient(url, await tokenOf(subject, role), () => this.abandoned);
  }

  private acknowledge(kind: keyof Acknowledged, id: string | undefined, result: object): void {
    if (id === undefined) throw new Error(`${kind}: ${JSON.stringify(result)}`);
    this.stock.acknowledged[kind].push(id);
    this.answeredAt = performance.now();
  }
}

/** What was acknowledged and is not there, and what is there and was not, or more than once. */
export async function differencesFrom(acknowledged: Acknowledged, database: Database) {
  const lost: string[] = [];
  const unknown: string[] = [];
  for (const [kind, sql] of Object.entries(TABLES) as [keyof Acknowledged, string][]) {
    const rows = await database.reader.rows<{ id: string }>(sql);
    const there = new Map(rows.map(({ id }) => [id, 0]));
    for (const id of acknowledged[kind]) {
      if (there.has(id)) there.set(id, (there.get(id) as number) + 1);
      else lost.push(`${kind} ${id}`);
    }
    unknown.push(...[...there].flatMap(([id, count]) => (count === 1 ? [] : [`${kind} ${id}, told ${count} times`])));
  }
  return { lost, unknown };
}
