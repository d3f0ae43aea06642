/** Told of what people who run the service must see, such as an unexpected error. */
export type Log = (event: string, details: Readonly<Record<string, unknown>>) => void;

/** One JSON object a line on standard error. */
export const logJson: Log = (event, details) => {
  console.error(JSON.stringify({ at: new Date().toISOString(), event, ...details }));
};

/**
 * An error as the log keeps it: with its stack and its causes, which no client ever sees. The database's own messages
 * quote what was stored, subjects and keys included; of those the log keeps the code alone.
 */
export function errorDetails(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  if ('errno' in error || 'sqlMessage' in error) {
    const { code, errno } = error as { code?: string; errno?: number };
    return { error: 'The database refused a statement.', code, errno, stack: error.stack?.replace(error.message, '') };
  }
  const cause = error.cause === undefined ? {} : { cause: errorDetails(error.cause) };
  return { error: error.message, stack: error.stack, ...cause };
}
