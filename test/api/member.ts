import type { MachineRecord } from '../../src/devices/machine.store.js';
import type { Answer, Api, Client } from '../support/api.js';

type Data = Answer['data'];
type Term = 'THREE_MONTHS' | 'SIX_MONTHS' | 'TWELVE_MONTHS';

/** What every rule says of itself. */
const VIOLATION = `__typename message rule remedy eligibleOn reference
  ... on AccountSuspended { since reason }
  ... on CouponNotOpen { couponStatus: status }
  ... on ModelNotSupported { exclusion { id reason since until } }
  ... on OverseasModelNotSupported { salesRegion }
  ... on DaySourceNotAccepted { acceptedSources requiredDays acceptedDays }
  ... on DeviceNotBoundLongEnough { boundOn requiredDays boundDays }
  ... on DeviceOutOfWarranty { warrantyEndedOn }
  ... on WarrantyCeilingReached { ceilingOn warrantyEndsOn longestTerm }
  ... on DeviceRedeemedWithinYear { lastRedeemedOn }
  ... on AnnualRedemptionLimitReached { limit used }
  ... on AnnualCapReached { capDays redeemedDays requestedDays resetsOn }
  ... on InsufficientDays { requiredDays availableDays }`;

const REFUSAL = `__typename ... on UserError { message }
  ... on RedemptionViolation { ${VIOLATION} others { __typename rule remedy eligibleOn others { rule } } }`;

const NOTICE = `__typename message
  ... on AnnualEarningCapReached { capDays earnedDays resumesOn }
  ... on ChannelEarnsNoDays { channel earningChannels }`;

const GRANT = `id source title requestedDays grantedDays cancelledDays remainingDays usedDays lapsedDays
  earnedOn expiresOn notice { ${NOTICE} }`;

const COUPON = 'id term months costDays status issuedOn expiresOn closedOn redemption { id }';

const QUOTE = `token coupon { id } device { id } costDays warrantyEndsOnBefore warrantyEndsOnAfter
  drawn { days grant { id source earnedOn } } balanceAfter deviceNextRedeemableOn`;

const ACCOUNT = `{ me { id status suspension { since reason }
  balance { availableDays bySource { source days } lapsing { on days } }
  checkInStatus { checkedInToday streak nextCheckInOn notice { ${NOTICE} } }
  coupons { ${COUPON} } devices { id serialNumber boundOn fundableDays acceptedSources warranty { endsOn } }
  redemptions { totalCount edges { node { id redeemedOn } } } } }`;

const CHECK_IN = `mutation { checkIn { ${REFUSAL} ... on AlreadyCheckedIn { nextCheckInOn } ... on CheckInSuccess {
  grant { ${GRANT} } notice { ${NOTICE} } status { checkedInToday streak nextCheckInOn }
  issuedCoupons { ${COUPON} } user { balance { availableDays } } } } }`;

const BIND = `mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) { ${REFUSAL}
  ... on NotLenovoProduct { brand } ... on DeviceLimitReached { limit }
  ... on DeviceAlreadyBound { device { id serialNumber boundOn } }
  ... on BindDeviceSuccess { device { id serialNumber boundOn } user { devices { id } } } } }`;

const LOOK_UP = `query ($serialNumber: String!) { deviceLookup(serialNumber: $serialNumber) { __typename
  ... on UserError { message } ... on NotLenovoProduct { brand } ... on DeviceLookup { binding acceptedSources
    product { brand series modelName category salesRegion customBuild } warranty { serialNumber startsOn endsOn }
    violations { ${VIOLATION} others { rule } } } } }`;

const REDEEM = `mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) { ${REFUSAL}
  ... on QuoteOutdated { quote { ${QUOTE} } }
  ... on RedeemCouponSuccess { user { balance { availableDays } coupons { id term } }
    redemption { id term months costDays redeemedOn warrantyEndsOnBefore warrantyEndsOnAfter coupon { id status }
      device { id warranty { endsOn } } drawn { days grant { id source earnedOn } } } } } }`;

const ASK_QUOTE = `query ($input: QuoteRedemptionInput!) { quoteRedemption(input: $input) { ${REFUSAL}
  ... on RedemptionQuote { ${QUOTE} } } }`;

