import type { PatientClient } from './patient-client.js';
import type { Member } from './population.js';

const COUPONS = '{ me { coupons { id term } } }';

export const REDEEM = `mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) { __typename
  ... on RedeemCouponSuccess { redemption {
    id redeemedAt costDays warrantyEndsOnBefore warrantyEndsOnAfter device { id } drawn { days grant { id } } } } } }`;

export const AWARD = `mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename
  ... on AwardDaysSuccess { grant { id grantedDays } } } }`;

export const CHECK_IN = 'mutation { checkIn { __typename ... on CheckInSuccess { grant { id } } } }';

export const BIND = `mutation ($input: BindDeviceInput!) { bindDevice(input: $input) { __typename
  ... on BindDeviceSuccess { device { id } } ... on DeviceAlreadyBound { device { id } } } }`;

/** What redeems a member's shortest coupon on one of the devices, once. */
export async function redemptionInput(client: PatientClient, { subject, deviceIds }: Member, device: number) {
  const { result } = await client.ask(COUPONS);
  const coupons: readonly { id: string; term: string }[] = result.coupons;
  const couponId = coupons.find(({ term }) => term === 'THREE_MONTHS')?.id;
  if (couponId === undefined) throw new Error(`${subject} has no coupon of three months.`);
  return { couponId, deviceId: deviceIds[device], idempotencyKey: `${subject} on ${device}` };
}
