import type { EntityManager } from 'typeorm';
import { IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { RealUserEntity } from '../../src/accounts/real-user.entity.js';
import type { UserEntity } from '../../src/accounts/user.entity.js';
import { CouponEntity } from '../../src/coupons/coupon.entity.js';
import type { Coupon, CouponChanges } from '../../src/coupons/coupon.js';
import { DeviceEntity } from '../../src/devices/device.entity.js';
import type { Device } from '../../src/devices/device.js';
import { MachineEntity } from '../../src/devices/machine.entity.js';
import type { Product } from '../../src/devices/product.js';
import { LotEntity } from '../../src/earning/lot.entity.js';
import type { Lot } from '../../src/earning/lot.js';
import { ExclusionEntity } from '../../src/policy/exclusion.entity.js';
import type { Exclusion } from '../../src/policy/exclusion.js';
import { PolicyEntity } from '../../src/policy/policy.entity.js';
import type { Policy } from '../../src/policy/policy.js';
import { type ExtensionRecord, warrantyOf } from '../../src/warranty/warranty.js';
import { WarrantyExtensionEntity } from '../../src/warranty/warranty-extension.entity.js';

/** The first statement of a change: the person's changes take turns. */
export async function lockPerson(manager: EntityManager, { realUserId }: UserEntity): Promise<void> {
  const person = await manager.findOneOrFail(RealUserEntity, {
    where: { id: realUserId },
    lock: { mode: 'pessimistic_write' },
  });
  person.version += 1;
  await manager.save(person);
}

export async function findPolicies(manager: EntityManager): Promise<Policy[]> {
  const policies = await manager.find(PolicyEntity);
  return policies.map(({ version, effectiveFrom, terms }) => ({ ...JSON.parse(terms), version, effectiveFrom }));
}

export async function findExclusions(manager: EntityManager): Promise<Exclusion[]> {
  const exclusions = await manager.find(ExclusionEntity);
  return exclusions.map(({ reasonEn: en, reasonZh: zh, criteria, ...rest }) => {
    return { ...rest, reason: { en, zh }, criteria: JSON.parse(criteria) };
  });
}

export function findLots(manager: EntityManager, userId: string, today: string): Promise<LotEntity[]> {
  const usable = { redemptionId: IsNull(), expiresOn: MoreThan(today), earnedOn: LessThanOrEqual(today) };
  return manager.findBy(LotEntity, { userId, ...usable });
}

export function findOpenCoupons(manager: EntityManager, userId: string): Promise<CouponEntity[]> {
  return manager.findBy(CouponEntity, { userId, status: 'OPEN' });
}

/** A device with its machine, which is locked. */
export async function findDevice(manager: EntityManager, userId: string, id: string): Promise<Device | null> {
  const found = await manager.findOneBy(DeviceEntity, { id, userId });
  if (found === null) return null;
  const { slot, boundOn, serialNumber } = found;
  const row = await manager.findOneOrFail(MachineEntity, {
    where: { serialNumber },
    lock: { mode: 'pessimistic_write' },
  });
  const extensions = await manager.find(WarrantyExtensionEntity, {
    where: { serialNumber },
    order: { sequence: 'ASC' },
  });
  const warranty = warrantyOf(row, extensionRecords(extensions));
  const product = { ...row, customBuild: row.customBuild === 1 } as Product;
  return {
    id,
    userId,
    slot,
    boundOn,
    machine: { serialNumber, product, warranty, extensionsRecorded: extensions.length },
  };
}

/** The columns have the words of the domain's types. */
export function extensionRecords(extensions: readonly WarrantyExtensionEntity[]): ExtensionRecord[] {
  return extensions.map(({ kind, months, extendedOn }) => {
    return { kind: kind as ExtensionRecord['kind'], months, extendedOn };
  });
}

export const asLots = (lots: readonly LotEntity[]) => lots as unknown as Lot[];
export const asCoupons = (coupons: readonly CouponEntity[]) => coupons as unknown as Coupon[];

/** Saves first what closes, so that what is issued finds its place free; in one call inserts would come first. */
export async function saveCoupons(manager: EntityManager, { changed, issued }: CouponChanges): Promise<void> {
  for (const coupons of [changed, issued]) {
    await manager.save(
      coupons.map((coupon) => {
        return manager.create(CouponEntity, { ...coupon, openKey: coupon.status === 'OPEN' ? 'OPEN' : null });
      }),
    );
  }
}
