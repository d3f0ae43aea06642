import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A coupon (rule E6). An open one reads as expired from the date on which lapsing days leave it uncovered, before
 * any write closes it.
 */
@Entity('coupons')
@Index('coupons_one_open_a_term', ['userId', 'term', 'openKey'], { unique: true })
@Index('coupons_by_issue', ['userId', 'issuedBy'])
@Check('coupons_open_key', "(status = 'OPEN') = (open_key IS NOT NULL) AND (status = 'OPEN') = (closed_on IS NULL)")
@Check('coupons_cost', 'cost_days > 0 AND months > 0')
export class CouponEntity {
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 30 })
  userId: string;

  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ type: 'varchar', length: 16 })
  term: string;

  @Column({ type: 'int' })
  months: number;

  @Column({ name: 'cost_days', type: 'int' })
  costDays: number;

  @Column({ type: 'varchar', length: 16 })
  status: string;

  /** 'OPEN' while it is, else null: the unique key then allows one open coupon a term and any number of closed. */
  @Column({ name: 'open_key', type: 'varchar', length: 4, nullable: true })
  openKey: string | null;

  @Column({ name: 'issued_on', type: 'date' })
  issuedOn: string;

  /** The first date on which lapsing days leave it uncovered if nothing else changes; renewed by each write. */
  @Column({ name: 'expires_on', type: 'date' })
  expiresOn: string;

  /** The grant or the redemption after which the balance covered it. */
  @Column({ name: 'issued_by', type: 'varchar', length: 30 })
  issuedBy: string;

  @Column({ name: 'closed_on', type: 'date', nullable: true })
  closedOn: string | null;
}
