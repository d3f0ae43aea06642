import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An account: the immutable `sub` of its tokens (rule D3a), whoever the person behind it is. */
@Entity('users')
@Index('users_subject', ['subject'], { unique: true })
@Index('users_real_user', ['realUserId'])
export class UserEntity {
  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ type: 'varchar', length: 128 })
  subject: string;

  @Column({ name: 'real_user_id', type: 'varchar', length: 30 })
  realUserId: string;

  /** Set while the account is suspended (rule R6), with the date that instant had in the programme. */
  @Column({ name: 'suspended_at', type: 'datetime', precision: 3, nullable: true })
  suspendedAt: string | null;

  @Column({ name: 'suspended_on', type: 'date', nullable: true })
  suspendedOn: string | null;

  @Column({ name: 'suspension_reason', type: 'varchar', length: 500, nullable: true })
  suspensionReason: string | null;

  @Column({ name: 'created_at', type: 'datetime', precision: 3 })
  createdAt: string;
}
