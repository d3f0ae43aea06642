import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Months added to a machine's warranty, by a redemption (rule W5) or bought from the maker (rule W7). The
 * warranty's end is not stored: it is the base end with each extension's months added in turn.
 */
@Entity('warranty_extensions')
@Check('warranty_extensions_months', 'months > 0')
export class WarrantyExtensionEntity {
  @PrimaryColumn({ name: 'serial_number', type: 'varchar', length: 14 })
  serialNumber: string;

  /** Counts a machine's extensions from 1: two can't both be the next. */
  @PrimaryColumn({ type: 'int' })
  sequence: number;

  @Column({ type: 'varchar', length: 16 })
  kind: string;

  @Column({ type: 'int' })
  months: number;

  @Column({ name: 'extended_on', type: 'date' })
  extendedOn: string;

  @Column({ name: 'redemption_id', type: 'varchar', length: 30, nullable: true })
  redemptionId: string | null;
}
