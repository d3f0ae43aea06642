import { GraphQLError } from 'graphql';

/**
 * Input that no rule can judge: a date in the past, a number out of range, a malformed key. It changes nothing
 * and is answered as a GraphQL error with the code `BAD_USER_INPUT`, whose message says what to mend.
 */
export class BadInput extends GraphQLError {
  constructor(argument: string, mend: string) {
    super(`${argument} ${mend}`, { extensions: { code: 'BAD_USER_INPUT', argument } });
  }
}

export function requireInRange(argument: string, value: number, minimum: number, maximum: number): number {
  if (value < minimum || value > maximum) throw new BadInput(argument, `must be from ${minimum} to ${maximum}.`);
  return value;
}

/** A text that people read: trimmed, not empty, at most so many characters, no control characters. */
export function requireText(argument: string, value: string, maximumLength: number): string {
  const text = value.trim();
  if (text === '' || text.length > maximumLength) {
    throw new BadInput(argument, `must have 1 to ${maximumLength} characters.`);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (/[\u0000-\u0008\u000B-\u001F\u007F]/.test(text) || !text.isWellFormed()) {
    throw new BadInput(argument, 'must be well-formed text without control characters.');
  }
  return text;
}

/**
 * A client's idempotency key (rule R7): printable ASCII, 8 to 64 characters. Returns it as it is stored and
 * compared: percent-encoded, since MySQL's collations take `key` and `key ` for the same.
 */
export function requireIdempotencyKey(argument: string, value: string): string {
  if (!/^[\x20-\x7E]{8,64}$/.test(value)) {
    throw new BadInput(argument, 'must be 8 to 64 characters of printable ASCII.');
  }
  return encodeURIComponent(value);
}
