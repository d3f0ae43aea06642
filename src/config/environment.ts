import type { ConfigVariable } from './variables.js';

/** Every fault of the environment, each named with its remedy. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment, and the faults that were found while it was read. A variable that is set to nothing is not set. */
export class Variables {
  readonly faults: string[] = [];

  constructor(private readonly environment: Environment) {}

  text(name: ConfigVariable): string | null {
    return this.environment[name]?.trim() || null;
  }

  fault(name: ConfigVariable, mend: string): void {
    this.faults.push(`${name} ${mend}`);
  }

  flag(name: ConfigVariable, byDefault: boolean): boolean {
    return this.oneOf(name, ['1', '0'], byDefault ? '1' : '0') === '1';
  }

  oneOf<T extends string>(name: ConfigVariable, values: readonly T[], byDefault: T): T {
    const text = this.text(name);
    const value = text === null ? byDefault : values.find((known) => known === text);
    if (value === undefined) this.fault(name, `must be ${values.join(' or ')}.`);
    return value ?? byDefault;
  }

  integer(name: ConfigVariable, byDefault: number, minimum: number, maximum: number): number {
    const text = this.text(name);
    if (text === null) return byDefault;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    this.fault(name, `must be a whole number from ${minimum} to ${maximum}.`);
    return byDefault;
  }

  /** Ends the reading: throws all faults at once. */
  throwFaults(): void {
    if (this.faults.length > 0) throw new ConfigError(this.faults);
  }
}

/** One that is misspelt would be taken for development, and open what production keeps shut. */
const NODE_ENVS = ['production', 'development', 'test'] as const;

/** Whether this is production. Ask once: each time tells its fault anew. */
export function isProduction(variables: Variables): boolean {
  return variables.oneOf('NODE_ENV', NODE_ENVS, 'development') === 'production';
}
