import { describe, expect, test } from '@jest/globals';
import { buildIsSupported } from '../../src/redemption/rules/build-is-supported.js';
import { catalogue, device, expectBroken, expectKept } from './harness.js';

describe('M6: special CTO builds can not redeem', () => {
  test('a special CTO build may not redeem, and nothing helps', () => {
    const built = device({ product: { customBuild: true } });
    expectBroken(buildIsSupported, { device: built }, { rule: 'M6', remedy: 'NONE', eligibleOn: null });
  });

  test('the same model from the shelf may', () => {
    expectKept(buildIsSupported, { device: device({ product: { customBuild: false } }) });
  });

  test('the builds that the catalogue marks are refused, the others are not', () => {
    const builds = catalogue().filter(({ customBuild }) => customBuild);
    expect(builds.length).toBeGreaterThan(0);
    for (const build of builds) {
      expectBroken(
        buildIsSupported,
        { device: device({ product: build }) },
        { rule: 'M6', remedy: 'NONE', eligibleOn: null },
      );
    }
  });
});
