import type { Bench } from './bench.js';
import { type Command, sequenceOf } from './commands.js';
import { Play } from './play.js';

/** Runs that look for a shorter sequence at most. */
const SHRINKING_RUNS_MAX = 300;

/** Plays the sequence of a seed, and throws what differs: the seed, and the fewest commands found that still do. */
export async function playSeed(bench: Bench, seed: number, length: number): Promise<ReadonlyMap<string, number>> {
  const { start, commands } = sequenceOf(seed, length);
  const play = new Play(bench, start);
  const difference = await play.run(commands);
  if (difference === null) return play.answered;
  const shortest = await shrink(bench, start, commands, difference);
  const list = shortest.commands.map((command) => JSON.stringify(command)).join('\n  ');
  const kept = `${shortest.commands.length} of ${commands.length} commands`;
  throw new Error(`Seed ${seed} from ${start}: ${kept}\n  ${list}\n${shortest.difference}`);
}

/** Leaves out ever smaller parts of a sequence while the rest still makes a difference. */
async function shrink(bench: Bench, start: string, commands: readonly Command[], difference: string) {
  let shortest = { commands, difference };
  let runs = 0;
  for (let chunk = Math.ceil(commands.length / 2); chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)) {
    for (let from = 0; from < shortest.commands.length && runs < SHRINKING_RUNS_MAX; runs += 1) {
      const fewer = [...shortest.commands.slice(0, from), ...shortest.commands.slice(from + chunk)];
      const still = await new Play(bench, start).run(fewer);
      if (still === null) from += chunk;
      else shortest = { commands: fewer, difference: still };
    }
  }
  return shortest;
}
