import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { generateOperations } from '../../client/generate.js';

test('the typed client is the one that the operations make: `npm run client` writes it', async () => {
  expect(await generateOperations()).toBe(readFileSync('client/operations.ts', 'utf8'));
});
