import { type Day, dayInShanghai } from './dates.js';

/** In an expected answer: the id of something that the model calls by a name. */
export class IdOf {
  constructor(readonly name: string) {}

  toJSON(): string {
    return this.name;
  }
}

/** In an expected answer: an instant of which the model knows the date. */
export class InstantOn {
  constructor(readonly day: Day) {}
}

/** In an expected answer: any text that is not empty. */
export const SOME_TEXT = Symbol('some text');

/** Which id the service gave to what the model calls by a name. */
export class Names {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();

  idOf(name: string): string {
    return this.ids.get(name) ?? name;
  }

  nameOf(id: string): string {
    return this.names.get(id) ?? `unnamed ${id}`;
  }

  /** Whether an id is what the name stands for; one that is met for the first time is given the name. */
  agree(name: string, id: string): boolean {
    if (!this.ids.has(name) && !this.names.has(id)) {
      this.ids.set(name, id);
      this.names.set(id, name);
    }
    return this.ids.get(name) === id;
  }
}

/** Where an answer differs from the expected one, which may leave out fields of it; empty if nowhere. */
export function differences(expected: unknown, actual: unknown, names: Names, path = ''): string[] {
  const differ = (wanted: unknown) => [`${path}: expected ${print(wanted)}, was ${print(actual)}`];
  if (expected instanceof IdOf) {
    if (typeof actual === 'string' && names.agree(expected.name, actual)) return [];
    return [`${path}: expected ${expected.name}, was ${names.nameOf(String(actual))}`];
  }
  if (expected instanceof InstantOn) {
    return typeof actual === 'string' && dayInShanghai(actual) === expected.day ? [] : differ(expected.day);
  }
  if (expected === SOME_TEXT) return typeof actual === 'string' && actual !== '' ? [] : differ('some text');
  if (typeof expected !== 'object' || expected === null) return expected === actual ? [] : differ(expected);
  if (typeof actual !== 'object' || actual === null) return differ(expected);
  if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return differ(expected);
  return Object.entries(expected).flatMap(([key, value]) =>
    differences(value, (actual as Record<string, unknown>)[key], names, path === '' ? key : `${path}.${key}`),
  );
}

function print(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
