/** An expected failure that an operation was answered: the name of its type, and the rule that it speaks of. */
export interface ExpectedFailure {
  readonly error: string;
  readonly rule: string | null;
}

/** What becomes of a request, for those who run the service. Nothing in it tells of a person. */
export class RequestRecord {
  /** On the clock of `performance`. */
  readonly startedAt = performance.now();
  /** Whether an operation was executed: its document was valid. */
  executed = false;
  /** The name that the client gave the operation; null where it gave none, or none was executed. */
  operation: string | null = null;
  /** Whether the answer of the operation holds errors. */
  failed = false;
  readonly expectedFailures: ExpectedFailure[] = [];

  constructor(readonly id: string) {}
}

/** What carries a record through the operation that it is of. */
export interface Recorded {
  record?: RequestRecord | null;
}
