import type { GraphQLSchema } from 'graphql';
import { Chance } from '../support/random.js';
import { randomOperation } from '../support/random-operations.js';
import { type Answered, faultOf } from './client.js';

/** Texts and values that have broken programmes. */
const ODD_VALUES: readonly unknown[] = [
  ...[
    "' OR '1'='1",
    '"',
    '\\',
    '\u0000',
    'PF0\u200BABC12',
    '\u202EPF0',
    'ＰＦ０ＡＢＣ１２',
    '\ud800',
    '💾',
    '\r\n',
    '__proto__',
  ],
  ...['x'.repeat(5000), '%s%n', 'NaN', '1e21', '0000-00-00', '9999-12-31', '-1', ' '],
  ...[-1, 2 ** 31, 2 ** 53, 1e21, 0.5, -0, { $ne: null }, [[[]]], { __proto__: 1 }],
];

export interface Fuzz {
  readonly operations: number;
  readonly seed: number;
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** Operations that are under way at once. */
  readonly atOnce: number;
  send(request: object, chance: Chance): Promise<Answered>;
}

export interface FuzzResult {
  /** Answers with data, and those that were refused whole. */
  readonly answered: number;
  readonly refused: number;
  /** What was wrong, with the seed that shows it again. */
  readonly faults: readonly string[];
}

/** Sends operations by chance, built from the schema, and judges each answer. */
export async function fuzz(
  schema: GraphQLSchema,
  { operations, seed, known, atOnce, send }: Fuzz,
): Promise<FuzzResult> {
  const result = { answered: 0, refused: 0, faults: [] as string[] };
  let next = seed;
  const one = async (own: number) => {
    const chance = new Chance(own);
    const { text, operationName, variables } = randomOperation(schema, chance, known, ODD_VALUES);
    const answer = await send({ query: text, operationName, variables }, chance);
    const fault = faultOf(answer);
    if (fault !== null) result.faults.push(`FUZZ_SEED=${own}: ${fault}\n${text}\n${JSON.stringify(variables)}`);
    else result[answer.body.includes('"data":') ? 'answered' : 'refused'] += 1;
  };
  const worker = async () => {
    while (next < seed + operations) {
      next += 1;
      await one(next - 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return result;
}
