import { readFileSync } from 'node:fs';

/** What `npm start` tells Node, of memory above all: whatever is measured runs with it. */
export const NODE_OPTIONS: readonly string[] = startCommand().filter((word) => word.startsWith('--'));

function startCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ');
}
