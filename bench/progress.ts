/** How often a log that is no terminal gets a line. */
const LINE_MILLISECONDS = 10_000;

let lastAt = 0;

/** Says what the bench is doing: on a terminal in one line that changes, elsewhere in a line now and then. */
export function progress(text: string): void {
  const { stderr } = process;
  if (stderr.isTTY) {
    stderr.write(`\r\x1b[K${text}`);
  } else if (performance.now() - lastAt > LINE_MILLISECONDS || lastAt === 0) {
    lastAt = performance.now();
    stderr.write(`${text}\n`);
  }
}

/** Takes the changing line away. */
export function progressEnds(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
