import { type FairSetLimits, FairSets, type TakesTurns } from '../shared/fair-sets.js';
import { observed, placeOfCaller } from '../shared/observed.js';
import type { Database } from './database.js';
import { isOutage, LostAtCommit, Overloaded } from './faults.js';
import type { Transaction } from './session.js';

/** A change that is asked for, and what it takes turns over: the real user, or a key that is used once. */
export interface Command extends TakesTurns {
  /** Under which a command that is run once more finds what it did before; left out where it would not know it. */
  readonly idempotencyKey?: string;
}

/** A set is decided by one transaction: of one command each where a set would cross shards. */
export interface SetLimits extends FairSetLimits {
  /** Commands that wait; one more is refused at once. */
  readonly waitingMax: number;
  /** Of these, commands that wait for one turn: nobody fills all the places. */
  readonly waitingForTurnMax: number;
}

interface Waiting<C, R> extends TakesTurns {
  readonly command: C;
  /** Where it was asked for, as those who watch see it. */
  readonly place: unknown;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers commands of many requests into sets (`FairSets`) and decides each set in one transaction. A command is a set of
 * one when it comes alone. A set that fails is not tried as a set again: each of its commands gets a transaction of its
 * own. Where the database can't serve, all that are not done fail at once; a client that retries is recognised by its
 * keys. Where the answer to COMMIT was lost, a set or a command that has keys is run once more, and finds what was
 * written.
 */
export class SetWriter<C extends Command, R> {
  private readonly sets: FairSets<Waiting<C, R>>;

  constructor(
    private readonly name: string,
    private readonly database: Database,
    private readonly decide: (transaction: Transaction, commands: readonly C[]) => Promise<R[]>,
    private readonly limits: SetLimits,
  ) {
    this.sets = new FairSets((set) => this.run(set), limits);
  }

  submit(command: C): Promise<R> {
    if (!this.hasPlaceFor(command)) return Promise.reject(new Overloaded());
    return new Promise<R>((resolve, reject) => {
      this.sets.add({ command, turns: command.turns, place: placeOfCaller(), resolve, reject });
    });
  }

  private hasPlaceFor({ turns }: C): boolean {
    const { waitingMax, waitingForTurnMax } = this.limits;
    const { waiting } = this.sets;
    if (waiting.length < waitingForTurnMax) return true;
    if (waiting.length >= waitingMax) return false;
    const isBehind = (entry: Waiting<C, R>) => entry.turns.some((turn) => turns.includes(turn));
    return waiting.filter(isBehind).length < waitingForTurnMax;
  }

  private async run(set: readonly Waiting<C, R>[]): Promise<void> {
    try {
      await this.runUntilKnown(set);
    } catch (error) {
      if (set.length === 1 || isOutage(error)) for (const entry of set) entry.reject(error);
      else await this.runOneByOne(set);
    }
  }

  private async runOneByOne(set: readonly Waiting<C, R>[]): Promise<void> {
    for (const [index, entry] of set.entries()) {
      try {
        await this.runUntilKnown([entry]);
      } catch (error) {
        if (isOutage(error)) {
          for (const left of set.slice(index)) left.reject(error);
          return;
        }
        entry.reject(error);
      }
    }
  }

  private async runUntilKnown(set: readonly Waiting<C, R>[]): Promise<void> {
    try {
      await this.runTogether(set);
    } catch (error) {
      const allHaveKeys = set.every(({ command }) => command.idempotencyKey !== undefined);
      if (!(error instanceof LostAtCommit && allHaveKeys)) throw error;
      await this.runTogether(set);
    }
  }

  private async runTogether(set: readonly Waiting<C, R>[]): Promise<void> {
    const commands = set.map(({ command }) => command);
    const results = await observed(
      { kind: 'SET', name: this.name, size: set.length },
      () => this.database.transaction((transaction) => this.decide(transaction, commands)),
      set.map(({ place }) => place),
    );
    for (const [index, entry] of set.entries()) entry.resolve(results[index] as R);
  }
}
