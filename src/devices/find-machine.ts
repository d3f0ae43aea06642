import type { RequestContext } from '../api/request-context.js';
import { instanceOf } from '../graphql/scalars.js';
import { messageIn } from '../messages/messages.js';
import { InvalidSerialNumber, SerialNumberNotFound } from './device.errors.js';
import type { Machine } from './machine.js';
import { canonicalSerialNumber } from './serial-number.js';

/** The machine of the registry that a text names (rule D4), or the error that tells why there is none. */
export async function findMachine(
  text: string,
  { loaders, language, today }: RequestContext,
): Promise<{ machine: Machine } | InvalidSerialNumber | SerialNumberNotFound> {
  const serialNumber = canonicalSerialNumber(text);
  if (serialNumber === null) {
    return instanceOf(InvalidSerialNumber, { message: messageIn(language, 'InvalidSerialNumber') });
  }
  const machine = await loaders.machine({ serialNumber, today });
  if (machine !== null) return { machine };
  return instanceOf(SerialNumberNotFound, { message: messageIn(language, 'SerialNumberNotFound') });
}
