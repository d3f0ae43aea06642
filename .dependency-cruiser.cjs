/** What decides: it takes facts and gives an answer, and so runs without a database, a server or GraphQL. */
const PURE = [
  '^src/redemption/rules/',
  '^src/redemption/(facts|judge|judge-redemption|violation|redemption)\\.ts$',
  '^src/[^/]+/(policy|exclusion|product|serial-number|lot|grant|check-in|coupon|warranty|account|machine|device|notice)\\.ts$',
  '^src/shared/calendar\\.ts$',
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that need each other are one file, or one of them holds what belongs in a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'decisions-are-pure',
      comment: 'A rule that reads a database or knows its transport can no longer be run on a later date or a plan.',
      severity: 'error',
      from: { path: PURE },
      to: {
        reachable: true,
        path: [
          '^src/database/',
          '^src/server/',
          '^src/graphql/',
          '\\.store\\.ts$',
          '^node_modules/(graphql|type-graphql|typeorm)/',
        ],
      },
    },
    {
      name: 'only-the-schema-knows-resolvers',
      comment: 'A resolver is the edge: what two of them share belongs in a use case.',
      severity: 'error',
      from: { pathNot: ['^src/api/schema\\.ts$', '^src/cli/'] },
      to: { path: '\\.resolver\\.ts$' },
    },
    {
      name: 'the-server-is-on-top',
      comment:
        'What the programme does is the same whatever carries it: only the start, the tests and the demo know HTTP.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/server/', '^src/(main|start)\\.ts$', '^src/demo/'] },
      to: { path: '^src/server/' },
    },
    {
      name: 'source-without-tests',
      comment: 'What is shipped does not hold the tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'imports-are-found',
      comment: 'An import that is not found hides from every rule above.',
      severity: 'error',
      from: {},
      // A package of types alone has no file to find.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    // TypeScript 7 has no parser for other programs; swc reads the same language.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
