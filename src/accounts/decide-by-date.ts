import type { CalendarDate } from '../shared/calendar.js';
import type { Decided } from '../shared/clock.js';
import { groupBy } from '../shared/group-by.js';
import type { Identity, LockedAccount } from './account.js';

/**
 * Decides the commands of a set, one an account: those whose turns are of one date together, and one date after the other
 * where there are several, as around midnight. The accounts are locked; outcomes are in the order of the commands.
 */
export async function decideByDate<Command extends Identity, Outcome extends object>(
  commands: readonly Command[],
  accounts: ReadonlyMap<string, LockedAccount>,
  decide: (
    commands: readonly Command[],
    accounts: readonly LockedAccount[],
    today: CalendarDate,
  ) => Promise<readonly Outcome[]>,
): Promise<Decided<Outcome>[]> {
  const accountOf = ({ userId }: Command) => accounts.get(userId) as LockedAccount;
  const decided = new Map<Command, Decided<Outcome>>();
  for (const [decidedOn, onDate] of groupBy(commands, (command) => accountOf(command).turn.today)) {
    const outcomes = await decide(onDate, onDate.map(accountOf), decidedOn);
    for (const [index, command] of onDate.entries()) {
      decided.set(command, { decidedOn, ...(outcomes[index] as Outcome) });
    }
  }
  return commands.map((command) => decided.get(command) as Decided<Outcome>);
}
