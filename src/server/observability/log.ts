import pino from 'pino';
import type { LogLevel } from '../../config/operating.js';

/** Told of what people who run the service must see, such as an unexpected error; a warning unless said otherwise. */
export type Log = (
  event: string,
  details: Readonly<Record<string, unknown>>,
  level?: Exclude<LogLevel, 'silent'>,
) => void;

/** Lines are written together once so many bytes have gathered, and at the latest after so long. */
const GATHERED_BYTES = 8192;
const GATHERED_MILLISECONDS = 1000;

/** What waits for a reader that does not read; past it lines are dropped, so that a full pipe stops no request. */
const WAITING_BYTES_MAX = 16 * 1024 * 1024;

const STANDARD_ERROR = 2;

/** One JSON object a line, on standard error unless told otherwise. What is worse than `info` is written at once. */
export function createLog(level: LogLevel, destination: string | number = STANDARD_ERROR): Log {
  const lines = pino.destination({
    dest: destination,
    sync: false,
    minLength: GATHERED_BYTES,
    maxLength: WAITING_BYTES_MAX,
    periodicFlush: GATHERED_MILLISECONDS,
  });
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: timestamps(),
      formatters: { level: (name) => ({ level: name }) },
    },
    lines,
  );
  return (event, details, level = 'warn') => {
    logger[level](details, event);
    if (level !== 'info' && level !== 'debug') lines.flush();
  };
}

/** Instants as text, made once a millisecond: making one takes as long as the rest of a line. */
function timestamps(): () => string {
  let millisecond = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== millisecond) {
      millisecond = now;
      text = `,"at":"${new Date(now).toISOString()}"`;
    }
    return text;
  };
}

/**
 * An error as the log keeps it: with its stack and its causes, which no client ever sees. The database's own messages
 * quote what was stored, subjects and keys included; of those the log keeps the code alone.
 */
export function errorDetails(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  if ('errno' in error || 'sqlMessage' in error) {
    const { code, errno, syscall } = error as { code?: string; errno?: number; syscall?: string };
    // A call of the system may have been anybody's, such as of the collector of traces.
    const told = syscall === undefined ? 'The database refused a statement.' : `The system's ${syscall} failed.`;
    return { error: told, code, errno, stack: error.stack?.replace(error.message, '') };
  }
  const cause = error.cause === undefined ? {} : { cause: errorDetails(error.cause) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: error.message, ...code, stack: error.stack, ...cause };
}
