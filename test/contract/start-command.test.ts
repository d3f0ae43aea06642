import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };

test.each(['README.md', 'docs/operations.md'])('%s starts Node as `npm start` does', (file) => {
  expect(readFileSync(file, 'utf8')).toContain(scripts.start);
});

test('the container starts Node as `npm start` does', () => {
  const command = /^CMD (\[.*\])$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1];
  expect(JSON.parse(command ?? '[]')).toEqual(scripts.start.split(' '));
});
