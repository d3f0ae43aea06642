import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';

/** A row of the page: laws, where they are kept, where tested, and the errors that tell them. */
interface MappedLaw {
  readonly laws: readonly string[];
  readonly keptIn: string;
  readonly testedIn: string;
  readonly toldBy: readonly string[];
}

const LAW = /\b[TEDWMRP]\d(?:a\b|\b)/g;
const PROGRAMME = [
  ['T1', 'T2', 'T3'],
  ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7'],
  ['D1', 'D2', 'D3', 'D3a', 'D4', 'D5', 'D6'],
  ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7'],
  ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8'],
  ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7'],
  ['P1', 'P1a', 'P2', 'P3'],
].flat();

const page = readFileSync('docs/rules.md', 'utf8');
const [, laws = '', notOffered = '', faq = ''] = page.split(/^## /m);
const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);
const cellsOf = (table: string) =>
  table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));

const map: MappedLaw[] = cellsOf(laws).map(([, named = '', , keptIn, testedIn, toldBy]) => ({
  laws: named.split(', '),
  keptIn: codeIn(keptIn)[0] ?? '',
  testedIn: codeIn(testedIn)[0] ?? '',
  toldBy: codeIn(toldBy),
}));
const inPart: MappedLaw[] = cellsOf(notOffered).map(([, named = '', , , keptIn, testedIn]) => ({
  laws: [named],
  keptIn: codeIn(keptIn)[0] ?? '',
  testedIn: codeIn(testedIn)[0] ?? '',
  toldBy: [],
}));

/** Whether a text names a law by its id, or within a span of ids such as `M1 to M5`. */
function names(text: string, law: string): boolean {
  if (new RegExp(`\\b${law}\\b`).test(text)) return true;
  const [family, number] = [law.charAt(0), Number(law.slice(1))];
  const spans = [...text.matchAll(new RegExp(`\\b${family}(\\d) to ${family}?(\\d)\\b`, 'g'))];
  return spans.some(([, from, to]) => Number(from) <= number && number <= Number(to));
}

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** Every law that a text names, spans spelled out. */
const lawsIn = (text: string) => PROGRAMME.filter((law) => names(text, law));

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

describe('docs/rules.md', () => {
  test('names every law of the programme, kept or not offered yet, and no other', () => {
    const named = [...map, ...inPart].flatMap((row) => row.laws);
    expect([...new Set(named)].sort()).toEqual([...PROGRAMME].sort());
  });

  test.each([...map, ...inPart])('leads from $laws to a file that names the law, its test and its error', (row) => {
    expect([row.keptIn, existsSync(row.keptIn)]).toEqual([row.keptIn, true]);
    expect([row.testedIn, existsSync(row.testedIn)]).toEqual([row.testedIn, true]);
    const [kept, tests] = [readFileSync(row.keptIn, 'utf8'), readFileSync(row.testedIn, 'utf8')];
    for (const law of row.laws) expect([row.keptIn, names(kept, law)]).toEqual([row.keptIn, true]);
    for (const law of row.laws) expect([row.testedIn, tests]).toEqual([row.testedIn, expect.stringContaining(law)]);
    for (const type of row.toldBy) expect([type, schema.getType(type) !== undefined]).toEqual([type, true]);
  });

  test('and back: every rule of a redemption, every expected failure and every notice is on the page', () => {
    const files = readdirSync('src/redemption/rules').filter((name) => name !== 'index.ts');
    const kept = map.map(({ keptIn }) => keptIn);
    expect(kept).toEqual(expect.arrayContaining(files.map((name) => `src/redemption/rules/${name}`)));
    const told = codeIn(laws);
    const types = ['UserError', 'EarningNotice'].flatMap((name) =>
      schema.getPossibleTypes(schema.getType(name) as never).map((type) => type.name),
    );
    expect(told).toEqual(expect.arrayContaining(types));
  });

  test('and back: every law that the code names is a law of the page', () => {
    const stated = sourceFiles('src').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:rules? |^ \* )([TEDWMRP]\d.{0,12})/gm)].flatMap(([, text = '']) =>
        [...text.matchAll(LAW)].map(([law]) => [path, law] as const),
      ),
    );
    expect(stated.length).toBeGreaterThan(100);
    expect(stated.filter(([, law]) => !PROGRAMME.includes(law))).toEqual([]);
  });

  test('follows the FAQ from its first line to its last, to laws of the page or to a reason', () => {
    const rows = cellsOf(faq);
    expect(rows.length).toBeGreaterThan(60);
    for (const [, where, , why = ''] of rows) expect([where, why]).toEqual([where, expect.stringMatching(/\S/)]);
    const named = rows.map(([, , , why = '']) => why).join('\n');
    expect(lawsIn(named)).toEqual(PROGRAMME);
    expect([...named.matchAll(LAW)].map(([law]) => law).filter((law) => !PROGRAMME.includes(law))).toEqual([]);
  });
});
