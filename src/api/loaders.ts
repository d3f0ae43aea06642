import { accountLoaders } from '../accounts/account.loaders.js';
import { couponLoaders } from '../coupons/coupon.loaders.js';
import type { Database } from '../database/database.js';
import type { Loader } from '../database/loader.js';
import { deviceLoaders } from '../devices/device.loaders.js';
import { earningLoaders } from '../earning/earning.loaders.js';
import { policyLoaders } from '../policy/policy.loaders.js';
import { redemptionLoaders } from '../redemption/redemption.loaders.js';

/** Everything that requests read, gathered over all requests of the process. */
export type Loaders = ReturnType<typeof createLoaders>;

export function createLoaders(database: Database) {
  return {
    ...policyLoaders(database),
    ...accountLoaders(database),
    ...deviceLoaders(database),
    ...earningLoaders(database),
    ...couponLoaders(database),
    ...redemptionLoaders(database),
  };
}

/** What tells a key from every other; a request remembers what it read by it. */
export function identityOf(key: string | object): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}

/** The loaders of one request: what was read once in it is not read again, until the request writes. */
export class RequestLoaders {
  private readonly remembered = new Map<string, Promise<unknown>>();
  readonly loaders: Loaders;

  constructor(shared: Loaders) {
    this.loaders = new Proxy(shared, {
      get: (all, name) => this.remembering(String(name), all[name as keyof Loaders] as Loader<never, unknown>),
    });
  }

  forget(): void {
    this.remembered.clear();
  }

  private remembering(name: string, load: Loader<never, unknown>): Loader<never, unknown> {
    return (key) => {
      const identity = `${name} ${identityOf(key)}`;
      const known = this.remembered.get(identity);
      if (known !== undefined) return known;
      const read = load(key);
      this.remembered.set(identity, read);
      return read;
    };
  }
}
