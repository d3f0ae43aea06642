/**
 * What no output and no error may hold: tokens, secrets that tokens are signed with, passwords, and the addresses, subjects
 * and keys that the tests give to people. A reporter loads this file as it stands, so it is JavaScript.
 */
const SECRETS = {
  'an access token': /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/,
  'a bearer header': /\bBearer\s+[\w-]{16,}/,
  'a secret of tokens': /a secret of the (tests|hostile)/,
  'a password': /hunter2/,
  'the address of a client': /\b(203\.0\.113|198\.51\.100|192\.0\.2)\.\d+/,
  'the subject of a person': /\bhostile-(owner|stranger|victim|staff|newcomer)\b/,
  'the serial number of a person': /PF0HSTL\d/,
  'the key of a person': /\bkey of hostile/,
};

/** The kinds of secrets that a text holds. */
export function secretsIn(text) {
  return Object.entries(SECRETS).flatMap(([kind, pattern]) => (pattern.test(text) ? [kind] : []));
}
