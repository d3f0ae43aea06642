import { describe, test } from '@jest/globals';
import { deviceBoundLongEnough } from '../../src/redemption/rules/device-bound-long-enough.js';
import { device, expectBroken, expectKept, laterPolicy, policy } from './harness.js';

describe('D6: a device can redeem from 30 days after it was bound', () => {
  const bound = device({ boundOn: '2023-01-01' });

  test('a device bound 29 days ago may not redeem; 30 days ago it may, and 31 days ago', () => {
    expectBroken(
      deviceBoundLongEnough,
      { today: '2023-01-30', device: bound },
      { rule: 'D6', remedy: 'WAIT', boundOn: '2023-01-01', requiredDays: 30, boundDays: 29, eligibleOn: '2023-01-31' },
    );
    expectKept(deviceBoundLongEnough, { today: '2023-01-31', device: bound });
    expectKept(deviceBoundLongEnough, { today: '2023-02-01', device: bound });
  });

  test('a device bound today has been bound for no day', () => {
    expectBroken(
      deviceBoundLongEnough,
      { today: '2023-01-01', device: bound },
      { rule: 'D6', remedy: 'WAIT', boundOn: '2023-01-01', requiredDays: 30, boundDays: 0, eligibleOn: '2023-01-31' },
    );
  });

  test("the days are the calendar's, over the end of February in a leap year and in another", () => {
    const told = { rule: 'D6', remedy: 'WAIT', requiredDays: 30, boundDays: 29 } as const;
    expectBroken(
      deviceBoundLongEnough,
      { today: '2024-03-15', device: device({ boundOn: '2024-02-15' }) },
      { ...told, boundOn: '2024-02-15', eligibleOn: '2024-03-16' },
    );
    expectKept(deviceBoundLongEnough, { today: '2024-03-16', device: device({ boundOn: '2024-02-15' }) });
    expectBroken(
      deviceBoundLongEnough,
      { today: '2023-03-16', device: device({ boundOn: '2023-02-15' }) },
      { ...told, boundOn: '2023-02-15', eligibleOn: '2023-03-17' },
    );
  });

  test("the wait is the policy's: a later version may shorten it from its date on", () => {
    const policies = [policy, laterPolicy('2023-01-10', { bindingWaitDays: 5 })];
    expectBroken(
      deviceBoundLongEnough,
      { today: '2023-01-09', device: bound, policies },
      { rule: 'D6', remedy: 'WAIT', boundOn: '2023-01-01', requiredDays: 30, boundDays: 8, eligibleOn: '2023-01-10' },
    );
    expectKept(deviceBoundLongEnough, { today: '2023-01-10', device: bound, policies });
  });
});
