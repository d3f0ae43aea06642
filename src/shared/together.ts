/**
 * Begins what comes in one turn of the event loop together, at the turn's end. The processor then runs the same code for
 * one after the other, and what they ask for is asked for together.
 */
export function together<Item>(begin: (item: Item) => void): (item: Item) => void {
  let gathered: Item[] = [];
  const beginAll = () => {
    const items = gathered;
    gathered = [];
    for (const item of items) begin(item);
  };
  return (item) => {
    if (gathered.push(item) === 1) setImmediate(beginAll);
  };
}
