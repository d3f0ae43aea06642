import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One staff action on the append-only trail: who, when, what, why. */
@Entity('audit_entries')
@Index('audit_entries_target', ['target', 'id'])
export class AuditEntryEntity {
  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ name: 'actor_id', type: 'varchar', length: 30 })
  actorId: string;

  @Column({ type: 'varchar', length: 32 })
  action: string;

  /** The id or serial number it was done to. */
  @Column({ type: 'varchar', length: 30 })
  target: string;

  @Column({ type: 'varchar', length: 500 })
  reason: string;

  /** What was asked for, as JSON. */
  @Column({ type: 'text' })
  details: string;

  @Column({ name: 'recorded_at', type: 'datetime', precision: 3 })
  recordedAt: string;
}
