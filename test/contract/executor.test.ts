import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { createSchema } from '../../src/api/schema.js';
import { documentLimits } from '../../src/server/graphql/document-limits.js';
import { type Execution, Executor } from '../../src/server/graphql/executor.js';
import { LOADERS_THAT_FAIL, type ProgrammeAtRest, programmeAtRest } from '../support/programme-at-rest.js';
import { Chance } from '../support/random.js';
import { type RandomOperation, randomOperation } from '../support/random-operations.js';

const SEED = Number(process.env.EXECUTOR_SEED ?? 20170101);
const OPERATIONS = 2_000;
const RULES = [...specifiedRules, documentLimits];
const VIEWERS = ['member', 'member', 'member', 'suspended', 'operator', 'nobody'] as const;

/** Compiles at once, and counts what it leaves to graphql-js. */
class CountingExecutor extends Executor {
  interpreted = 0;

  constructor(schema: GraphQLSchema) {
    super(schema, { hitsBeforeCompiling: 0, timeShareMax: 1 });
  }

  protected override interpret(execution: Execution) {
    this.interpreted += 1;
    return super.interpret(execution);
  }
}

let schema: GraphQLSchema;
let programme: ProgrammeAtRest;
let executor: CountingExecutor;

beforeAll(async () => {
  schema = await createSchema();
  programme = await programmeAtRest(schema);
  executor = new CountingExecutor(schema);
});
afterAll(() => programme.close());

/** All that a client is told, as text; the id under which a refusal is kept is new each time. */
function told({ data, errors }: ExecutionResult): string {
  const places = errors?.map(({ message, path, locations, extensions }) => ({ message, path, locations, extensions }));
  return JSON.stringify({ data, errors: places }, null, 1).replace(/"ref_\w{26}"/g, '"ref"');
}

test(`${OPERATIONS} operations by chance are answered as graphql-js answers them`, async () => {
  const seen = { executed: 0, answered: 0, refused: 0, compiled: 0, compiledAndRefused: 0 };
  for (let seed = SEED; seen.executed < OPERATIONS; seed += 1) {
    const chance = new Chance(seed);
    const operation = randomOperation(schema, chance, programme.known);
    const document = parse(operation.text);
    if (validate(schema, document, RULES, { maxErrors: 1 }).length > 0) continue;
    const viewer = programme.viewers[chance.pick(VIEWERS)];
    const failing = chance.percent(15) ? chance.pick(LOADERS_THAT_FAIL) : null;
    const context = () => programme.context(viewer, failing);
    const { variables, operationName } = operation;
    const interpret = async () =>
      told(await execute({ schema, document, operationName, variableValues: variables, contextValue: context() }));
    let expected = await interpret();
    // Which of several errors hide others hangs on how long each reading takes: compared is what has been read before.
    if (expected.includes('"errors"')) expected = await interpret();
    const before = executor.interpreted;
    const meant = getOperationAST(document, operationName) ?? undefined;
    const asked = { document, operation: meant, operationName, variables, context: context() };
    const result = await executor.execute(asked);
    const given = told(result);
    if (given !== expected) console.error(describeFailure(seed, operation, failing));
    expect(given).toBe(expected);
    const isCompiled = executor.interpreted === before;
    seen.executed += 1;
    seen[result.errors ? 'refused' : 'answered'] += 1;
    if (isCompiled) seen[result.errors ? 'compiledAndRefused' : 'compiled'] += 1;
  }
  // The comparison means something only where most answers come from compiled code, refusals among them.
  expect(seen.compiled).toBeGreaterThan(seen.answered / 2);
  expect(seen.compiledAndRefused).toBeGreaterThan(100);
});

function describeFailure(seed: number, { text, variables, operationName }: RandomOperation, failing: string | null) {
  return `EXECUTOR_SEED=${seed}\n${text}\n${JSON.stringify({ operationName, variables, failing }, null, 2)}`;
}
