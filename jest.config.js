/** The compiler's own settings once more, for the transform: decorators with metadata, fields that are assigned. */
const transform = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2022',
    keepClassNames: true,
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      verbatimModuleSyntax: true,
    },
  },
};

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // `npm run test:cluster` starts what these need.
  testPathIgnorePatterns: ['<rootDir>/test/cluster/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', transform] },
  // An import names the file that the build makes, `.js`; here the source stands for it.
  moduleNameMapper: { '^(\\.{1,2}/.+)\\.js$': ['$1.js', '$1.ts'] },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/support/output-check.js', '<rootDir>/test/support/closing-line.js'],
  maxWorkers: 2,
  // Only a hang should end a test: how long one takes depends on the machine.
  testTimeout: 60_000,
};
