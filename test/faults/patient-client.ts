import { setTimeout as sleep } from 'node:timers/promises';

/** How long a client waits for an answer before it asks again. */
const PATIENCE_MILLISECONDS = 3_000;
const PAUSE_MILLISECONDS = 20;

/** What a service says that may be asked again. */
const PASSING_CODES = new Set(['SERVICE_UNAVAILABLE', 'TOO_MANY_REQUESTS']);

/** What an operation was answered, and what was met before: `lost` for no answer, or the code of an error. */
export interface Obtained {
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that the query of the test asked for.
  readonly result: any;
  readonly met: readonly string[];
}

/** A client that asks again until it is answered, as an app would that knows its idempotency key. */
export class PatientClient {
  constructor(
    readonly url: string,
    private readonly token: string,
    /** Whether it would rather stop than ask once more. */
    private readonly gaveUp: () => boolean = () => false,
  ) {}

  /** What the only field of an operation is answered; the input may be another each time. */
  async ask(query: string, input?: object | (() => object)): Promise<Obtained> {
    const met: string[] = [];
    for (;;) {
      const asked = typeof input === 'function' ? input() : input;
      const answer = await this.send(query, asked);
      if (answer === null) {
        met.push('lost');
      } else if (answer.errors === undefined) {
        return { result: Object.values<Obtained['result']>(answer.data)[0], met };
      } else {
        const { code } = answer.errors[0].extensions;
        if (!PASSING_CODES.has(code)) throw new Error(JSON.stringify(answer.errors));
        met.push(code);
      }
      if (this.gaveUp()) throw new GaveUp();
      await sleep(PAUSE_MILLISECONDS);
    }
  }

  /** Null where no whole answer came. */
  private async send(query: string, input: object | undefined) {
    try {
      const response = await fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'accept-language': 'en',
          authorization: `Bearer ${this.token}`,
        },
        body: JSON.stringify({ query, variables: { input } }),
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      });
      return JSON.parse(await response.text());
    } catch {
      return null;
    }
  }
}

/** Nobody waits for the answer any more. */
class GaveUp extends Error {}