const JUDGE = `query ($on: Date) { me { devices { id
  eligibility(on: $on) { term eligible eligibleOn violations { ${VIOLATION} others { rule } } } } } }`;

/** A person with a token, and what the person does in the API. Every answer is a whole result. */
export class Member {
  private constructor(
    private readonly api: Api,
    readonly subject: string,
    readonly client: Client,
  ) {}

  static async of(api: Api, subject: string, client: 'APP' | 'WEB' = 'APP'): Promise<Member> {
    return new Member(api, subject, await api.as(subject, { client }));
  }

  async account(): Promise<Data> {
    return (await this.client.data(ACCOUNT)).me;
  }

  async days(): Promise<number> {
    return (await this.account()).balance.availableDays;
  }

  async checkIn(): Promise<Data> {
    return (await this.client.data(CHECK_IN)).checkIn;
  }

  async bind(serialNumber: string): Promise<Data> {
    return (await this.client.data(BIND, { serialNumber })).bindDevice;
  }

  async lookUp(serialNumber: string): Promise<Data> {
    return (await this.client.data(LOOK_UP, { serialNumber })).deviceLookup;
  }

  /** Registers a machine and binds it; answers the device's id. */
  async bindNew(machine: Partial<Omit<MachineRecord, 'serialNumber'>> = {}): Promise<string> {
    const serialNumber = newSerialNumber();
    await this.api.register({ serialNumber, ...machine });
    const { device } = await this.bind(serialNumber);
    return device.id;
  }

  /** The id of the open coupon of a term. */
  async coupon(term: Term = 'THREE_MONTHS'): Promise<string> {
    const { coupons } = await this.account();
    return coupons.find((coupon: Data) => coupon.term === term).id;
  }

  async redeem(
    couponId: string,
    deviceId: string,
    more: { idempotencyKey?: string; quoteToken?: string } = {},
  ): Promise<Data> {
    const input = { couponId, deviceId, idempotencyKey: newKey(), ...more };
    return (await this.client.data(REDEEM, { input })).redeemCoupon;
  }

  /** Redeems the open coupon of a term, which must succeed. */
  async redeemed(deviceId: string, term: Term = 'THREE_MONTHS'): Promise<Data> {
    const result = await this.redeem(await this.coupon(term), deviceId);
    if (result.__typename !== 'RedeemCouponSuccess') throw new Error(JSON.stringify(result));
    return result.redemption;
  }

  async quote(couponId: string, deviceId: string): Promise<Data> {
    return (await this.client.data(ASK_QUOTE, { input: { couponId, deviceId } })).quoteRedemption;
  }

  /** What the API says about a term on one of the person's devices. */
  async judged(deviceId: string, term: Term = 'THREE_MONTHS', on: string | null = null): Promise<Data> {
    const { me } = await this.client.data(JUDGE, { on });
    const device = me.devices.find((one: Data) => one.id === deviceId);
    return device.eligibility.find((one: Data) => one.term === term);
  }

  /** A page of closed coupons. */
  async couponHistory(page: { first?: number; after?: string | null } = {}): Promise<Data> {
    const query = `query ($first: Int! = 20, $after: String) { me { couponHistory(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { ${COUPON} } } } } }`;
    return (await this.client.data(query, page)).me.couponHistory;
  }

  /** A page of earnings. */
  async grants(page: { first?: number; after?: string | null } = {}): Promise<Data> {
    const query = `query ($first: Int! = 20, $after: String) { me { grants(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { ${GRANT} } } } } }`;
    return (await this.client.data(query, page)).me.grants;
  }

  /** A calendar year's figures. */
  async year(year: number | null = null): Promise<Data> {
    const query =
      'query ($year: Int) { me { year(year: $year) { year earnedDays cancelledDays earnableDays redeemedDays redeemableDays } } }';
    return (await this.client.data(query, { year })).me.year;
  }
}

/** The types of violations, in their order. */
export const typesOf = (violations: readonly { __typename: string }[]) => violations.map((one) => one.__typename);

/** The code of an answer's first error; undefined if it has none. */
export const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code;

let machines = 0;
/** A serial number that no other test of the file uses. */
export function newSerialNumber(): string {
  machines += 1;
  return `PF${String(machines).padStart(6, '0')}`;
}

let keys = 0;
function newKey(): string {
  keys += 1;
  return `attempt ${keys}`;
}
