import type { Command } from './commands.js';
import { type Day, plusDays, yearOf } from './dates.js';
import { openCoupons } from './days.js';
import type { ModelMember } from './state.js';

/** Who would redeem what on what, by the model's names. */
export interface Aim {
  readonly member: ModelMember;
  readonly coupon: string;
  readonly device: string;
}

/** The coupon and the device that a command means at this moment. */
export function aimOf(
  members: readonly ModelMember[],
  command: Extract<Command, { kind: 'redeemCoupon' | 'quote' }>,
): Aim {
  const turned = [...members.slice(command.member), ...members.slice(0, command.member)];
  const usual = command.coupon === 'SHORTEST' || command.coupon === 'OPEN';
  // Most attempts of a member without an open coupon and a device would come to nothing.
  const ready = turned.find((one) => one.devices.length > 0 && openCoupons(one).length > 0);
  const member = (usual && ready) || (turned[0] as ModelMember);
  const coupons = {
    SHORTEST: openCoupons(member).slice(0, 1),
    OPEN: openCoupons(member),
    OWN: newest(member.coupons),
    ANY: members.flatMap((one) => newest(one.coupons)),
    NONE: [],
  }[command.coupon];
  const fresh = member.devices.filter(
    ({ extensions, machine }) => extensions.length === 0 && machine.excludedBy === null,
  );
  const devices = {
    FRESH: fresh.length > 0 ? fresh : member.devices,
    OWN: newest(member.devices),
    ANY: members.flatMap((one) => newest(one.devices)),
    NONE: [],
  }[command.device];
  const coupon = picked(coupons, command.couponPick)?.name ?? 'no coupon';
  const device = picked(devices, command.devicePick)?.name ?? 'no device';
  return { member, coupon, device };
}

export function picked<Thing>(things: readonly Thing[], index: number): Thing | undefined {
  return things[index % Math.max(things.length, 1)];
}

function newest<Thing>(things: readonly Thing[]): Thing[] {
  return [...things].reverse();
}

/** The next date of a name that there is, such as `02-29`; today if it has that name. */
export function nextDay(today: Day, monthAndDay: string): Day {
  for (let day = today; yearOf(day) < yearOf(today) + 9; day = plusDays(day, 1)) {
    if (day.slice(5) === monthAndDay) return day;
  }
  return today;
}
