import { setTimeout as sleep } from 'node:timers/promises';
import { RawClient } from './client.js';
import type { Belongings } from './world.js';

const PAUSE_MILLISECONDS = 10;

/** A member who means well, and goes on asking for what is theirs while others do their worst. */
export class HealthyClient {
  private readonly client: RawClient;
  private readonly milliseconds: number[] = [];
  private readonly faults: string[] = [];
  private stopping = false;
  private readonly finished: Promise<void>;

  constructor(
    url: string,
    private readonly person: Belongings,
  ) {
    this.client = new RawClient(url);
    this.finished = this.run();
  }

  /** What was not answered as it should be, and how long each answer took. */
  async stop(): Promise<{ answered: number; faults: readonly string[]; milliseconds: readonly number[] }> {
    this.stopping = true;
    await this.finished;
    this.client.close();
    return { answered: this.milliseconds.length, faults: this.faults, milliseconds: this.milliseconds };
  }

  private async run(): Promise<void> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.person.token}` };
    const body = JSON.stringify({ query: '{ me { id balance { availableDays } devices { serialNumber } } }' });
    while (!this.stopping) {
      const answer = await this.client.send({ method: 'POST', headers, body });
      this.milliseconds.push(answer.milliseconds);
      if (answer.status !== 200 || !answer.body.includes(this.person.serialNumber)) {
        this.faults.push(`${answer.status} ${answer.body.slice(0, 200)}`);
      }
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}
