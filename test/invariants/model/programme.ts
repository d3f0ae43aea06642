import { IdOf, SOME_TEXT } from './agreement.js';
import { afterTheYearOf, type Day, plusDays, plusMonths } from './dates.js';
import { close, dawn, draw, earn, expiryOf, issueCoupons, openCoupons, usableDays } from './days.js';
import { type Attempt, violationsOf } from './rules.js';
import {
  baseEndOf,
  type ModelCoupon,
  type ModelDevice,
  type ModelGrant,
  type ModelMachine,
  type ModelMember,
  type ModelRedemption,
  newMember,
  type Source,
  tierOf,
} from './state.js';
import {
  capNotice,
  viewCoupon,
  viewGrant,
  viewOpenCoupons,
  viewQuote,
  viewRedemption,
  viewRefusal,
  viewStatus,
  viewSuspension,
  WEB_NOTICE,
} from './views.js';

type Channel = 'APP' | 'WEB';

/** An award that staff ask for. */
export interface Award {
  readonly member: ModelMember;
  readonly source: Source;
  readonly days: number;
  readonly key: string | null;
}

const DEVICES_MAX = 5;
const AWARD_DAYS_MAX = 360;

/** The programme as its rules describe it, for a few members: each method does a command and gives the answer due. */
export class Programme {
  readonly members: readonly ModelMember[];
  readonly machines = new Map<string, ModelMachine>();
  private readonly awards: (Award & { readonly grant: ModelGrant })[] = [];
  private named = 0;

  constructor(
    names: readonly string[],
    public today: Day,
  ) {
    this.members = names.map(newMember);
  }

  moveTo(day: Day): void {
    while (this.today < day) {
      this.today = plusDays(this.today, 1);
      for (const member of this.members) dawn(member, this.today);
    }
  }

  checkIn(member: ModelMember, channel: Channel): object {
    if (member.suspension !== null) return this.suspended(member);
    if (member.checkIns.has(this.today)) {
      return { __typename: 'AlreadyCheckedIn', nextCheckInOn: plusDays(this.today, 1) };
    }
    member.checkIns.add(this.today);
    const __typename = 'CheckInSuccess';
    if (channel === 'WEB') {
      const status = viewStatus(member, channel, this.today);
      return { __typename, status, grant: null, notice: WEB_NOTICE, issuedCoupons: [] };
    }
    const { grant, issued } = earn(member, { source: 'CHECK_IN', days: 1 }, this.today, this.name);
    return {
      __typename,
      status: viewStatus(member, channel, this.today),
      grant: viewGrant(grant, this.today),
      notice: grant.granted === 0 ? capNotice(this.today) : null,
      issuedCoupons: issued.map((coupon) => viewCoupon(member, coupon, this.today)),
      user: { coupons: viewOpenCoupons(member, this.today) },
    };
  }

  /** Awards days; a key that an award used up answers its grant again, whatever became of the account (rule R7). */
  awardDays({ member, source, days, key }: Award): object {
    const made = this.awards.find((award) => key !== null && award.key === key);
    if (made !== undefined) {
      const same = made.member === member && made.source === source && made.days === days;
      if (!same) return { __typename: 'IdempotencyKeyReused' };
      return { __typename: 'AwardDaysSuccess', grant: viewGrant(made.grant, this.today) };
    }
    if (days < 1 || days > AWARD_DAYS_MAX) {
      return { __typename: 'DaysOutOfRange', minimum: 1, maximum: AWARD_DAYS_MAX };
    }
    if (member.suspension !== null) return this.suspended(member);
    const { grant, issued } = earn(member, { source, days }, this.today, this.name);
    this.awards.push({ member, source, days, key, grant });
    return {
      __typename: 'AwardDaysSuccess',
      grant: viewGrant(grant, this.today),
      issuedCoupons: issued.map((coupon) => viewCoupon(member, coupon, this.today)),
    };
  }

  /** Binds by the canonical serial number; null stands for a text that is none. */
  bindDevice(member: ModelMember, serialNumber: string | null): object {
    // A text that is no serial number asks for nothing that an account could be kept from.
    if (serialNumber === null) return { __typename: 'InvalidSerialNumber' };
    if (member.suspension !== null) return this.suspended(member);
    const machine = this.machines.get(serialNumber);
    if (machine === undefined) return { __typename: 'SerialNumberNotFound' };
    if (machine.brand === 'Dell') return { __typename: 'NotLenovoProduct', brand: 'Dell' };
    const own = member.devices.find((device) => device.machine === machine);
    if (own !== undefined) return { __typename: 'DeviceAlreadyBound', device: { id: new IdOf(own.name) } };
    if (this.isBound(serialNumber)) return { __typename: 'DeviceBoundToAnotherUser' };
    if (member.devices.length >= DEVICES_MAX) return { __typename: 'DeviceLimitReached', limit: DEVICES_MAX };
    const device: ModelDevice = {
      name: this.name('device'),
      machine,
      boundOn: this.today,
      extensions: [],
      endsOn: baseEndOf(machine),
    };
    member.devices.push(device);
    const view = { id: new IdOf(device.name), serialNumber, boundOn: this.today };
    return { __typename: 'BindDeviceSuccess', device: { ...view, warranty: { endsOn: device.endsOn } } };
  }

  /** Takes machines into the registry (rule D4), all or none; one that is known is replaced while nobody has bound it. */
  registerMachines(machines: readonly ModelMachine[]): object {
    const rejected = machines.flatMap(({ serialNumber, shippedOn }, index) =>
      this.isBound(serialNumber) || shippedOn > this.today ? [{ index, serialNumber, message: SOME_TEXT }] : [],
    );
    if (rejected.length > 0) return { __typename: 'MachinesRejected', rejected };
    const updated = machines.filter(({ serialNumber }) => this.machines.has(serialNumber)).length;
    for (const machine of machines) this.machines.set(machine.serialNumber, machine);
    return { __typename: 'RegisterMachinesSuccess', registered: machines.length - updated, updated };
  }

