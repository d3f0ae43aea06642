import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A lot has room for the id of the redemption that will draw it, so that a draw changes rows where they are. Rows that grow
 * do not fit into their full pages, which InnoDB then puts in order again and again, and splits. In its row format REDUNDANT
 * a column of fixed length keeps its room while it is NULL; in the default, DYNAMIC, it has none.
 */
export class LotsMarkedInPlace1764000000005 implements MigrationInterface {
  name = 'LotsMarkedInPlace1764000000005';

  up(runner: QueryRunner): Promise<void> {
    return changeMark(runner, 'nchar', 'REDUNDANT');
  }

  down(runner: QueryRunner): Promise<void> {
    return changeMark(runner, 'varchar', 'DYNAMIC');
  }
}

async function changeMark(runner: QueryRunner, type: 'nchar' | 'varchar', rowFormat: string): Promise<void> {
  if (runner.dataSource.options.type === 'better-sqlite3') {
    // TypeORM is loaded where there is something to run.
    const { TableColumn } = await import('typeorm');
    const mark = new TableColumn({ name: 'redemption_id', type, length: '30', isNullable: true });
    await runner.changeColumn('lots', 'redemption_id', mark);
  } else {
    const key = `${type === 'nchar' ? 'char' : type}(30) CHARACTER SET ascii COLLATE ascii_bin`;
    await runner.query(`ALTER TABLE lots MODIFY redemption_id ${key} NULL, ROW_FORMAT=${rowFormat}`);
  }
}
