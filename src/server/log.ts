/** Told of what people who run the service must see, such as an unexpected error. */
export type Log = (event: string, details: Readonly<Record<string, unknown>>) => void;

/** One JSON object a line on standard error. */
export const logJson: Log = (event, details) => {
  console.error(JSON.stringify({ at: new Date().toISOString(), event, ...details }));
};

/** An error as the log keeps it: with its stack and its causes, which no client ever sees. */
export function errorDetails(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause === undefined ? {} : { cause: errorDetails(error.cause) };
  return { error: error.message, stack: error.stack, ...cause };
}
