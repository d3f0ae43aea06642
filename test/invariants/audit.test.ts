import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditCommand } from '../../src/audit/audit-command.js';
import { auditDatabase, invariants } from '../../src/audit/audit-database.js';
import { createEmptyDatabase, engines, openTestDatabase, type TestDatabase } from '../support/database.js';
import { accountCases, type Case, grantCases, nothing } from './audit-cases.js';
import { couponCases } from './audit-coupon-cases.js';
import { type Damage, findingsAfter, loosen } from './audit-damage.js';
import { drawCases, redemptionCases } from './audit-redemption-cases.js';
import { warrantyCases } from './audit-warranty-cases.js';
import { type HealthyWorld, healthyWorld } from './audit-world.js';

const cases: readonly Case[] = [
  ...accountCases,
  ...grantCases,
  ...drawCases,
  ...couponCases,
  ...redemptionCases,
  ...warrantyCases,
];
const kept = cases.filter(([, , findings]) => findings === nothing);
const broken = cases.filter(([, , findings]) => findings !== nothing);

describe.each(engines)('the audit on %s', (engine) => {
  let opened: TestDatabase;
  let world: HealthyWorld;

  beforeAll(async () => {
    opened = await openTestDatabase(engine);
    world = await healthyWorld(opened.database);
  });

  afterAll(() => opened.close());

  test('finds nothing amiss in what the use cases wrote', async () => {
    expect(await auditDatabase(opened.database)).toEqual([]);
  });

  test('reads each range in a fixed number of statements', async () => {
    let statements = 0;
    opened.database.observe(() => {
      statements += 1;
    });
    await auditDatabase(opened.database);
    opened.database.observe(null);
    expect(statements).toBe(12 + 5);
  });

  test('as a command prints a line for each law and exits with 0 when all are kept', async () => {
    const printed: string[] = [];
    expect(await auditCommand({ DATABASE_URL: opened.url }, false, (text) => printed.push(text))).toBe(0);
    const lines = printed.join('\n').split('\n');
    expect(lines).toHaveLength(invariants.length);
    expect(lines.every((line) => line.startsWith('kept\t'))).toBe(true);
  });

  describe('of tables that have lost their constraints', () => {
    beforeAll(() => loosen(opened.database));

    test.each(broken)('reports it when %s', async (_how, damage, findings) => {
      const found = await findingsAfter(opened.database, damage(world));
      expect(found.toSorted()).toEqual(findings(world).toSorted());
    });

    test.each(kept)('reports nothing when %s', async (_how, damage) => {
      expect(await findingsAfter(opened.database, damage(world))).toEqual([]);
    });

    test('has for each law a case that breaks it alone', () => {
      const alone = broken.map(([, , findings]) => new Set(findings(world).map(([invariant]) => invariant)));
      const proven = new Set(alone.filter(({ size }) => size === 1).flatMap((laws) => [...laws]));
      expect([...proven].toSorted()).toEqual(invariants.map(({ name }) => name).toSorted());
    });

    test('leaves no account and no machine out, however many there are', async () => {
      const numbers = Array.from({ length: 600 }, (_, index) => String(index).padStart(6, '0'));
      const damages = numbers.flatMap((number): Damage[] => [
        [
          "INSERT INTO users VALUES (?, ?, 'rlu_none', NULL, NULL, NULL, '2024-01-01 00:00:00')",
          `usr_${number}`,
          number,
        ],
        ["INSERT INTO warranty_extensions VALUES (?, 2, 'PURCHASED', 3, '2024-01-01', NULL)", `X${number}`],
      ]);
      expect(await findingsAfter(opened.database, [...damages, ...machines(numbers)])).toEqual([
        ...numbers.map((number) => ['records-have-an-account', `usr_${number}`]),
        ...numbers.map((number) => ['extensions-are-numbered', `X${number}/2`]),
      ]);
    });

    test('finds nothing amiss once the damage is undone', async () => {
      expect(await auditDatabase(opened.database)).toEqual([]);
    });
  });

  test('as a command prints each offence and exits with 1', async () => {
    await opened.database.transaction((transaction) =>
      transaction.run('UPDATE lots SET days = days + 1 WHERE grant_id = ?', [world.cleoFirst]),
    );
    const printed: string[] = [];
    expect(await auditCommand({ DATABASE_URL: opened.url }, false, (text) => printed.push(text))).toBe(1);
    expect(printed.join('\n')).toContain('1 offence\tlots-add-up: ');
    expect(printed.join('\n')).toContain(`${world.cleoFirst} (lots-add-up): It granted 20 days and its lots have 21.`);

    printed.length = 0;
    expect(await auditCommand({ DATABASE_URL: opened.url }, true, (text) => printed.push(text))).toBe(1);
    const report = JSON.parse(printed.join('\n'));
    expect(report.invariants).toHaveLength(invariants.length);
    expect(report.offences).toEqual([
      { invariant: 'lots-add-up', id: world.cleoFirst, because: 'It granted 20 days and its lots have 21.' },
    ]);
  });

  test('as a command exits with 2 where there are no tables', async () => {
    const empty = await createEmptyDatabase(engine);
    const printed: string[] = [];
    expect(await auditCommand({ DATABASE_URL: empty.url }, false, (text) => printed.push(text))).toBe(2);
    expect(printed.join('\n')).toMatch(/^The audit could not run: /);
    await empty.remove();
  });
});

test.each(['nonsense', 'sqlite:/nowhere/at-all.sqlite', 'mysql://root@127.0.0.1:1/none'])(
  'the audit as a command exits with 2 where no database is: %j',
  async (url) => {
    const printed: string[] = [];
    expect(await auditCommand({ DATABASE_URL: url }, true, (text) => printed.push(text))).toBe(2);
    expect(JSON.parse(printed.join('\n')).error).not.toBe('');
  },
);

/** Machines like one that is there, under other serial numbers. */
function machines(numbers: readonly string[]): Damage[] {
  const rest = `version, machine_type, mtm, brand, series, model_name, category, sales_region, custom_build, shipped_on,
    base_warranty_months, purchased_on`;
  const sql = `INSERT INTO machines (serial_number, ${rest}) SELECT ?, ${rest} FROM machines WHERE serial_number = ?`;
  return numbers.map((number) => [sql, `X${number}`, 'FREE0001']);
}
