interface Waiting<Asked, Result> {
  readonly asked: Asked;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchLimits {
  readonly sizeMax: number;
  readonly inFlightMax: number;
}

/** Gathers what arrives in one turn of the event loop, and while earlier batches run; of one account, one at a time. */
export class Batches<Asked extends { readonly subject: string }, Result> {
  private waiting: Waiting<Asked, Result>[] = [];
  private readonly running = new Set<string>();
  private inFlight = 0;
  private scheduled = false;

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

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.inFlight < this.limits.inFlightMax) {
        const batch = this.take();
        if (batch.length === 0) return;
        void this.run(batch);
      }
    });
  }

  private take(): Waiting<Asked, Result>[] {
    const batch: Waiting<Asked, Result>[] = [];
    const left: Waiting<Asked, Result>[] = [];
    for (const entry of this.waiting) {
      if (batch.length === this.limits.sizeMax || this.running.has(entry.asked.subject)) {
        left.push(entry);
      } else {
        this.running.add(entry.asked.subject);
        batch.push(entry);
      }
    }
    this.waiting = left;
    return batch;
  }

  private async run(batch: readonly Waiting<Asked, Result>[]): Promise<void> {
    this.inFlight += 1;
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
