import { observed, placeOfCaller } from '../shared/observed.js';
import { onceATurn } from '../shared/together.js';
import type { Database } from './database.js';
import { isOutage, LostAtCommit, Overloaded } from './faults.js';
import type { Transaction } from './session.js';

/** A change that is asked for, and what it takes turns over: the real user, or a key that is used once. */
export interface Command {
  readonly turns: readonly string[];
  /** Under which a command that is run once more finds what it did before; left out where it would not know it. */
  readonly idempotencyKey?: string;
}

export interface SetLimits {
  /** Commands that one transaction decides together; 1 where a set would cross shards. */
  readonly setSizeMax: number;
  /** Transactions that run at the same time. */
  readonly setsInFlightMax: number;
  /** Commands that wait; one more is refused at once. */
  readonly waitingMax: number;
  /** Of these, commands that wait for one turn: nobody fills all the places. */
  readonly waitingForTurnMax: number;
}

interface Waiting<C, R> {
  readonly command: C;
  /** Where it was asked for, as those who watch see it. */
  readonly place: unknown;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers commands of many requests into sets and decides each set in one transaction. A command is a set of one when
 * it comes alone; it waits for a following set while another that takes turns with it is being decided, or until there is
 * a fair share beside the one that is (decision 20). A set that fails is not tried as a set again: each of its commands gets a
 * transaction of its own. Where the database can't serve, all that are not done fail at once; a client that retries is
 * recognised by its keys. Where the answer to COMMIT was lost, a set or a command that has keys is run once more, and
 * finds what was written.
 */
export class SetWriter<C extends Command, R> {
  private waiting: Waiting<C, R>[] = [];
  private readonly turnsTaken = new Set<string>();
  private setsInFlight = 0;
  private commandsInFlight = 0;

  constructor(
    private readonly name: string,
    private readonly database: Database,
    private readonly decide: (transaction: Transaction, commands: readonly C[]) => Promise<R[]>,
    private readonly limits: SetLimits,
  ) {}

  submit(command: C): Promise<R> {
    if (!this.hasPlaceFor(command)) return Promise.reject(new Overloaded());
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ command, place: placeOfCaller(), resolve, reject });
      this.schedule();
    });
  }

  private hasPlaceFor({ turns }: C): boolean {
    const { waitingMax, waitingForTurnMax } = this.limits;
    if (this.waiting.length < waitingForTurnMax) return true;
    if (this.waiting.length >= waitingMax) return false;
    const isBehind = ({ command }: Waiting<C, R>) => command.turns.some((turn) => turns.includes(turn));
    return this.waiting.filter(isBehind).length < waitingForTurnMax;
  }

  /** One turn of the event loop gathers what arrived with it. */
  private readonly schedule = onceATurn(() => {
    const { setSizeMax, setsInFlightMax } = this.limits;
    while (this.setsInFlight < setsInFlightMax) {
      const ready = this.ready();
      const all = this.commandsInFlight + ready.length;
      const share = Math.min(setSizeMax, this.setsInFlight === 0 ? all : all / setsInFlightMax);
      if (ready.length === 0 || ready.length < Math.floor(share)) return;
      void this.run(ready.slice(0, Math.ceil(share)));
    }
  });

  /** Commands whose turns are free, one for each turn; those that have waited longest come first. */
  private ready(): Waiting<C, R>[] {
    const turns = new Set(this.turnsTaken);
    return this.waiting.filter(({ command }) => {
      if (command.turns.some((turn) => turns.has(turn))) return false;
      for (const turn of command.turns) turns.add(turn);
      return true;
    });
  }

  private async run(set: readonly Waiting<C, R>[]): Promise<void> {
    this.begin(set);
    try {
      await this.runUntilKnown(set);
    } catch (error) {
      if (set.length === 1 || isOutage(error)) for (const entry of set) entry.reject(error);
      else await this.runOneByOne(set);
    } finally {
      this.end(set);
    }
  }

  private begin(set: readonly Waiting<C, R>[]): void {
    this.setsInFlight += 1;
    this.commandsInFlight += set.length;
    for (const { command } of set) for (const turn of command.turns) this.turnsTaken.add(turn);
    const taken = new Set(set);
    this.waiting = this.waiting.filter((entry) => !taken.has(entry));
  }

  private end(set: readonly Waiting<C, R>[]): void {
    this.setsInFlight -= 1;
    this.commandsInFlight -= set.length;
    for (const { command } of set) for (const turn of command.turns) this.turnsTaken.delete(turn);
    if (this.waiting.length > 0) this.schedule();
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
