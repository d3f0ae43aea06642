/** A record that is not as a law says: its id, and in which way. */
export interface Breach {
  readonly id: string;
  readonly because: string;
}

/** One law that the tables keep at every moment. It finds what breaks it and reads nothing but its argument. */
export interface Invariant<Subject> {
  readonly name: string;
  /** The law in one sentence. */
  readonly law: string;
  readonly breachesOf: (subject: Subject) => Breach[];
}

/** A breach, and the name of the invariant that it breaks. */
export interface Offence extends Breach {
  readonly invariant: string;
}

/** The records in which something is amiss, as `faultOf` says it in a sentence; null where nothing is. */
export function breachesAmong<Audited extends { readonly id: string }>(
  records: readonly Audited[],
  faultOf: (record: Audited) => string | null,
): Breach[] {
  return records.flatMap((record) => {
    const because = faultOf(record);
    return because === null ? [] : [{ id: record.id, because }];
  });
}

/** What of a record differs from what it should be, in words; null when nothing does. */
export function differences<Audited extends object>(actual: Audited, expected: Partial<Audited>): string | null {
  const keys = Object.keys(expected) as (keyof Audited & string)[];
  const wrong = keys.filter((key) => actual[key] !== expected[key]);
  if (wrong.length === 0) return null;
  return `${wrong.map((key) => `${key} is ${actual[key]} and should be ${expected[key]}`).join(', ')}.`;
}

/** Whether a record is older than another, of whatever kind: ids are ULIDs behind a prefix of four characters. */
export function isRecordedBefore(one: { readonly id: string }, other: { readonly id: string }): boolean {
  return one.id.slice(4) < other.id.slice(4);
}

export function sumOf<Counted>(records: readonly Counted[], numberOf: (record: Counted) => number): number {
  return records.reduce((sum, record) => sum + numberOf(record), 0);
}
