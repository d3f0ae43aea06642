import { RealUserEntity } from '../accounts/real-user.entity.js';
import { UserEntity } from '../accounts/user.entity.js';
import { CouponEntity } from '../coupons/coupon.entity.js';
import { DeviceEntity } from '../devices/device.entity.js';
import { MachineEntity } from '../devices/machine.entity.js';
import { CheckInEntity } from '../earning/check-in.entity.js';
import { GrantEntity } from '../earning/grant.entity.js';
import { LotEntity } from '../earning/lot.entity.js';
import { ExclusionEntity } from '../policy/exclusion.entity.js';
import { PolicyEntity } from '../policy/policy.entity.js';
import { RedemptionEntity } from '../redemption/redemption.entity.js';
import { RefusalEntity } from '../redemption/refusal.entity.js';
import { AuditEntryEntity } from '../staff/audit-entry.entity.js';
import { WarrantyExtensionEntity } from '../warranty/warranty-extension.entity.js';

/** Every table of the service. */
export const entities = [
  RealUserEntity,
  UserEntity,
  MachineEntity,
  DeviceEntity,
  WarrantyExtensionEntity,
  CheckInEntity,
  GrantEntity,
  LotEntity,
  CouponEntity,
  RedemptionEntity,
  RefusalEntity,
  PolicyEntity,
  ExclusionEntity,
  AuditEntryEntity,
];
