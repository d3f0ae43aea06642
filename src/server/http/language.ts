import Negotiator from 'negotiator';
import type { Language } from '../../messages/messages.js';

const LANGUAGE_OF: Readonly<Record<string, Language>> = { en: 'en', zh: 'zh-CN' };

/**
 * The language of the answers to a request: the first of its `Accept-Language` that the service speaks, by its
 * primary subtag, so that en-GB is answered in en and zh-TW in zh-CN; else the service's own.
 */
export function negotiateLanguage(acceptLanguage: string | undefined, byDefault: Language): Language {
  if (acceptLanguage === undefined) return byDefault;
  for (const tag of new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages()) {
    const primary = tag.toLowerCase().split('-', 1)[0] ?? '';
    if (Object.hasOwn(LANGUAGE_OF, primary)) return LANGUAGE_OF[primary] ?? byDefault;
  }
  return byDefault;
}
