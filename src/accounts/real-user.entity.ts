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
}
