import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.js';
import { zhCN } from './zh-cn.js';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export type MessageKey = keyof typeof en;

/** What a message is filled with; dates and numbers are told as they are in the data. */
export type MessageValues = Readonly<Record<string, unknown>>;

const TEXTS: Record<Language, Record<MessageKey, string>> = { en, 'zh-CN': zhCN };
const parsed = new Map<string, IntlMessageFormat>();

/** A message in a language. */
export function messageIn(language: Language, key: MessageKey, values: MessageValues = {}): string {
  const name = `${language} ${key}`;
  let format = parsed.get(name);
  if (format === undefined) {
    format = new IntlMessageFormat(TEXTS[language][key], language, undefined, { ignoreTag: true });
    parsed.set(name, format);
  }
  // White space that only lays the text out in its file is not part of the message.
  return String(format.format(values as Record<string, string | number | null>))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Names in a language, as a list: `check-ins and showcases`. */
export function listIn(language: Language, prefix: 'DaySource' | 'Channel', names: readonly string[]): string {
  const words = names.map((name) => messageIn(language, `${prefix}.${name}` as MessageKey));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}
