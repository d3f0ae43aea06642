/** Has work done once, at the end of the turn of the event loop in which it is asked for, however often it is. */
export function onceATurn(work: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      work();
    });
  };
}

/**
 * How many begin in one turn: enough for the processor to profit, few enough that the database has work before all have
 * begun (decision 19).
 */
const BEGUN_IN_A_TURN_MAX = 12;

/**
 * Begins what comes in one turn of the event loop together, at the turn's end; what is past a dozen waits for the next.
 * The processor then runs the same code for one after the other, and what they ask for is asked for together.
 */
export function together<Item>(begin: (item: Item) => void): (item: Item) => void {
  let gathered: Item[] = [];
  const schedule = onceATurn(() => {
    const items = gathered;
    gathered = items.splice(BEGUN_IN_A_TURN_MAX);
    if (gathered.length > 0) schedule();
    for (const item of items) begin(item);
  });
  return (item) => {
    gathered.push(item);
    schedule();
  };
}
