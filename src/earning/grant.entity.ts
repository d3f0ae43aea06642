import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One earning of days (rule E7). What it granted never changes; what became of it, its lots tell. */
@Entity('grants')
@Index('grants_by_date', ['userId', 'earnedOn', 'id', 'requestedDays', 'grantedDays'])
@Index('grants_award_key', ['awardedBy', 'awardKey'], { unique: true })
@Check('grants_days', 'requested_days > 0 AND granted_days >= 0 AND granted_days <= requested_days')
export class GrantEntity {
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 30 })
  userId: string;

  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ type: 'varchar', length: 16 })
  source: string;

  /** What it was awarded for, in the words of who awarded it; null for a check-in. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  title: string | null;

  @Column({ name: 'requested_days', type: 'int' })
  requestedDays: number;

  @Column({ name: 'granted_days', type: 'int' })
  grantedDays: number;

  @Column({ name: 'earned_at', type: 'datetime', precision: 3 })
  earnedAt: string;

  @Column({ name: 'earned_on', type: 'date' })
  earnedOn: string;

  @Column({ name: 'expires_on', type: 'date' })
  expiresOn: string;

  /** Days earned in the calendar year, this grant's included: what its notice tells (rule E4). */
  @Column({ name: 'year_earned_days', type: 'int' })
  yearEarnedDays: number;

  /** The policy under which it was earned, and whose terms it keeps (rule P2). */
  @Column({ name: 'policy_version', type: 'int' })
  policyVersion: number;

  @Column({ name: 'awarded_by', type: 'varchar', length: 30, nullable: true })
  awardedBy: string | null;

  @Column({ name: 'award_key', type: 'varchar', length: 192, nullable: true })
  awardKey: string | null;
}
