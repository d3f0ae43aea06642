import type { Loader } from '../database/loader.js';
import { BoundedMap } from '../shared/bounded-map.js';
import type { Identity } from './account.js';

/** Accounts whose identities are remembered, each some 200 bytes. */
const REMEMBERED_MAX = 50_000;

/**
 * Who the subjects of access tokens are (rule D3a). A subject keeps its account for good, so that an account is looked
 * up once in a while and not with every request.
 */
export class Identities {
  private readonly remembered = new BoundedMap<string, Identity>(REMEMBERED_MAX);

  constructor(
    private readonly find: Loader<string, Identity | null>,
    /** Makes the account of a subject that is seen for the first time. */
    private readonly admit: (subject: string) => Promise<Identity>,
  ) {}

  async of(subject: string): Promise<Identity> {
    const known = this.remembered.get(subject);
    if (known !== undefined) return known;
    const identity = (await this.find(subject)) ?? (await this.admit(subject));
    this.remembered.set(subject, identity);
    return identity;
  }

  /** The accounts are no longer those that they were: the sandbox began anew. */
  forget(): void {
    this.remembered.clear();
  }
}
