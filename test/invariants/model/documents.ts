import { type DocumentNode, parse } from 'graphql';

const GRANT = `id source requestedDays grantedDays cancelledDays remainingDays usedDays lapsedDays earnedOn earnedAt expiresOn
  notice { ...Notice }`;
const COUPON = 'id term costDays months status issuedOn closedOn expiresOn redemption { id }';
const REDEMPTION = `id coupon { id } device { id } term costDays months redeemedOn redeemedAt
  warrantyEndsOnBefore warrantyEndsOnAfter drawn { days grant { id } }`;
const QUOTE = `__typename token costDays balanceAfter deviceNextRedeemableOn warrantyEndsOnBefore warrantyEndsOnAfter
  coupon { id } device { id } drawn { days grant { id } }`;

const NOTICE = `fragment Notice on EarningNotice {
  __typename
  ... on AnnualEarningCapReached { capDays earnedDays resumesOn }
  ... on ChannelEarnsNoDays { channel earningChannels }
}`;

const DETAILS = `
  ... on AccountSuspended { since reason }
  ... on AnnualCapReached { capDays redeemedDays requestedDays resetsOn }
  ... on AnnualRedemptionLimitReached { limit used }
  ... on CouponNotOpen { status }
  ... on DaySourceNotAccepted { acceptedSources acceptedDays requiredDays }
  ... on DeviceNotBoundLongEnough { boundOn boundDays requiredDays }
  ... on DeviceOutOfWarranty { warrantyEndedOn }
  ... on DeviceRedeemedWithinYear { lastRedeemedOn }
  ... on InsufficientDays { requiredDays availableDays }
  ... on ModelNotSupported { exclusion { since } }
  ... on OverseasModelNotSupported { salesRegion }
  ... on WarrantyCeilingReached { ceilingOn warrantyEndsOn longestTerm }`;

const VIOLATION = `fragment Violation on RedemptionViolation {
  __typename rule remedy eligibleOn reference ${DETAILS}
  others { __typename rule remedy eligibleOn reference others { rule } ${DETAILS} }
}`;

/** A document of an operation with the fragments that it uses. */
function operation(text: string): DocumentNode {
  const used: string[] = [];
  if (text.includes('...Violation')) used.push(VIOLATION);
  if (text.includes('...Notice')) used.push(NOTICE);
  return parse([text, ...used].join('\n'));
}

/** One for each mutation of the schema: a mutation that is missing here is one that the model knows nothing of. */
export const mutations = {
  checkIn: operation(`mutation { checkIn { __typename
    ... on CheckInSuccess {
      grant { ${GRANT} } issuedCoupons { ${COUPON} } notice { ...Notice }
      status { checkedInToday nextCheckInOn streak notice { ...Notice } } user { coupons { ${COUPON} } }
    }
    ... on AlreadyCheckedIn { nextCheckInOn }
    ... on AccountSuspended { ...Violation }
  } }`),
  awardDays: operation(`mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename
    ... on AwardDaysSuccess { grant { ${GRANT} } issuedCoupons { ${COUPON} } }
    ... on DaysOutOfRange { minimum maximum }
    ... on AccountSuspended { ...Violation }
  } }`),
  bindDevice: operation(`mutation ($input: BindDeviceInput!) { bindDevice(input: $input) { __typename
    ... on BindDeviceSuccess { device { id serialNumber boundOn warranty { endsOn } } }
    ... on DeviceAlreadyBound { device { id } }
    ... on DeviceLimitReached { limit }
    ... on NotLenovoProduct { brand }
    ... on AccountSuspended { ...Violation }
  } }`),
  redeemCoupon: operation(`mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) { __typename
    ... on RedeemCouponSuccess {
      redemption { ${REDEMPTION} } user { balance { availableDays } coupons { ${COUPON} } }
    }
    ... on QuoteOutdated { quote { ${QUOTE} } }
    ... on RedemptionViolation { ...Violation }
  } }`),
  suspendUser: operation(`mutation ($input: SuspendUserInput!) { suspendUser(input: $input) { __typename
    ... on SuspendUserSuccess { user { status suspension { since reason } } }
  } }`),
  reinstateUser: operation(`mutation ($input: ReinstateUserInput!) { reinstateUser(input: $input) { __typename
    ... on ReinstateUserSuccess { user { status suspension { since reason } } }
  } }`),
  registerMachines: operation(`mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) { __typename
    ... on RegisterMachinesSuccess { registered updated }
    ... on MachinesRejected { rejected { index serialNumber message } }
  } }`),
} as const;

export const quoteRedemption = operation(`query ($input: QuoteRedemptionInput!) {
  quoteRedemption(input: $input) { __typename
    ... on RedemptionQuote { ${QUOTE} }
    ... on RedemptionViolation { ...Violation }
  } }`);

/** All that members see of their accounts. */
export const whatAMemberSees = operation(`{ me {
  status suspension { since reason }
  balance { availableDays bySource { source days } lapsing { on days } }
  thisYear: year { year earnedDays cancelledDays earnableDays redeemedDays redeemableDays }
  checkInStatus { checkedInToday nextCheckInOn streak notice { ...Notice } }
  coupons { ${COUPON} }
  couponHistory(first: 100) { totalCount edges { node { ${COUPON} } } }
  devices {
    id serialNumber boundOn acceptedSources fundableDays
    warranty {
      startsOn baseEndsOn endsOn ceilingOn inWarranty
      extensions { kind months extendedOn endsOnBefore endsOnAfter }
    }
    redemptions { id }
    eligibility { term eligible eligibleOn violations { ...Violation } }
  }
  grants(first: 100) { totalCount edges { node { ${GRANT} } } }
  redemptions(first: 100) { totalCount edges { node { ${REDEMPTION} } } }
} }`);
