import { monotonicFactory } from 'ulid';

/** The kinds of things that have an id, by the prefix their ids start with. */
export const ID_KINDS = {
  usr: 'User',
  rlu: 'RealUser',
  dev: 'Device',
  grt: 'Grant',
  cpn: 'Coupon',
  rdm: 'Redemption',
  exc: 'Exclusion',
  ref: 'Refusal',
  aud: 'AuditEntry',
} as const;

export type IdKind = keyof typeof ID_KINDS;

/** Random numbers below 1, of a byte each, for which the system is asked once in a while and not for each. */
function bufferedRandom(): () => number {
  const bytes = new Uint8Array(4096);
  let next = bytes.length;
  return () => {
    if (next === bytes.length) {
      crypto.getRandomValues(bytes);
      next = 0;
    }
    const byte = bytes[next] as number;
    next += 1;
    return byte / 256;
  };
}

/** Makes a new id: its kind, then a ULID, such as `dev_01JD…`. */
export type NewId = (kind: IdKind) => string;

const random = bufferedRandom();
const nextUlid = monotonicFactory(random);

/**
 * Ids of one process sort in the order they were made, need no sequence in the database, and land next to each other in
 * an index.
 */
export const newId: NewId = (kind) => `${kind}_${nextUlid()}`;

/** Makes ids of one instant, in milliseconds since 1970: they sort among themselves, and by the instant among others. */
export function idsAt(instant: number): NewId {
  const nextOfInstant = monotonicFactory(random);
  return (kind) => `${kind}_${nextOfInstant(instant)}`;
}

/** The id of another kind with the ULID of this one, so that both can be placed on one shard by it. */
export function idBeside(id: string, kind: IdKind): string {
  return `${kind}_${id.slice(id.indexOf('_') + 1)}`;
}

const SHAPE = /^([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}$/;

/** The kind of a well-formed id; null for any other text, which therefore never reaches the database. */
export function kindOfId(id: string): IdKind | null {
  const kind = SHAPE.exec(id)?.[1];
  return kind !== undefined && kind in ID_KINDS ? (kind as IdKind) : null;
}

export function isIdOf(kind: IdKind, id: string): boolean {
  return kindOfId(id) === kind;
}

/** What an account asked for by id, when it is its own; another's id is answered as one that does not exist. */
export function ownedBy<T extends { userId: string }>(userId: string, found: T | undefined): T | null {
  return found !== undefined && found.userId === userId ? found : null;
}
