import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const page = readFileSync('docs/architecture.md', 'utf8');
const picture = /^## Folders.*?```\n(.*?)```/ms.exec(page)?.[1] ?? '';

/** The rows of the picture, from top to bottom, each with the files and folders it names. */
const rows = picture
  .split('\n')
  .filter((line) => /^\w/.test(line))
  .map((line) => line.split(/ {2,}/).slice(1));

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

const rowOf = (path: string) => {
  const [first = ''] = path.split('/');
  return rows.findIndex((names) => names.includes(first));
};

/** Imports that lead from a row of the picture to one above it. */
function upwards(path: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import) '(\.[^']+)\.js'/g)]
    .map(([, target = '']) => normalize(join(dirname(path), `${target}.ts`)))
    .filter((target) => rowOf(target) < rowOf(path))
    .map((target) => `${path} → ${target}`);
}

/** What of a file is loaded with it: what it imports later, or for its types alone, is not. */
function loadedWith(text: string): string[] {
  return [...text.matchAll(/^(?:import|export)\s(?:(?!type\b)[^;']*?from\s)?'([^']+)'/gm)].map(([, name = '']) => name);
}

/** The packages that are loaded with a file of src, and with all that is. */
function packagesOf(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  return loadedWith(readFileSync(join('src', path), 'utf8')).flatMap((name) =>
    name.startsWith('.') ? packagesOf(normalize(join(dirname(path), name.replace(/\.js$/, '.ts'))), seen) : [name],
  );
}

test('--help and a refused configuration wait for no driver: main.ts loads none', () => {
  const drivers = (path: string) => packagesOf(path).filter((name) => /^(mysql2|libsql|typeorm)\b/.test(name));
  expect(drivers('main.ts')).toEqual([]);
  expect(drivers('start.ts')).toEqual(expect.arrayContaining(['mysql2', 'libsql']));
  expect(packagesOf('main.ts')).toContain('pino');
});

/** Getters and setters of a text that are not a class's: each by its line. */
function accessorsOfLiterals(text: string): string[] {
  const lines = text.split('\n');
  const indent = (line: string) => line.length - line.trimStart().length;
  return lines.filter((line, index) => {
    if (!/^ +(get|set) [\w$]+\(/.test(line)) return false;
    const around = lines.slice(0, index).findLast((above) => above.trim() !== '' && indent(above) < indent(line));
    return !/^ *(export )?(abstract )?class /.test(around ?? '');
  });
}

test('no literal has getters: each would have a shape of its own, which keeps a request in memory (decision 17)', () => {
  const found = sources.flatMap((path) =>
    accessorsOfLiterals(readFileSync(join('src', path), 'utf8')).map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
  expect(accessorsOfLiterals('const page = {\n  get cursor() {')).toHaveLength(1);
  expect(accessorsOfLiterals('class Page {\n  size = 1;\n\n  get cursor() {')).toEqual([]);
});

/** What a text's literals that begin with a spread go on with: each with the names of its properties, `...` for a spread. */
function afterLeadingSpreads(text: string): string[] {
  return [...text.matchAll(/\{\s*\.\.\./g)].flatMap(({ index }) => {
    const elements = [''];
    let depth = 0;
    for (const sign of text.slice(index)) {
      if ('{[('.includes(sign)) depth += 1;
      if ('}])'.includes(sign)) depth -= 1;
      if (depth === 0) break;
      if (sign === ',' && depth === 1) elements.push('');
      else elements[elements.length - 1] += sign;
    }
    const [, ...others] = elements.map((element) => element.trim());
    return others.filter((other) => other !== '').map((other) => /^(\.\.\.|[\w$]+)/.exec(other)?.[0] ?? other);
  });
}

/** What replaces a property of what is spread, and so adds none; and files whose literals are made once, or for few. */
const REPLACED: Readonly<Record<string, readonly string[]>> = {
  'coupons/coupon.ts': ['status', 'closedOn', 'expiresOn'],
  'database/page.ts': ['userId'],
  'earning/lot.ts': ['days', 'drawOrder'],
  'redemption/facts.ts': ['today', 'policy'],
  'redemption/judge.ts': ['policy'],
  'redemption/present-violation.ts': ['acceptedSources', 'longestTerm', 'eligibleOn'],
  'redemption/redemption.ts': ['status', 'closedOn'],
  'redemption/redemption.store.ts': ['redeemedAt'],
  'server/graphql/lifted-arguments.ts': ['arguments', 'variableDefinitions', 'value'],
  'staff/register-machines.ts': ['serialNumber'],
  'staff/register-machines.resolver.ts': ['machineType', 'mtm'],
};
const MADE_ONCE =
  /^(audit|cli|config|demo)\b|^(api\/loaders|database\/data-source|graphql\/object-type|server\/sign-in\/token-keys)\.ts$/;

test('no literal begins with a spread and adds to it: each would have a shape of its own (decision 17)', () => {
  const found = sources
    .filter((path) => !MADE_ONCE.test(path))
    .flatMap((path) =>
      afterLeadingSpreads(readFileSync(join('src', path), 'utf8'))
        .filter((name) => !REPLACED[path]?.includes(name))
        .map((name) => `${path}: ${name}`),
    );
  expect(found).toEqual([]);
  expect(afterLeadingSpreads('return { ...(await bind(one, [2])), decidedOn: today };')).toEqual(['decidedOn']);
  expect(afterLeadingSpreads('const all = { ...some, ...others };')).toEqual(['...']);
  expect(afterLeadingSpreads('const all = { decidedOn, ...outcome };')).toEqual([]);
});

describe('docs/architecture.md', () => {
  test('shows every file and folder of src once', () => {
    expect(rows.flat().sort()).toEqual(readdirSync('src').sort());
  });

  test('shows what imports what: nothing leads upwards but the list of tables', () => {
    const found = sources
      .filter((path) => path !== 'database/entities.ts')
      .flatMap((path) => upwards(path, readFileSync(join('src', path), 'utf8')));
    expect(found).toEqual([]);
    expect(upwards('shared/clock.ts', "import { redeem } from '../redemption/redeem-coupon.js';")).toHaveLength(1);
  });

  test('names no file that is not there', () => {
    const named = [...page.matchAll(/`([\w./-]+\.ts)`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(15);
    const isThere = (name: string) =>
      existsSync(name) || sources.some((path) => path === name || path.endsWith(`/${name}`));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

/** What the pages link to, by page. */
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'data/README.md'].concat(
  readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
);

test.each(pages)('every link of %s leads to a file, and to a heading that is there', (path) => {
  const text = readFileSync(path, 'utf8');
  for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(link)) continue;
    const [file = '', heading] = link.split('#');
    const target = file === '' ? path : relative('.', join(dirname(path), file));
    expect([link, existsSync(target)]).toEqual([link, true]);
    if (heading !== undefined) expect([link, headingsOf(target)]).toEqual([link, expect.arrayContaining([heading])]);
  }
});

function headingsOf(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
