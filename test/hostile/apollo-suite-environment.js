import { TestEnvironment } from 'jest-environment-node';

const UNSUPPORTED_TYPE =
  'A body that is not declared as application/json is answered 415, which says so, instead of 400.';
const NEVER_CACHED = 'Every answer is `no-store`, with or without Apollo’s hints: it may be one person’s own.';
const NOT_FEDERATED =
  'Traces are OpenTelemetry’s. Of a POST’s headers Apollo is told `accept` alone, so that none can ask for a federated trace.';

/** What the suite expects and this service does otherwise, each with the reason. */
const EXCEPTIONS = {
  'CSRF prevention › default': UNSUPPORTED_TYPE,
  'graphqlHTTP › throws an error if POST body is empty': UNSUPPORTED_TYPE,
  'graphqlHTTP › throws an error if invalid content-type': UNSUPPORTED_TYPE,
  'graphqlHTTP › throws an error if POST JSON is malformed':
    'The status is 400 as expected; the message is our own, where the suite looks for that of a known parser.',
  'graphqlHTTP › cache-control › runs when cache-control is disabled': NEVER_CACHED,
  'graphqlHTTP › cache-control not set without any hints with if-cacheable': NEVER_CACHED,
  'Federated tracing › with nullable _Service.sdl field › reports a total duration that is longer than the duration of its resolvers':
    NOT_FEDERATED,
  'Federated tracing › with nullable _Service.sdl field › includes errors in federated trace': NOT_FEDERATED,
  'Federated tracing › with non-nullable _Service.sdl! field › reports a total duration that is longer than the duration of its resolvers':
    NOT_FEDERATED,
  'Federated tracing › with non-nullable _Service.sdl! field › includes errors in federated trace': NOT_FEDERATED,
};

/**
 * Where the suite runs, whose tests are not ours to mark: those that are known exceptions must fail. One that passes, or
 * that the suite no longer has, fails the run.
 *
 * Jest loads an environment as it stands, so this one is JavaScript.
 */
export default class ApolloSuiteEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.exceptions = { known: Object.keys(EXCEPTIONS), met: [] };
  }

  handleTestEvent(event) {
    if (event.name !== 'test_start' || !Object.hasOwn(EXCEPTIONS, nameOf(event.test))) return;
    event.test.failing = true;
    this.global.exceptions.met.push(nameOf(event.test));
  }
}

/** The names of a test and of what it stands in, from the suite's own parts on. */
function nameOf(test) {
  const names = [];
  for (let block = test; block !== undefined; block = block.parent) names.unshift(block.name);
  return names.slice(3).join(' › ');
}
