import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';

interface MappedLaw {
  readonly laws: readonly string[];
  readonly keptIn: string;
  readonly testedIn: string;
  readonly toldBy: readonly string[];
}

const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);

const map: MappedLaw[] = readFileSync('docs/rules.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [TEDWMRP]\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, laws = '', , keptIn, testedIn, toldBy]) => ({
    laws: laws.split(', '),
    keptIn: codeIn(keptIn)[0] ?? '',
    testedIn: codeIn(testedIn)[0] ?? '',
    toldBy: codeIn(toldBy),
  }));

/** Whether a text names a law by its id, or within a span of ids such as `M1 to M5`. */
function names(text: string, law: string): boolean {
  if (new RegExp(`\\b${law}\\b`).test(text)) return true;
  const [family, number] = [law.charAt(0), Number(law.slice(1))];
  const spans = [...text.matchAll(new RegExp(`\\b${family}(\\d) to ${family}?(\\d)\\b`, 'g'))];
  return spans.some(([, from, to]) => Number(from) <= number && number <= Number(to));
}

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

describe('docs/rules.md', () => {
  test('names forty sentences of the FAQ or more', () => {
    expect(map.length).toBeGreaterThanOrEqual(40);
  });

  test.each(map)('leads from $laws to a file that names the law, to its test and its error', (row) => {
    expect([row.keptIn, existsSync(row.keptIn)]).toEqual([row.keptIn, true]);
    expect([row.testedIn, existsSync(row.testedIn)]).toEqual([row.testedIn, true]);
    const [kept, tests] = [readFileSync(row.keptIn, 'utf8'), readFileSync(row.testedIn, 'utf8')];
    for (const law of row.laws) expect([row.keptIn, names(kept, law)]).toEqual([row.keptIn, true]);
    for (const law of row.laws) expect([row.testedIn, tests]).toEqual([row.testedIn, expect.stringContaining(law)]);
    for (const type of row.toldBy) expect([type, schema.getType(type) !== undefined]).toEqual([type, true]);
  });

  test('and back: every rule of a redemption, and every error of one, is on the page', () => {
    const files = readdirSync('src/redemption/rules').filter((name) => name !== 'index.ts');
    const kept = map.map(({ keptIn }) => keptIn);
    expect(kept).toEqual(expect.arrayContaining(files.map((name) => `src/redemption/rules/${name}`)));
    const told = map.flatMap(({ toldBy }) => toldBy);
    const violation = schema.getType('RedemptionViolation');
    const types = schema.getPossibleTypes(violation as never).map(({ name }) => name);
    expect(told).toEqual(expect.arrayContaining(types));
  });
});
