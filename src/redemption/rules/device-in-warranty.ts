import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * W3: the device is in warranty on the day; the last date of the warranty still counts.
 * FAQ: 主机设备必须在保修期内；设备已经过保、不在保修期内。
 */
export function deviceInWarranty(facts: Facts, attempt: Attempt): Finding<'DeviceOutOfWarranty'> | null {
  if (attempt.device === null) return null;
  const { warranty } = attempt.device.machine;
  if (facts.today <= warranty.endsOn) return null;
  // An invoice may still move the warranty to the purchase date (W2).
  const remedy = warranty.startBasis === 'SHIPPED' ? 'ACT' : 'NONE';
  return { violation: 'DeviceOutOfWarranty', rule: 'W3', remedy, warrantyEndedOn: warranty.endsOn };
}
