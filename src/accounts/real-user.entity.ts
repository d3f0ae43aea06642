import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The person behind one account or several linked ones (rule R5). The row owns every limit that counts over a
 * person or an account: whatever changes days, devices or redemptions first raises its version, and so takes
 * turns.
 */
@Entity('real_users')
export class RealUserEntity {
  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ type: 'int' })
  version: number;

  /**
   * The instant of the latest turn, in milliseconds since 1970; 0 before there was one. It only grows: whatever links
   * accounts, which is not offered yet, must give the person the later `turn_at` of the two.
   */
  @Column({ name: 'turn_at', type: 'bigint', default: 0 })
  turnAt: number;
}
