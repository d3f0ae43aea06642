import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { secretsIn } from './secrets.js';

test.each([
  ['an access token', 'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl refused'],
  ['a bearer header', '{"authorization":"Bearer abcdefghijklmnopq"}'],
  ['a secret of tokens', 'JWT_SECRET=a secret of the tests, long enough'],
  ['a password', 'mysql://root:hunter2@db'],
  ['the address of a client', '{"address":"203.0.113.7"}'],
  ['the subject of a person', "Duplicate entry 'hostile-owner' for key"],
  ['the serial number of a person', '["PF0HSTL1"]'],
  ['the key of a person', "'key of hostile-owner'"],
])('%s is found in what a service writes', (kind, line) => {
  expect(secretsIn(`{"level":"info"}\n${line}\n`)).toContain(kind);
});

test('a run whose services wrote one fails by it, and one whose services did not leaves nothing behind', async () => {
  const { default: OutputCheck } = await import('./output-check.js');
  const [before, folder] = [process.env.TEST_OUTPUT, mkdtempSync(join(tmpdir(), 'warranty-coupons-output-'))];
  process.env.TEST_OUTPUT = folder;
  const check = new OutputCheck();
  writeFileSync(join(folder, 'one.log'), 'Bearer abcdefghijklmnopq');
  check.onRunComplete();
  process.env.TEST_OUTPUT = before;
  expect(check.getLastError()?.message).toMatch(/one\.log holds a bearer header$/);
  rmSync(folder, { recursive: true });
});
