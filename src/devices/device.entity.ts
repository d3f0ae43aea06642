import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The binding of a machine to an account, for good (rules D1 to D3). */
@Entity('devices')
@Index('devices_serial_number', ['serialNumber'], { unique: true })
@Index('devices_slot', ['userId', 'slot'], { unique: true })
@Check('devices_slot_counts_from_one', 'slot > 0')
export class DeviceEntity {
  @PrimaryColumn({ type: 'varchar', length: 30 })
  id: string;

  @Column({ name: 'user_id', type: 'varchar', length: 30 })
  userId: string;

  /** The account's first device has slot 1, the next 2: no two bindings can take the same last place (rule D1). */
  @Column({ type: 'int' })
  slot: number;

  @Column({ name: 'serial_number', type: 'varchar', length: 14 })
  serialNumber: string;

  @Column({ name: 'bound_at', type: 'datetime', precision: 3 })
  boundAt: string;

  @Column({ name: 'bound_on', type: 'date' })
  boundOn: string;
}
