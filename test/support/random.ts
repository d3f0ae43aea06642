/** Numbers by chance, the same ones for the same seed (xorshift of 32 bits). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b9) | 1;
  }

  /** A whole number from 0, less than a limit. */
  below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }

  /** True so many times in a hundred. */
  percent(times: number): boolean {
    return this.below(100) < times;
  }

  pick<T>(some: readonly T[]): T {
    return some[this.below(some.length)] as T;
  }
}
