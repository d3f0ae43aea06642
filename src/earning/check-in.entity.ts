import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One check-in; the key allows one a date (rule E1). */
@Entity('check_ins')
@Check('check_ins_streak', 'streak > 0')
export class CheckInEntity {
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 30 })
  userId: string;

  @PrimaryColumn({ name: 'checked_in_on', type: 'date' })
  checkedInOn: string;

  @Column({ name: 'checked_in_at', type: 'datetime', precision: 3 })
  checkedInAt: string;

  @Column({ type: 'varchar', length: 8 })
  channel: string;

  /** Consecutive dates checked in up to and including this one. */
  @Column({ type: 'int' })
  streak: number;
}
