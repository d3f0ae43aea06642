import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A person's turns follow each other whichever process has them, whatever its clock says: the row that is locked keeps the
 * instant of the latest one, from which the ids and dates of what it records are made.
 */
export class TurnsOfAPerson1764000000004 implements MigrationInterface {
  name = 'TurnsOfAPerson1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE real_users ADD COLUMN turn_at bigint NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE real_users DROP COLUMN turn_at');
  }
}
