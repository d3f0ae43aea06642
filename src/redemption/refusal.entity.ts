import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A refused redemption, kept so that support can tell a member what happened. Its id is the `reference`. */
@Entity('refusals')
@Index('refusals_of_user', ['userId', 'id'])
export class RefusalEntity {
  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ name: 'user_id', type: 'varchar', length: 30 })
  userId: string;

  /** Null when what the client sent is no coupon's id. */
  @Column({ name: 'coupon_id', type: 'varchar', length: 30, nullable: true })
  couponId: string | null;

  /** Null when what the client sent is no device's id. */
  @Column({ name: 'device_id', type: 'varchar', length: 30, nullable: true })
  deviceId: string | null;

  @Column({ name: 'refused_at', type: 'datetime', precision: 3 })
  refusedAt: string;

  /** The violations as they were found, in the programme's order, as JSON. */
  @Column({ type: 'text' })
  violations: string;
}
