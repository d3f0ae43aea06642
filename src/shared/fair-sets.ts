import { onceATurn } from './together.js';

/** What can't be in a set, nor in one beside it, with another that has one of its turns: a person's, or that of a key. */
export interface TakesTurns {
  readonly turns: readonly string[];
}

export interface FairSetLimits {
  /** Items of one set. */
  readonly setSizeMax: number;
  /** Sets that run at the same time. */
  readonly setsInFlightMax: number;
}

/**
 * Gathers what arrives in one turn of the event loop, and while others run, into sets, and has each run, oldest items
 * first. All that waits is one set when none runs. Beside one that runs, another is a fair share of all that runs or
 * could, and waits until there is as much (decision 20).
 */
export class FairSets<Item extends TakesTurns> {
  private items: Item[] = [];
  private readonly running = new Set<readonly Item[]>();

  /** `run` must not fail. */
  constructor(
    private readonly run: (set: readonly Item[]) => Promise<void>,
    private readonly limits: FairSetLimits,
  ) {}

  /** Items that are in no set yet, oldest first. */
  get waiting(): readonly Item[] {
    return this.items;
  }

  add(item: Item): void {
    this.items.push(item);
    this.schedule();
  }

  private readonly schedule = onceATurn(() => {
    const { setSizeMax, setsInFlightMax } = this.limits;
    while (this.running.size < setsInFlightMax) {
      const inFlight = [...this.running].flat();
      const ready = this.readyBeside(inFlight);
      const all = inFlight.length + ready.length;
      const share = Math.min(setSizeMax, inFlight.length === 0 ? all : all / setsInFlightMax);
      if (ready.length === 0 || ready.length < Math.floor(share)) return;
      void this.runSet(ready.slice(0, Math.ceil(share)));
    }
  });

  /** Items whose turns are free, one for each turn. */
  private readyBeside(inFlight: readonly Item[]): Item[] {
    const taken = new Set(inFlight.flatMap(({ turns }) => turns));
    return this.items.filter(({ turns }) => {
      if (turns.some((turn) => taken.has(turn))) return false;
      for (const turn of turns) taken.add(turn);
      return true;
    });
  }

  private async runSet(set: readonly Item[]): Promise<void> {
    this.running.add(set);
    const begun = new Set(set);
    this.items = this.items.filter((item) => !begun.has(item));
    try {
      await this.run(set);
    } finally {
      this.running.delete(set);
      if (this.items.length > 0) this.schedule();
    }
  }
}
