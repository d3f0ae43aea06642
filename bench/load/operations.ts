import type { WorkloadName } from '../arguments.js';
import type { SeedDates } from '../seed/dates.js';
import { COST_DAYS, type SeededMember, saversCouponId } from '../seed/members.js';

/** The GraphQL documents of the workloads. */
const DOCUMENTS: Readonly<Record<WorkloadName, string>> = {
  R: `query Account {
  me {
    balance { availableDays }
    devices { id serialNumber boundOn warranty { endsOn inWarranty } }
    grants(first: 10) { edges { node { id source grantedDays earnedOn expiresOn } } }
    redemptions(first: 10) { edges { node { id redeemedOn costDays warrantyEndsOnAfter device { serialNumber } } } }
  }
}`,
  W: `mutation Redeem($couponId: ID!, $deviceId: ID!, $key: String!) {
  redeemCoupon(input: { couponId: $couponId, deviceId: $deviceId, idempotencyKey: $key }) {
    __typename
    ... on RedeemCouponSuccess {
      redemption { id redeemedOn costDays warrantyEndsOnBefore warrantyEndsOnAfter }
    }
  }
}`,
  C: `mutation CheckIn {
  checkIn {
    __typename
    ... on CheckInSuccess { grant { id requestedDays grantedDays earnedOn expiresOn } }
  }
}`,
};

/** The paths of the bare servers. */
const PATHS: Readonly<Record<WorkloadName, string>> = { R: '/read', W: '/redeem', C: '/check-in' };

/** What a contestant speaks: GraphQL, or just the workloads. */
export type Language = 'GRAPHQL' | 'BARE';

/** The bytes of a member's request. */
export function requestOf(
  workload: WorkloadName,
  language: Language,
  member: SeededMember,
  token: string,
  dates: SeedDates,
): Buffer {
  const variables = variablesOf(workload, member, dates);
  const asked = language === 'BARE' ? variables : { query: DOCUMENTS[workload], variables };
  const body = JSON.stringify(asked);
  const path = language === 'BARE' ? PATHS[workload] : '/graphql';
  // Apollo's standalone server serves every path.
  const lines = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    'accept: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

function variablesOf(workload: WorkloadName, member: SeededMember, dates: SeedDates): object {
  if (workload !== 'W') return {};
  const couponId = saversCouponId(member, dates, COST_DAYS);
  return { couponId, deviceId: member.devices[0]?.id, key: `bench-${member.index}` };
}
