import { describe, expect, test } from '@jest/globals';
import { createSchema } from '../../src/api/schema.js';
import { en } from '../../src/messages/en.js';
import { LANGUAGES, type MessageKey, messageIn } from '../../src/messages/messages.js';
import { zhCN } from '../../src/messages/zh-cn.js';
import { policyNumbers } from './policy-numbers.js';

/** The values that a message names, whatever they are filled with. */
const namesIn = (message: string) => [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort();

describe('messages', () => {
  test('are the same in each language, and none is empty', () => {
    expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
    for (const text of [...Object.values(en), ...Object.values(zhCN)]) expect(text.trim()).not.toBe('');
  });

  test('in Chinese tell no value that English does not', () => {
    for (const key of Object.keys(en) as MessageKey[]) {
      for (const name of namesIn(zhCN[key]))
        expect([key, namesIn(en[key])]).toEqual([key, expect.arrayContaining([name])]);
    }
  });

  test('tell no number of the policy by themselves: a later version has another', () => {
    const terms = /\w+_MONTHS \{[^}]*\}/g;
    const inWords = /once a year|a year after|mainland|每年|一年后|大陆/;
    for (const [key, text] of [...Object.entries(en), ...Object.entries(zhCN)]) {
      expect([key, policyNumbers(text.replace(terms, '')), inWords.exec(text)]).toEqual([key, [], null]);
    }
  });

  test.each(LANGUAGES)('can all be told in %s', (language) => {
    for (const key of Object.keys(en) as MessageKey[]) {
      const values = Object.fromEntries(namesIn(en[key]).map((name) => [name, 1]));
      expect(messageIn(language, key, values)).not.toMatch(/[{}]/);
    }
  });

  test('are there for every expected failure and every notice of the schema', async () => {
    const schema = await createSchema();
    const told = ['UserError', 'EarningNotice'].flatMap((name) => {
      const type = schema.getType(name);
      return type === undefined ? [] : schema.getPossibleTypes(type as never).map((possible) => possible.name);
    });
    expect(told.length).toBeGreaterThan(25);
    expect(Object.keys(en)).toEqual(expect.arrayContaining(told));
  });
});
