/** What is known of a field before it is resolved: its arguments, and what one entry of its selection costs. */
interface FieldAsked {
  readonly args: Readonly<Record<string, unknown>>;
  readonly childComplexity: number;
}

/** The `complexity` of a field: what it costs to answer it, where a plain field of text is 1. */
type Complexity = (asked: FieldAsked) => number;

/** A list that seldom has more entries than these. */
export function listOf(count: number): Complexity {
  return ({ childComplexity }) => 1 + count * childComplexity;
}

/** A page of `first` entries, of which there are seldom more than these. */
export function pageOf(count: number): Complexity {
  return ({ args, childComplexity }) => 1 + Math.min(Number(args.first), count) * childComplexity;
}

/** A field that computes for as long as so many plain ones take, with a list of so many entries. */
export function computes(plainFields: number, count = 1): Complexity {
  return ({ childComplexity }) => plainFields + count * childComplexity;
}
