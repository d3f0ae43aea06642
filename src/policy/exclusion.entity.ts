import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Products that can't redeem (rules M1 to M5), as data: the business may change them on any day. */
@Entity('exclusions')
export class ExclusionEntity {
  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  /** The law it comes from, such as `M1`. */
  @Column({ type: 'varchar', length: 8 })
  law: string;

  @Column({ name: 'reason_en', type: 'varchar', length: 500 })
  reasonEn: string;

  @Column({ name: 'reason_zh', type: 'varchar', length: 500 })
  reasonZh: string;

  @Column({ type: 'date' })
  since: string;

  /** The first date on which it no longer holds; null while no end is set. */
  @Column({ type: 'date', nullable: true })
  until: string | null;

  /** Which products, as JSON, see `ProductCriteria`. */
  @Column({ type: 'text' })
  criteria: string;
}
