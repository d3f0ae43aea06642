import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ExecutionResult, execute, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { RequestContext } from '../../src/api/request-context.js';
import { createSchema } from '../../src/api/schema.js';
import { Executor } from '../../src/server/graphql/executor.js';
import { NOTEBOOK } from '../support/api.js';
import { type ProgrammeAtRest, programmeAtRest } from '../support/programme-at-rest.js';

type Viewer = keyof ProgrammeAtRest['viewers'];
type Step = [operation: string, viewer: Viewer, variables?: (programme: ProgrammeAtRest) => object];

/** The second of the member's devices, and the coupon that is open. */
const redemption = ({ known }: ProgrammeAtRest) => ({ deviceId: known.deviceId?.[1], couponId: known.couponId?.[1] });
const machine = { ...NOTEBOOK, serialNumber: 'PF000009' };
const about = (viewer: Viewer) => (programme: ProgrammeAtRest) => ({
  userId: programme.viewers[viewer]?.identity.userId,
  reason: 'So it is',
});

/** A day on which every promised operation is used, with success and without. */
const STEPS: readonly Step[] = [
  ['programme', 'nobody'],
  ['programme', 'nobody', () => ({ on: '2009-12-31' })],
  ['programme', 'nobody', () => ({ on: '2023-02-29' })],
  ['my-account', 'nobody'],
  ['my-account', 'suspended'],
  ['my-history', 'member', () => ({ first: 2 })],
  ['my-history', 'member', () => ({ first: 0 })],
  ['my-history', 'member', () => ({ after: 'no cursor' })],
  ['why-not-yet', 'member'],
  ['why-not-yet', 'member', () => ({ on: '2022-01-01' })],
  ['register-machines', 'operator', () => ({ machines: [machine], reason: 'Delivery' })],
  ['register-machines', 'operator', () => ({ machines: [{ ...machine, serialNumber: '?' }], reason: 'Delivery' })],
  ['register-machines', 'operator', () => ({ machines: [{ ...machine, category: 'SOFA' }], reason: 'Delivery' })],
  ['register-machines', 'member', () => ({ machines: [machine], reason: 'Delivery' })],
  ['look-up-device', 'member', () => ({ serialNumber: 'PF000009' })],
  ['look-up-device', 'nobody', () => ({ serialNumber: 'PF000009' })],
  ['bind-device', 'member', () => ({ serialNumber: 'pf 000009' })],
  ['bind-device', 'member', () => ({ serialNumber: 'PF000009' })],
  ['bind-device', 'member', () => ({ serialNumber: 'PF000003' })],
  ['bind-device', 'member', () => ({ serialNumber: null })],
  ['warranty', 'nobody', () => ({ serialNumber: 'PF000001' })],
  ['check-in', 'member'],
  ['check-in', 'member'],
  ['check-in', 'suspended'],
  ['quote-redemption', 'member', redemption],
  ['quote-redemption', 'suspended', redemption],
  ['redeem-coupon', 'member', (programme) => ({ ...redemption(programme), idempotencyKey: 'short' })],
  ['redeem-coupon', 'suspended', (programme) => ({ ...redemption(programme), idempotencyKey: 'the last time' })],
  ['redeem-coupon', 'member', (programme) => ({ ...redemption(programme), idempotencyKey: 'the last time' })],
  ['redeem-coupon', 'member', (programme) => ({ ...redemption(programme), idempotencyKey: 'the last time' })],
  ['award-days', 'moderator', (programme) => ({ ...about('member')(programme), source: 'CAMPAIGN', days: 5 })],
  ['award-days', 'moderator', (programme) => ({ ...about('suspended')(programme), source: 'CAMPAIGN', days: 5 })],
  ['award-days', 'member', (programme) => ({ ...about('member')(programme), source: 'CAMPAIGN', days: 5 })],
  ['reinstate-user', 'operator', about('suspended')],
  ['suspend-user', 'operator', about('member')],
  ['suspend-user', 'operator', () => ({ userId: 'nobody', reason: 'So it is' })],
  ['my-account', 'member'],
  ['my-history', 'member'],
];

let schema: GraphQLSchema;
let executor: Executor;
let programmes: readonly [ProgrammeAtRest, ProgrammeAtRest];

beforeAll(async () => {
  schema = await createSchema();
  executor = new Executor(schema, { hitsBeforeCompiling: 0, timeShareMax: 1 });
  programmes = [await programmeAtRest(schema), await programmeAtRest(schema)];
  for (const { clock } of programmes) clock.moveTo('2023-04-02');
});
afterAll(() => Promise.all(programmes.map(({ close }) => close())));

/** All that a client is told, as text, with ids, cursors, quotes and times by the order in which they come. */
function told({ data, errors }: ExecutionResult): string {
  const places = errors?.map(({ message, path, locations, extensions }) => ({ message, path, locations, extensions }));
  const names = new Map<string, string>();
  return JSON.stringify({ data, errors: places }, null, 1)
    .replace(/"(token|endCursor)": ".*"/g, '"$1": "…"')
    .replace(/"([a-z]{3})_[0-9A-Z]{26}"|"\d{4}-\d\d-\d\dT[^"]+Z"/g, (text) => {
      const name = names.get(text) ?? `#${names.size}`;
      names.set(text, name);
      return name;
    });
}

test('the steps use every operation that is promised', () => {
  const promised = readdirSync('operations').map((file) => file.replace('.graphql', ''));
  expect(new Set(STEPS.map(([operation]) => operation))).toEqual(new Set(promised));
});

test('every promised operation is compiled, and does and answers what it does and answers by graphql-js', async () => {
  const documents = new Map(
    STEPS.map(([operation]) => [operation, parse(readFileSync(`operations/${operation}.graphql`, 'utf8'))]),
  );
  const [first, second] = programmes;
  for (const [name, viewer, variablesOf = () => ({})] of STEPS) {
    const document = documents.get(name);
    if (document === undefined) throw new Error(`There is no operation ${name}.`);
    const context = ({ service, viewers }: ProgrammeAtRest) => new RequestContext(service, 'en', viewers[viewer]);
    const variableValues = { ...variablesOf(first) };
    const expected = await execute({ schema, document, variableValues, contextValue: context(first) });
    const operation = getOperationAST(document) ?? undefined;
    const variables = { ...variablesOf(second) };
    const given = await executor.execute({ document, operation, variables, context: context(second) });
    expect(`${name} ${told(given)}`).toBe(`${name} ${told(expected)}`);
  }
  expect(executor.compiledCount).toBe(documents.size);
});
