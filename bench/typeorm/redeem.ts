import type { EntityManager } from 'typeorm';
import { UserEntity } from '../../src/accounts/user.entity.js';
import { LotEntity } from '../../src/earning/lot.entity.js';
import { policyToday } from '../../src/policy/policy.js';
import { type AccountFacts, judgeRedemption } from '../../src/redemption/judge-redemption.js';
import { RedemptionEntity } from '../../src/redemption/redemption.entity.js';
import type { Redemption, RedemptionPlan } from '../../src/redemption/redemption.js';
import type { Moment } from '../../src/shared/clock.js';
import { newId } from '../../src/shared/ids.js';
import { WarrantyExtensionEntity } from '../../src/warranty/warranty-extension.entity.js';
import { type OrmContext, transaction } from './context.js';
import {
  asCoupons,
  asLots,
  findDevice,
  findExclusions,
  findLots,
  findOpenCoupons,
  findPolicies,
  lockPerson,
  saveCoupons,
} from './facts.js';

interface RedeemInput {
  readonly couponId: string;
  readonly deviceId: string;
  readonly idempotencyKey: string;
}

/** Redeems a coupon by the same rules, in a transaction of its own. */
export function redeem(_: unknown, { input }: { input: RedeemInput }, { dataSource, user, moment }: OrmContext) {
  return transaction(dataSource, async (manager) => {
    await lockPerson(manager, user);
    const { facts, lots } = await findFacts(manager, user, input, moment.today);
    const earlier = facts.ownRedemptions.find(({ idempotencyKey }) => idempotencyKey === input.idempotencyKey);
    if (earlier !== undefined) return { __typename: 'RedeemCouponSuccess', redemption: earlier };
    const judgement = judgeRedemption(facts, { ...input, userId: user.id }, newId);
    if (judgement.kind === 'REFUSED') return { __typename: 'Refused', rule: judgement.violations[0]?.rule };
    const redemption = await save(
      manager,
      judgement.plan,
      lots,
      input.idempotencyKey,
      facts.facts.policy.version,
      moment,
    );
    return { __typename: 'RedeemCouponSuccess', redemption };
  });
}

async function findFacts(
  manager: EntityManager,
  { id: userId, realUserId }: UserEntity,
  { deviceId }: RedeemInput,
  today: string,
): Promise<{ facts: AccountFacts; lots: LotEntity[] }> {
  const user = await manager.findOneByOrFail(UserEntity, { id: userId });
  const device = await findDevice(manager, userId, deviceId);
  const policies = await findPolicies(manager);
  const exclusions = await findExclusions(manager);
  const lots = await findLots(manager, userId, today);
  const coupons = asCoupons(await findOpenCoupons(manager, userId));
  const accounts = await manager.findBy(UserEntity, { realUserId });
  const redemptions: Redemption[] = [];
  for (const { id } of accounts) {
    redemptions.push(...((await manager.findBy(RedemptionEntity, { userId: id })) as unknown as Redemption[]));
  }
  const { suspendedAt: since, suspendedOn: on, suspensionReason: reason } = user;
  const isSuspended = on !== null && on <= today;
  const facts: AccountFacts = {
    facts: {
      today,
      policy: policyToday(policies, today),
      policies,
      exclusions,
      userId,
      suspension: isSuspended ? { since: since ?? '', on, reason: reason ?? '' } : null,
      lots: asLots(lots),
      redemptions,
    },
    devices: device === null ? [] : [device],
    openCoupons: coupons,
    coupons,
    ownRedemptions: redemptions.filter((one) => one.userId === userId),
  };
  return { facts, lots };
}

async function save(
  manager: EntityManager,
  plan: RedemptionPlan,
  lots: readonly LotEntity[],
  idempotencyKey: string,
  policyVersion: number,
  { at, today }: Moment,
): Promise<RedemptionEntity> {
  const { coupon, device, months, costDays, warrantyEndsOnBefore, warrantyEndsOnAfter, draw } = plan;
  const { serialNumber, extensionsRecorded } = device.machine;
  const redemption = manager.create(RedemptionEntity, {
    ...{ userId: draw.userId, id: plan.id, couponId: coupon.id, deviceId: device.id, serialNumber },
    ...{ term: coupon.term, months, costDays, redeemedAt: at, redeemedOn: today },
    ...{ warrantyEndsOnBefore, warrantyEndsOnAfter, policyVersion, idempotencyKey },
  });
  await manager.save(redemption);
  const drawn = lots.filter(
    ({ drawOrder, source }) =>
      drawOrder >= draw.firstOrder && drawOrder <= draw.lastOrder && draw.sources.some((one) => one === source),
  );
  for (const lot of drawn) lot.redemptionId = plan.id;
  const { split } = draw;
  const cut = drawn.find(({ drawOrder }) => drawOrder === split?.lot.drawOrder);
  if (split !== null && cut !== undefined) {
    cut.days = split.drawnDays;
    await manager.save(manager.create(LotEntity, { ...split.rest, earnedOn: cut.earnedOn }));
  }
  await manager.save(drawn);
  await manager.save(
    manager.create(WarrantyExtensionEntity, {
      ...{ serialNumber, sequence: extensionsRecorded + 1, kind: 'REDEEMED' },
      ...{ months, extendedOn: today, redemptionId: plan.id },
    }),
  );
  await saveCoupons(manager, plan.coupons);
  return redemption;
}
