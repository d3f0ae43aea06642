import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { extendSchema, type GraphQLSchema, type GraphQLUnionType, getNamedType, parse } from 'graphql';
import { createSchema } from '../../src/api/schema.js';
import { engines } from '../support/database.js';
import { Bench } from './model/bench.js';
import { playSeed } from './model/difference.js';
import { mutations } from './model/documents.js';

/** `npm run test:long` asks for more; a seed that failed is run alone by `MODEL_FIRST_SEED=… MODEL_SEEDS=1`. */
const { MODEL_SEEDS = '30', MODEL_COMMANDS = '60', MODEL_FIRST_SEED = '1', MODEL_TALLY } = process.env;
const SEEDS = Number(MODEL_SEEDS);
const COMMANDS = Number(MODEL_COMMANDS);
const FIRST_SEED = Number(MODEL_FIRST_SEED);
const SEED_MILLISECONDS_MAX = 60_000;

/** What mutations answer, but for those that name a user whom nobody knows. */
function answers(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const unions = fields.map(({ type }) => getNamedType(type));
  const names = unions.flatMap((union) => schema.getPossibleTypes(union as GraphQLUnionType).map(({ name }) => name));
  return [...new Set(names)].filter((name) => name !== 'UserNotFound').sort();
}

function unknownToTheModel(schema: GraphQLSchema): string[] {
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
  return names.filter((name) => !Object.hasOwn(mutations, name));
}

describe.each(engines)('on %s the service does what the rules say', (engine) => {
  let bench: Bench;
  const answered = new Map<string, number>();

  beforeAll(async () => {
    bench = await Bench.open(engine);
  });
  afterAll(() => bench.close());

  test('every mutation is one that the model does too', () => {
    expect(unknownToTheModel(bench.schema)).toEqual([]);
  });

  test(
    'whatever is done in whatever order, on whatever dates',
    async () => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
        for (const [name, count] of await playSeed(bench, seed, COMMANDS)) {
          answered.set(name, (answered.get(name) ?? 0) + count);
        }
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
});

describe('what the model would not miss', () => {
  test('a mutation that was added to the schema alone', async () => {
    const more = extendSchema(await createSchema(), parse('extend type Mutation { unbindDevice: Boolean }'));
    expect(unknownToTheModel(more)).toEqual(['unbindDevice']);
  });

  test.each([
    ['maxDevices', 6, 'DeviceLimitReached'],
    ['bindingWaitDays', 29, 'requiredDays: expected 30, was 29'],
  ])('a service that takes %s to be %i: it tells the seed and few commands', async (number, value, told) => {
    const bench = await Bench.open('sqlite');
    try {
      await bench.misread(number, value);
      const message = await firstDifference(bench);
      expect(message).toMatch(/^Seed \d+ from \d{4}-\d\d-\d\d: \d+ of 60 commands\n/);
      expect(Number(/: (\d+) of 60/.exec(message)?.[1])).toBeLessThanOrEqual(20);
      expect(message).toContain(told);
    } finally {
      await bench.close();
    }
  });
});

/** What the first of the thirty seeds that makes a difference says; empty where none does. */
async function firstDifference(bench: Bench): Promise<string> {
  for (let seed = 1; seed <= 30; seed += 1) {
    const difference = await playSeed(bench, seed, 60).then(
      () => '',
      (error: Error) => error.message,
    );
    if (difference !== '') return difference;
  }
  return '';
}
