/**
 * Ends a run with one plain line of counts, and before it says which engines the tests did not see, and whether a browser. On a build
 * server (`CI=true`) an engine left out fails the run.
 *
 * Jest loads a reporter as it stands, so this one is JavaScript.
 */
export default class ClosingLine {
  /** Jest writes its own summary after the last reporter, so these lines wait for the end of the process. */
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const lines = [`${results.numPassedTests} passed, ${failed} failed`];
    if (process.env.TEST_REDIS_MISSING) lines.unshift(process.env.TEST_REDIS_MISSING, '');
    if (process.env.TEST_SERVER_MISSING) lines.unshift(process.env.TEST_SERVER_MISSING, '');
    if (process.env.TEST_BROWSER_MISSING) lines.unshift(process.env.TEST_BROWSER_MISSING, '');
    if (process.env.TEST_MOUNTS_MISSING) lines.unshift(process.env.TEST_MOUNTS_MISSING, '');
    if (process.env.TEST_DUMP_MISSING) lines.unshift(process.env.TEST_DUMP_MISSING, '');
    if (serverIsOwed()) lines.unshift('Failed, because a build server (CI=true) tests every engine.');
    process.once('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }

  getLastError() {
    return serverIsOwed() ? new Error(process.env.TEST_SERVER_MISSING) : undefined;
  }
}

function serverIsOwed() {
  return process.env.CI === 'true' && Boolean(process.env.TEST_SERVER_MISSING);
}
