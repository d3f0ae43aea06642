import type { CalendarDate } from '../../shared/calendar.js';
import { isInWarranty } from '../../warranty/warranty.js';
import type { Attempt, Facts } from '../facts.js';
import type { Finding } from '../violation.js';

/**
 * W3: the device is in warranty on the day; the first and the last date of the warranty count. Before the first, which
 * only the sandbox's clock can reach, one waits for it.
 * FAQ: 主机设备必须在保修期内；设备已经过保、不在保修期内。
 */
export function deviceInWarranty(facts: Facts, attempt: Attempt): Finding<'DeviceOutOfWarranty'> | null {
  if (attempt.device === null) return null;
  const { warranty } = attempt.device.machine;
  if (isInWarranty(warranty, facts.today)) return null;
  const finding = { violation: 'DeviceOutOfWarranty', rule: 'W3', warrantyEndedOn: warranty.endsOn } as const;
  if (facts.today < warranty.startsOn) return { remedy: 'WAIT', ...finding };
  // An invoice may still move the warranty to the purchase date (W2).
  return { remedy: warranty.startBasis === 'SHIPPED' ? 'ACT' : 'NONE', ...finding };
}

/** The first date of the warranty. */
export function warrantyStarts(_facts: Facts, { device }: Attempt): CalendarDate[] {
  return device === null ? [] : [device.machine.warranty.startsOn];
}
