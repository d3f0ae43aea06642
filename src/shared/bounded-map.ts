/**
 * A map that holds so many entries at most. It forgets those that were added first, half of what it may hold at a time:
 * nothing has to look for the oldest entry, which a `Map` finds only behind the places of all that were deleted before it.
 */
export class BoundedMap<Key, Value> {
  private latest = new Map<Key, Value>();
  private earlier = new Map<Key, Value>();

  /** `sizeMax` is even. */
  constructor(private readonly sizeMax: number) {}

  get(key: Key): Value | undefined {
    const value = this.latest.get(key);
    return value === undefined ? this.earlier.get(key) : value;
  }

  /** Adds an entry, or replaces it as the latest. */
  set(key: Key, value: Value): void {
    if (this.latest.size === this.sizeMax / 2 && !this.latest.has(key)) {
      this.earlier = this.latest;
      this.latest = new Map();
    }
    this.latest.set(key, value);
  }

  delete(key: Key): void {
    this.latest.delete(key);
    this.earlier.delete(key);
  }

  clear(): void {
    this.latest.clear();
    this.earlier.clear();
  }
}
