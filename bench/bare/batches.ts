import { type FairSetLimits, FairSets, type TakesTurns } from '../../src/shared/fair-sets.js';

interface Waiting<Asked, Result> extends TakesTurns {
  readonly asked: Asked;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Has what many ask for done together, in the sets that the service makes; of one account, one at a time. */
export class Batches<Asked extends { readonly subject: string }, Result> {
  private readonly sets: FairSets<Waiting<Asked, Result>>;

  constructor(
    private readonly work: (asked: readonly Asked[]) => Promise<Result[]>,
    limits: FairSetLimits,
  ) {
    this.sets = new FairSets((batch) => this.run(batch), limits);
  }

  submit(asked: Asked): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.sets.add({ asked, turns: [asked.subject], resolve, reject });
    });
  }

  private async run(batch: readonly Waiting<Asked, Result>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ asked }) => asked));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
