import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A part of a grant that is drawn whole: open until a redemption marks it. A grant begins as one lot; a
 * redemption that needs less than the last lot it draws splits that one.
 *
 * There is no counter of remaining days: a balance is the sum over open lots that have not lapsed.
 */
@Entity('lots')
@Check('lots_days', 'days > 0')
export class LotEntity {
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 30 })
  userId: string;

  /** The key is the order in which days are drawn (rule R1), see `drawOrder`. */
  @PrimaryColumn({ name: 'draw_order', type: 'varchar', length: 48 })
  drawOrder: string;

  @Column({ name: 'grant_id', type: 'varchar', length: 30 })
  grantId: string;

  @Column({ type: 'varchar', length: 16 })
  source: string;

  @Column({ type: 'int' })
  days: number;

  @Column({ name: 'earned_on', type: 'date' })
  earnedOn: string;

  /** The first date on which the days can no longer be used (rule E5). */
  @Column({ name: 'expires_on', type: 'date' })
  expiresOn: string;

  /** Of fixed length, so that a draw changes the row where it is (decision 21); TypeORM has `nchar` on both engines for it. */
  @Column({ name: 'redemption_id', type: 'nchar', length: 30, nullable: true })
  redemptionId: string | null;
}
