import config from './jest.config.js';

/** The races once more, and crashes, over three Galera nodes with a server of the service at each. */
export default {
  ...config,
  testMatch: ['<rootDir>/test/cluster/*.test.ts', '<rootDir>/test/invariants/races*.test.ts'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/cluster/global-setup.ts',
  globalTeardown: '<rootDir>/test/cluster/global-teardown.ts',
  maxWorkers: 1,
  testTimeout: 300_000,
};
