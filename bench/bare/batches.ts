import { onceATurn } from '../../src/shared/together.js';

interface Waiting<Asked, Result> {
  readonly asked: Asked;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchLimits {
  readonly sizeMax: number;
  readonly inFlightMax: number;
}

/**
 * Gathers what arrives in one turn of the event loop, and while earlier batches run; of one account, one at a time. As in
 * the service, each batch is a fair share of what there is (decision 20).
 */
export class Batches<Asked extends { readonly subject: string }, Result> {
  private waiting: Waiting<Asked, Result>[] = [];
  private readonly running = new Set<string>();
  private inFlight = 0;

  constructor(
    private readonly work: (asked: readonly Asked[]) => Promise<Result[]>,
    private readonly limits: BatchLimits,
  ) {}

  submit(asked: Asked): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, resolve, reject });
      this.schedule();
    });
  }

  private readonly schedule = onceATurn(() => {
    const { sizeMax, inFlightMax } = this.limits;
    while (this.inFlight < inFlightMax) {
      const ready = this.ready();
      const all = this.running.size + ready.length;
      const share = Math.min(sizeMax, this.inFlight === 0 ? all : all / inFlightMax);
      if (ready.length === 0 || ready.length < Math.floor(share)) return;
      void this.run(ready.slice(0, Math.ceil(share)));
    }
  });

  private ready(): Waiting<Asked, Result>[] {
    const subjects = new Set(this.running);
    return this.waiting.filter(({ asked: { subject } }) => {
      const isFirst = !subjects.has(subject);
      subjects.add(subject);
      return isFirst;
    });
  }

  private async run(batch: readonly Waiting<Asked, Result>[]): Promise<void> {
    this.inFlight += 1;
    for (const { asked } of batch) this.running.add(asked.subject);
    const taken = new Set(batch);
    this.waiting = this.waiting.filter((entry) => !taken.has(entry));
    try {
      const results = await this.work(batch.map(({ asked }) => asked));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.inFlight -= 1;
      for (const { asked } of batch) this.running.delete(asked.subject);
      if (this.waiting.length > 0) this.schedule();
    }
  }
}
