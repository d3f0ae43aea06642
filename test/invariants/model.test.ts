import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, type GraphQLUnionType, getNamedType } from 'graphql';
import { engines } from '../support/database.js';
import { Bench } from './model/bench.js';
import { type Command, sequenceOf } from './model/commands.js';
import { mutations } from './model/documents.js';
import { Play } from './model/play.js';

/** `npm run test:long` asks for more; a seed that failed is run alone by `MODEL_FIRST_SEED=… MODEL_SEEDS=1`. */
const { MODEL_SEEDS = '30', MODEL_COMMANDS = '60', MODEL_FIRST_SEED = '1', MODEL_TALLY } = process.env;
const SEEDS = Number(MODEL_SEEDS);
const COMMANDS = Number(MODEL_COMMANDS);
const FIRST_SEED = Number(MODEL_FIRST_SEED);
const SEED_MILLISECONDS_MAX = 60_000;
const SHRINKING_RUNS_MAX = 300;

/** What mutations answer, but for those that only set up, and those that name a user whom nobody knows. */
function answers(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const unions = fields.filter(({ name }) => name !== 'registerMachines').map(({ type }) => getNamedType(type));
  const names = unions.flatMap((union) => schema.getPossibleTypes(union as GraphQLUnionType).map(({ name }) => name));
  return [...new Set(names)].filter((name) => name !== 'UserNotFound').sort();
}

describe.each(engines)('on %s the service does what the rules say', (engine) => {
  let bench: Bench;
  const answered = new Map<string, number>();

  beforeAll(async () => {
    bench = await Bench.open(engine);
  });
  afterAll(() => bench.close());

  test('every mutation is one that the model does too', () => {
    expect(Object.keys(bench.schema.getMutationType()?.getFields() ?? {}).sort()).toEqual(
      Object.keys(mutations).sort(),
    );
  });

  test(
    'whatever is done in whatever order, on whatever dates',
    async () => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
        const { start, commands } = sequenceOf(seed, COMMANDS);
        const play = new Play(bench, start);
        const failure = await play.run(commands);
        if (failure !== null) throw new Error(await explain(seed, start, commands, failure));
        for (const [name, count] of play.answered) answered.set(name, (answered.get(name) ?? 0) + count);
      }
    },
    SEEDS * SEED_MILLISECONDS_MAX,
  );

  (SEEDS < 30 ? test.skip : test)('and the sequences get to every answer there is', () => {
    if (MODEL_TALLY) process.stdout.write(`${JSON.stringify(Object.fromEntries(answered))}\n`);
    const never = answers(bench.schema).filter((name) => !answered.has(name));
    expect(never).toEqual([]);
  });

  test('and leave a ledger that no invariant objects to', async () => {
    expect(await bench.audit()).toEqual([]);
  });

  /** The seed, and the fewest commands found that still make a difference. */
  async function explain(seed: number, start: string, commands: readonly Command[], failure: string): Promise<string> {
    let fewest = commands;
    let difference = failure;
    let runs = 0;
    for (let chunk = Math.ceil(fewest.length / 2); chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)) {
      for (let from = 0; from < fewest.length && runs < SHRINKING_RUNS_MAX; runs += 1) {
        const fewer = [...fewest.slice(0, from), ...fewest.slice(from + chunk)];
        const still = await new Play(bench, start).run(fewer);
        if (still === null) from += chunk;
        else [fewest, difference] = [fewer, still];
      }
    }
    const list = fewest.map((command) => JSON.stringify(command)).join('\n  ');
    return `Seed ${seed} from ${start}: ${fewest.length} of ${commands.length} commands\n  ${list}\n${difference}`;
  }
});