  private isBound(serialNumber: string): boolean {
    return this.members.some(({ devices }) => devices.some(({ machine }) => machine.serialNumber === serialNumber));
  }

  /** One that is suspended already keeps its first date and takes the new reason. */
  suspend(member: ModelMember, reason: string): object {
    member.suspension = { since: member.suspension?.since ?? this.today, reason };
    return { __typename: 'SuspendUserSuccess', user: viewSuspension(member) };
  }

  reinstate(member: ModelMember): object {
    member.suspension = null;
    return { __typename: 'ReinstateUserSuccess', user: viewSuspension(member) };
  }

  /** What redeeming would do, in the shape of the answer. */
  quote(member: ModelMember, couponName: string, deviceName: string): { answer: object; does: string | null } {
    const attempt = this.attempt(member, couponName, deviceName);
    const violations = violationsOf(attempt, this.today);
    const { coupon, device } = attempt;
    if (violations.length > 0 || coupon === null || device === null) {
      return { answer: viewRefusal(member, violations, false), does: null };
    }
    const effect = this.effectOf(member, coupon, device);
    const quote = viewQuote(member, coupon, device, effect, this.today);
    // Other days in the balance change nothing of what redeeming does.
    const does = JSON.stringify({ ...quote, balanceAfter: null });
    return { answer: { __typename: 'RedemptionQuote', ...quote }, does };
  }

  /** Redeems; `quoted` is what a quote said that redeeming does. */
  redeem(member: ModelMember, couponName: string, deviceName: string, key: string, quoted: string | null): object {
    const made = member.redemptions.find((redemption) => redemption.key === key);
    if (made !== undefined) {
      const same = made.coupon.name === couponName && made.device.name === deviceName;
      return same ? this.redeemed(member, made) : { __typename: 'IdempotencyKeyReused' };
    }
    const { answer, does } = this.quote(member, couponName, deviceName);
    const { coupon, device } = this.attempt(member, couponName, deviceName);
    if (does === null || coupon === null || device === null) {
      return viewRefusal(member, violationsOf(this.attempt(member, couponName, deviceName), this.today), true);
    }
    if (quoted !== null && quoted !== does) return { __typename: 'QuoteOutdated', quote: answer };
    return this.redeemed(member, this.carryOut(member, coupon, device, key));
  }

  private carryOut(member: ModelMember, coupon: ModelCoupon, device: ModelDevice, key: string): ModelRedemption {
    const { drawn, endsOnAfter } = this.effectOf(member, coupon, device);
    const { months } = tierOf(coupon.term);
    const expiries = new Map(openCoupons(member).map((open) => [open, expiryOf(member, open, this.today)]));
    for (const { grant, days } of drawn) grant.used += days;
    const endsOnBefore = device.endsOn;
    device.endsOn = endsOnAfter;
    device.extensions.push({ extendedOn: this.today, months, endsOnBefore, endsOnAfter });
    for (const [open, expiresOn] of expiries) {
      if (open === coupon) close(open, 'REDEEMED', this.today, expiresOn);
      else if (usableDays(member, this.today) < tierOf(open.term).costDays) {
        close(open, 'WITHDRAWN', this.today, expiresOn);
      }
    }
    issueCoupons(member, this.today, this.name);
    const name = this.name('redemption');
    const dates = { redeemedOn: this.today, yearOverOn: afterTheYearOf(this.today) };
    const redemption = { name, key, coupon, device, ...dates, endsOnBefore, endsOnAfter, drawn };
    member.redemptions.push(redemption);
    return redemption;
  }

  private redeemed(member: ModelMember, redemption: ModelRedemption): object {
    const user = {
      balance: { availableDays: usableDays(member, this.today) },
      coupons: viewOpenCoupons(member, this.today),
    };
    return { __typename: 'RedeemCouponSuccess', redemption: viewRedemption(redemption), user };
  }

  private effectOf(member: ModelMember, coupon: ModelCoupon, device: ModelDevice) {
    const { costDays, months } = tierOf(coupon.term);
    return {
      drawn: draw(member, device.machine.accepted, costDays, this.today),
      endsOnAfter: plusMonths(device.endsOn, months),
      nextOn: afterTheYearOf(this.today),
    };
  }

  /** What a member attempts with a coupon and a device; null stands for what is not the member's own. */
  private attempt(
    member: ModelMember,
    couponName: string,
    deviceName: string,
  ): Attempt & { readonly coupon: ModelCoupon | null } {
    const device = member.devices.find(({ name }) => name === deviceName) ?? null;
    const coupon = member.coupons.find(({ name }) => name === couponName) ?? null;
    if (coupon === null) return { member, device, coupon, term: null, couponStatus: null };
    const { status, term } = coupon;
    const uncovered = usableDays(member, this.today) < tierOf(term).costDays;
    const judgedByDays = status === 'OPEN' || (status !== 'REDEEMED' && uncovered);
    return { member, device, coupon, term, ...(judgedByDays ? {} : { couponStatus: status }) };
  }

  private suspended(member: ModelMember): object {
    const violations = violationsOf({ member, device: null, term: null }, this.today);
    const { reference: _, ...answer } = viewRefusal(member, violations.slice(0, 1), false);
    return answer;
  }

  private readonly name = (kind: string): string => {
    this.named += 1;
    return `${kind} ${this.named}`;
  };
}
