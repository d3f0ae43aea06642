import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { secretsIn } from './secrets.js';

/**
 * Reads at the end of a run all that the services of the run have written, and fails it where that holds a secret.
 *
 * Jest loads a reporter as it stands, so this one is JavaScript.
 */
export default class OutputCheck {
  #error;

  onRunComplete() {
    const folder = process.env.TEST_OUTPUT;
    if (!folder) return;
    const told = readdirSync(folder).flatMap((name) => {
      const secrets = secretsIn(readFileSync(join(folder, name), 'utf8'));
      return secrets.length === 0 ? [] : [`${join(folder, name)} holds ${secrets.join(', ')}`];
    });
    if (told.length === 0) rmSync(folder, { recursive: true });
    else this.#error = new Error(`What a service wrote tells secrets:\n${told.join('\n')}`);
  }

  getLastError() {
    return this.#error;
  }
}
