/** A map that holds so many entries at most: the one that was added first goes first. */
export class BoundedMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(private readonly sizeMax: number) {}

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  /** Adds an entry, or replaces it as the latest. */
  set(key: Key, value: Value): void {
    this.entries.delete(key);
    const [oldest] = this.entries.size < this.sizeMax ? [] : this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
    this.entries.set(key, value);
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  /** Deletes the entries that were added first, up to the first of which this is not so. */
  deleteFirstWhile(isSo: (value: Value) => boolean): void {
    for (const [key, value] of this.entries) {
      if (!isSo(value)) return;
      this.entries.delete(key);
    }
  }

  clear(): void {
    this.entries.clear();
  }
}
