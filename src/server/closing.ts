import { errorDetails, type Log } from './observability/log.js';

/** What is to be closed, by the name under which the log tells of it. */
type Parts = Readonly<Record<string, () => Promise<void>>>;

/** Longer than a collector of traces may take. With what requests have to finish it stays below 15 s. */
const CLOSE_MILLISECONDS = 4000;

/**
 * Closes all parts beside one another: one that fails or takes too long keeps none of the others open. Whether all could
 * be closed; the log tells of each that could not.
 */
export async function closeAll(parts: Parts, log: Log, millisecondsMax = CLOSE_MILLISECONDS): Promise<boolean> {
  const closing = Object.entries(parts).map(async ([part, close]) => {
    try {
      await inTime(close(), millisecondsMax);
      return true;
    } catch (error) {
      log('stop', { part, ...errorDetails(error) }, 'error');
      return false;
    }
  });
  return (await Promise.all(closing)).every(Boolean);
}

async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not closed within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
