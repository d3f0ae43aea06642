import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A machine of the product registry, by its serial number (rule D4), whether somebody has bound it or not. */
@Entity('machines')
@Check('machines_base_warranty', 'base_warranty_months > 0')
export class MachineEntity {
  @PrimaryColumn({ name: 'serial_number', type: 'varchar', length: 14 })
  serialNumber: string;

  /** Raised by whatever changes the machine, its warranty or its binding, which so take turns. */
  @Column({ type: 'int' })
  version: number;

  @Column({ name: 'machine_type', type: 'varchar', length: 32, nullable: true })
  machineType: string | null;

  @Column({ type: 'varchar', length: 32, nullable: true })
  mtm: string | null;

  @Column({ type: 'varchar', length: 64 })
  brand: string;

  @Column({ type: 'varchar', length: 64 })
  series: string;

  @Column({ name: 'model_name', type: 'varchar', length: 128 })
  modelName: string;

  @Column({ type: 'varchar', length: 16 })
  category: string;

  @Column({ name: 'sales_region', type: 'varchar', length: 16 })
  salesRegion: string;

  /** 1 for a special CTO build (rule M6), else 0. */
  @Column({ name: 'custom_build', type: 'int' })
  customBuild: number;

  @Column({ name: 'shipped_on', type: 'date' })
  shippedOn: string;

  @Column({ name: 'base_warranty_months', type: 'int' })
  baseWarrantyMonths: number;

  /** The purchase date of an accepted invoice (rule W2). */
  @Column({ name: 'purchased_on', type: 'date', nullable: true })
  purchasedOn: string | null;
}
