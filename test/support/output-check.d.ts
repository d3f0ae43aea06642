/** A reporter of jest. */
export default class OutputCheck {
  onRunComplete(): void;
  getLastError(): Error | undefined;
}
