import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { createSchema } from '../../src/api/schema.js';
import { DOCUMENT_LIMITS, documentLimits, weightOf } from '../../src/server/graphql/document-limits.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

/** What the limits say of a document, and what its operations cost. */
function judge(text: string): { faults: string[]; costs: number[] } {
  const document = parse(text);
  const faults = validate(schema, document, [documentLimits]).map(({ message }) => message);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return { faults, costs: operations.map((operation) => weightOf(operation).cost) };
}

const aliased = (times: number, field: string) =>
  Array.from({ length: times }, (_, number) => `a${number}: ${field}`).join(' ');

const ELIGIBILITY = 'eligibility { term eligible eligibleOn violations { rule message others { rule } } }';
const GRANT = 'grant { id source requestedDays grantedDays cancelledDays remainingDays usedDays lapsedDays }';

describe.each(readdirSync('operations'))('the promised operation %s', (file) => {
  test('is within the limits, whatever its variables are', () => {
    const { faults, costs } = judge(readFileSync(`operations/${file}`, 'utf8'));
    expect(faults).toEqual([]);
    expect(Math.max(...costs)).toBeGreaterThan(1);
    expect(Math.max(...costs)).toBeLessThanOrEqual(DOCUMENT_LIMITS.costMax);
  });
});

describe('is refused for its cost', () => {
  test.each([
    ['fifty judgements of each device', `{ me { devices { ${aliased(50, ELIGIBILITY)} } } }`],
    [
      'the days drawn by a hundred redemptions, many times',
      `{ me { redemptions(first: 100) { edges { node { ${aliased(9, `drawn { days ${GRANT} }`)} } } } } }`,
    ],
    [
      'devices of redemptions of devices of redemptions',
      `{ me { devices { redemptions { device { redemptions { drawn { days ${GRANT} } } } } } } }`,
    ],
    ['fifty balances with each day that lapses', `{ me { ${aliased(50, 'balance { lapsing { on days } }')} } }`],
    [
      'the whole schema many times',
      `{ ${aliased(50, '__schema { types { fields { args { name type { name } } } } }')} }`,
    ],
    [
      'many pages of a hundred',
      `{ me { ${aliased(12, 'grants(first: 100) { edges { node { id source grantedDays earnedOn expiresOn remainingDays usedDays lapsedDays } } }')} } }`,
    ],
  ])('%s', (_, query) => {
    expect(judge(query).faults).toEqual([expect.stringMatching(/^The operation costs \d+, more than 10000: /)]);
  });
});

test('a device’s judgement costs what its computing takes, not what its few words would', () => {
  expect(judge(`{ me { devices { ${ELIGIBILITY} } } }`).costs[0]).toBeGreaterThan(1000);
  expect(judge('{ me { devices { id } } }').costs[0]).toBeLessThan(10);
});
