import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The irreversible use of a coupon on a device (rule W5). */
@Entity('redemptions')
@Index('redemptions_coupon', ['userId', 'couponId'], { unique: true })
@Index('redemptions_idempotency_key', ['userId', 'idempotencyKey'], { unique: true })
@Index('redemptions_by_date', ['userId', 'redeemedOn', 'id'])
@Check('redemptions_cost', 'cost_days > 0 AND months > 0')
export class RedemptionEntity {
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 30 })
  userId: string;

  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ name: 'coupon_id', type: 'varchar', length: 30 })
  couponId: string;

  @Column({ name: 'device_id', type: 'varchar', length: 30 })
  deviceId: string;

  @Column({ name: 'serial_number', type: 'varchar', length: 14 })
  serialNumber: string;

  @Column({ type: 'varchar', length: 16 })
  term: string;

  @Column({ type: 'int' })
  months: number;

  @Column({ name: 'cost_days', type: 'int' })
  costDays: number;

  @Column({ name: 'redeemed_at', type: 'datetime', precision: 3 })
  redeemedAt: string;

  @Column({ name: 'redeemed_on', type: 'date' })
  redeemedOn: string;

  @Column({ name: 'warranty_ends_on_before', type: 'date' })
  warrantyEndsOnBefore: string;

  @Column({ name: 'warranty_ends_on_after', type: 'date' })
  warrantyEndsOnAfter: string;

  /** The policy under which it was judged (rule P2). */
  @Column({ name: 'policy_version', type: 'int' })
  policyVersion: number;

  /** The user's own key (rule R7), percent-encoded. */
  @Column({ name: 'idempotency_key', type: 'varchar', length: 192 })
  idempotencyKey: string;
}
