import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CONFIG_VARIABLES, variablesTable } from '../../src/config/variables.js';

/** The rows of the table in docs/configuration.md. */
function documented(): [name: string, meaning: string][] {
  const page = readFileSync('docs/configuration.md', 'utf8');
  return [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm)].map(([, name = '', meaning = '']) => [
    name,
    meaning.replaceAll('\\|', '|'),
  ]);
}

test('docs/configuration.md tells every variable, and none besides, in the words of --help', () => {
  expect(documented()).toEqual(Object.entries(CONFIG_VARIABLES));
});

test('--help has a line for each, its meaning after its name', () => {
  const lines = variablesTable().split('\n');
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual(Object.entries(CONFIG_VARIABLES));
});

test('every variable is read, and no file but those of the commands reaches for the environment itself', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = new Map(files.map((file) => [file, readFileSync(join('src', file), 'utf8')]));
  const reaching = [...texts].filter(([, text]) => text.includes('process.env')).map(([file]) => file);
  expect(reaching.sort()).toEqual(['cli/audit.ts', 'cli/migrate.ts', 'main.ts']);
  const reading = [...texts].filter(
    ([file]) => /^config(\/|\.ts)/.test(file) && file !== join('config', 'variables.ts'),
  );
  const read = reading.map(([, text]) => text).join('\n');
  expect(Object.keys(CONFIG_VARIABLES).filter((name) => !read.includes(`'${name}'`))).toEqual([]);
});
