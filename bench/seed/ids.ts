import type { IdKind } from '../../src/shared/ids.js';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * An id as the service makes them, a ULID behind its kind, made of a moment and of what it names: the same seed has the
 * same ids, and the process that checks the answers can tell them without asking.
 */
export function seedId(kind: IdKind, epochMilliseconds: number, index: number, part = 0): string {
  return `${kind}_${moments.textOf(epochMilliseconds)}${indices.textOf(index)}${parts.textOf(part)}`;
}

/** Numbers as digits of base 32; those that were asked for are remembered, since the seed asks for few in turn. */
class Base32 {
  private readonly texts = new Map<number, string>();

  constructor(
    private readonly length: number,
    private readonly rememberedMax: number,
  ) {}

  textOf(value: number): string {
    const known = this.texts.get(value);
    if (known !== undefined) return known;
    if (this.texts.size === this.rememberedMax) this.texts.clear();
    let text = '';
    for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) text = DIGITS.charAt(rest % 32) + text;
    const padded = text.padStart(this.length, '0');
    this.texts.set(value, padded);
    return padded;
  }
}

const moments = new Base32(10, 4096);
const indices = new Base32(12, 16);
const parts = new Base32(4, 512);
