/** Work that many requests share, or that one hands over, as those who run the service see it. */
export type Work =
  | { readonly kind: 'BATCH'; readonly size: number }
  | { readonly kind: 'SET'; readonly name: string; readonly size: number }
  | { readonly kind: 'STATEMENT'; readonly sql: string };

/** Told of work as it is done. */
export interface WorkObserver {
  /** Where the caller stands, asked as it hands work over: that is done in another's turn of the event loop. */
  place?(): unknown;
  /** Runs the work, which was handed over at these places. */
  around<T>(work: Work, run: () => Promise<T>, places: readonly unknown[]): Promise<T>;
}

/** The process has one event loop, and so one list of those who watch it. */
const observers = new Set<WorkObserver>();

/** Adds an observer, and gives what takes it away again. */
export function observeWork(observer: WorkObserver): () => void {
  observers.add(observer);
  return () => observers.delete(observer);
}

/** Runs work as every observer wants to see it; where there is none, as it is. */
export function observed<T>(work: Work, run: () => Promise<T>, places: readonly unknown[] = []): Promise<T> {
  let running = run;
  for (const observer of observers) {
    const within = running;
    running = () => observer.around(work, within, places);
  }
  return running();
}

/** Where the caller stands, as the first observer that wants to know sees it. */
export function placeOfCaller(): unknown {
  for (const observer of observers) if (observer.place !== undefined) return observer.place();
  return undefined;
}
