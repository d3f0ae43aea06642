import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The key of a lot tells its grant and when it lapses, so that both a grant's lots and those that a redemption drew are
 * ranges of it. Without two more indices a redemption of ninety one-day grants changes ninety rows and no more.
 */
export class LotsByTheirKey1764000000003 implements MigrationInterface {
  name = 'LotsByTheirKey1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    const ofTable = runner.dataSource.options.type === 'better-sqlite3' ? '' : ' ON lots';
    await runner.query(`DROP INDEX lots_of_redemption${ofTable}`);
    await runner.query(`DROP INDEX lots_of_grant${ofTable}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX lots_of_redemption ON lots (user_id, redemption_id, draw_order)');
    await runner.query('CREATE INDEX lots_of_grant ON lots (user_id, grant_id)');
  }
}
