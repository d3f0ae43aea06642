import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A version of the programme's numbers (rule P1): published once, never edited. */
@Entity('policies')
@Index('policies_effective_from', ['effectiveFrom', 'version'])
export class PolicyEntity {
  @PrimaryColumn({ type: 'int' })
  version: number;

  @Column({ name: 'effective_from', type: 'date' })
  effectiveFrom: string;

  /** The numbers as JSON, see `PolicyTerms`. */
  @Column({ type: 'text' })
  terms: string;

  @Column({ type: 'varchar', length: 500 })
  reason: string;
}
