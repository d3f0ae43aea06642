import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first tables. One text for both engines: only the collation of keys differs. */
export class Initial1764000000001 implements MigrationInterface {
  name = 'Initial1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    const server = runner.dataSource.options.type !== 'better-sqlite3';
    // Keys are ASCII and compared byte by byte; MySQL's default would take ŜN for SN.
    const key = (length: number) => `varchar(${length})${server ? ' CHARACTER SET ascii COLLATE ascii_bin' : ''}`;
    const text = server ? 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
    const words = (length: number) => `varchar(${length}) ${text}`;
    const document = `text ${text}`;
    const instant = 'datetime(3)';
    const integer = server ? 'int' : 'integer';
    // TypeORM reads a CHECK back from SQLite only where its name stands in double quotes.
    const check = (name: string, law: string) => `CONSTRAINT ${server ? name : `"${name}"`} CHECK (${law})`;
    const openIffKeyed = "(status = 'OPEN') = (open_key IS NOT NULL) AND (status = 'OPEN') = (closed_on IS NULL)";

    const statements = [
      `CREATE TABLE real_users (
        id ${key(30)} NOT NULL,
        version ${integer} NOT NULL,
        PRIMARY KEY (id))`,

      `CREATE TABLE users (
        id ${key(30)} NOT NULL,
        subject ${key(128)} NOT NULL,
        real_user_id ${key(30)} NOT NULL,
        suspended_at ${instant} NULL,
        suspended_on date NULL,
        suspension_reason ${words(500)} NULL,
        created_at ${instant} NOT NULL,
        PRIMARY KEY (id))`,
      'CREATE UNIQUE INDEX users_subject ON users (subject)',
      'CREATE INDEX users_real_user ON users (real_user_id)',

      `CREATE TABLE machines (
        serial_number ${key(14)} NOT NULL,
        version ${integer} NOT NULL,
        machine_type ${words(32)} NULL,
        mtm ${words(32)} NULL,
        brand ${words(64)} NOT NULL,
        series ${words(64)} NOT NULL,
        model_name ${words(128)} NOT NULL,
        category ${key(16)} NOT NULL,
        sales_region ${words(16)} NOT NULL,
        custom_build ${integer} NOT NULL,
        shipped_on date NOT NULL,
        base_warranty_months ${integer} NOT NULL,
        purchased_on date NULL,
        PRIMARY KEY (serial_number),
        ${check('machines_base_warranty', 'base_warranty_months > 0')})`,

      `CREATE TABLE devices (
        id ${key(30)} NOT NULL,
        user_id ${key(30)} NOT NULL,
        slot ${integer} NOT NULL,
        serial_number ${key(14)} NOT NULL,
        bound_at ${instant} NOT NULL,
        bound_on date NOT NULL,
        PRIMARY KEY (id),
        ${check('devices_slot_counts_from_one', 'slot > 0')})`,
      'CREATE UNIQUE INDEX devices_serial_number ON devices (serial_number)',
      'CREATE UNIQUE INDEX devices_slot ON devices (user_id, slot)',

      `CREATE TABLE warranty_extensions (
        serial_number ${key(14)} NOT NULL,
        sequence ${integer} NOT NULL,
        kind ${key(16)} NOT NULL,
        months ${integer} NOT NULL,
        extended_on date NOT NULL,
        redemption_id ${key(30)} NULL,
        PRIMARY KEY (serial_number, sequence),
        ${check('warranty_extensions_months', 'months > 0')})`,

      `CREATE TABLE check_ins (
        user_id ${key(30)} NOT NULL,
        checked_in_on date NOT NULL,
        checked_in_at ${instant} NOT NULL,
        channel ${key(8)} NOT NULL,
        streak ${integer} NOT NULL,
        PRIMARY KEY (user_id, checked_in_on),
        ${check('check_ins_streak', 'streak > 0')})`,

      `CREATE TABLE grants (
        user_id ${key(30)} NOT NULL,
        id ${key(30)} NOT NULL,
        source ${key(16)} NOT NULL,
        title ${words(500)} NULL,
        requested_days ${integer} NOT NULL,
        granted_days ${integer} NOT NULL,
        earned_at ${instant} NOT NULL,
        earned_on date NOT NULL,
        expires_on date NOT NULL,
        year_earned_days ${integer} NOT NULL,
        policy_version ${integer} NOT NULL,
        awarded_by ${key(30)} NULL,
        award_key ${key(192)} NULL,
        PRIMARY KEY (user_id, id),
        ${check('grants_days', 'requested_days > 0 AND granted_days >= 0 AND granted_days <= requested_days')})`,
      'CREATE INDEX grants_by_date ON grants (user_id, earned_on, id, requested_days, granted_days)',
      'CREATE UNIQUE INDEX grants_award_key ON grants (awarded_by, award_key)',

      `CREATE TABLE lots (
        user_id ${key(30)} NOT NULL,
        draw_order ${key(48)} NOT NULL,
        grant_id ${key(30)} NOT NULL,
        source ${key(16)} NOT NULL,
        days ${integer} NOT NULL,
        earned_on date NOT NULL,
        expires_on date NOT NULL,
        redemption_id ${key(30)} NULL,
        PRIMARY KEY (user_id, draw_order),
        ${check('lots_days', 'days > 0')})`,
      'CREATE INDEX lots_of_redemption ON lots (user_id, redemption_id, draw_order)',
      'CREATE INDEX lots_of_grant ON lots (user_id, grant_id)',

      `CREATE TABLE coupons (
        user_id ${key(30)} NOT NULL,
        id ${key(30)} NOT NULL,
        term ${key(16)} NOT NULL,
        months ${integer} NOT NULL,
        cost_days ${integer} NOT NULL,
        status ${key(16)} NOT NULL,
        open_key ${key(4)} NULL,
        issued_on date NOT NULL,
        expires_on date NOT NULL,
        issued_by ${key(30)} NOT NULL,
        closed_on date NULL,
        PRIMARY KEY (user_id, id),
        ${check('coupons_open_key', openIffKeyed)},
        ${check('coupons_cost', 'cost_days > 0 AND months > 0')})`,
      'CREATE UNIQUE INDEX coupons_one_open_a_term ON coupons (user_id, term, open_key)',
      'CREATE INDEX coupons_by_issue ON coupons (user_id, issued_by)',

      `CREATE TABLE redemptions (
        user_id ${key(30)} NOT NULL,
        id ${key(30)} NOT NULL,
        coupon_id ${key(30)} NOT NULL,
        device_id ${key(30)} NOT NULL,
        serial_number ${key(14)} NOT NULL,
        term ${key(16)} NOT NULL,
        months ${integer} NOT NULL,
        cost_days ${integer} NOT NULL,
        redeemed_at ${instant} NOT NULL,
        redeemed_on date NOT NULL,
        warranty_ends_on_before date NOT NULL,
        warranty_ends_on_after date NOT NULL,
        policy_version ${integer} NOT NULL,
        idempotency_key ${key(192)} NOT NULL,
        PRIMARY KEY (user_id, id),
        ${check('redemptions_cost', 'cost_days > 0 AND months > 0')})`,
      'CREATE UNIQUE INDEX redemptions_coupon ON redemptions (user_id, coupon_id)',
      'CREATE UNIQUE INDEX redemptions_idempotency_key ON redemptions (user_id, idempotency_key)',
      'CREATE INDEX redemptions_by_date ON redemptions (user_id, redeemed_on, id)',

      `CREATE TABLE refusals (
        id ${key(30)} NOT NULL,
        user_id ${key(30)} NOT NULL,
        coupon_id ${key(30)} NULL,
        device_id ${key(30)} NULL,
        refused_at ${instant} NOT NULL,
        violations ${document} NOT NULL,
        PRIMARY KEY (id))`,
      'CREATE INDEX refusals_of_user ON refusals (user_id, id)',

      `CREATE TABLE policies (
        version ${integer} NOT NULL,
        effective_from date NOT NULL,
        terms ${document} NOT NULL,
        reason ${words(500)} NOT NULL,
        PRIMARY KEY (version))`,
      'CREATE INDEX policies_effective_from ON policies (effective_from, version)',

      `CREATE TABLE exclusions (
        id ${key(30)} NOT NULL,
        law ${key(8)} NOT NULL,
        reason_en ${words(500)} NOT NULL,
        reason_zh ${words(500)} NOT NULL,
        since date NOT NULL,
        until date NULL,
        criteria ${document} NOT NULL,
        PRIMARY KEY (id))`,

      `CREATE TABLE audit_entries (
        id ${key(30)} NOT NULL,
        actor_id ${key(30)} NOT NULL,
        action ${key(32)} NOT NULL,
        target ${key(30)} NOT NULL,
        reason ${words(500)} NOT NULL,
        details ${document} NOT NULL,
        recorded_at ${instant} NOT NULL,
        PRIMARY KEY (id))`,
      'CREATE INDEX audit_entries_target ON audit_entries (target, id)',
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'audit_entries',
      'exclusions',
      'policies',
      'refusals',
      'redemptions',
      'coupons',
      'lots',
      'grants',
      'check_ins',
      'warranty_extensions',
      'devices',
      'machines',
      'users',
      'real_users',
    ];
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}
