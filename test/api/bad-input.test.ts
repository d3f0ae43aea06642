import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, type Client, NOTEBOOK, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { codeOf, Member, newSerialNumber } from './member.js';

const REGISTER = `mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) { __typename } }`;
const AWARD = 'mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename } }';
const SUSPEND = 'mutation ($input: SuspendUserInput!) { suspendUser(input: $input) { __typename } }';

describe.each(engines)('input that can’t be on %s', (engine) => {
  let api: Api;
  let member: Member;
  let staff: Client;
  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2023-02-01');
    member = await Member.of(api, 'member');
    await member.bindNew();
    staff = await api.as('staff', { roles: ['OPERATOR', 'MODERATOR'] });
  });
  afterAll(() => api.stop());

  describe('a date', () => {
    const dates = [
      ...['2023-02-29', '2100-02-29', '2023-13-01', '2023-00-10', '2023-01-32', '2023-04-31', '0000-00-00'],
      ...['9999-12-31', '2023-1-1', '20230101', '2023-01-01T00:00:00Z', ' 2023-01-01', '2023-01-01 ', '01-01-2023'],
      ...['', 'today', '+2023-01-01', '-2023-01-01', '２０２３-01-01', '2023‐01‐01', '2023-01-01\u0000'],
    ];

    test.each(dates)('%j is refused wherever it is given', async (on) => {
      const queries = [
        'query ($on: Date) { policy(on: $on) { version } }',
        'query ($on: Date) { exclusions(on: $on) { id } }',
        'query ($on: Date) { me { devices { eligibility(on: $on) { term } } } }',
      ];
      for (const query of queries) expect(codeOf(await member.client.send(query, { on }))).toBe('BAD_USER_INPUT');
      const serialNumber = newSerialNumber();
      const input = { reason: 'x', machines: [{ ...NOTEBOOK, serialNumber, shippedOn: on }] };
      expect(codeOf(await staff.send(REGISTER, { input }))).toBe('BAD_USER_INPUT');
      expect((await member.lookUp(serialNumber)).__typename).toBe('SerialNumberNotFound');
    });

    test.each([[20230101], [0], [1e21], [true], [{}], [['2023-01-01', '2023-01-02']]])('can’t be %j', async (on) => {
      const query = 'query ($on: Date) { policy(on: $on) { version } }';
      expect(codeOf(await member.client.send(query, { on }))).toBe('BAD_USER_INPUT');
    });

    test.each(['2024-02-29', '2023-12-31', '2010-01-01'])('%s is one', async (on) => {
      const query = 'query ($on: Date) { policy(on: $on) { version } }';
      expect(await member.client.data(query, { on })).toEqual({ policy: { version: 1 } });
    });
  });

  describe('a number', () => {
    const numbers = [2 ** 31, -(2 ** 31) - 1, 1e21, 0.5, '1', true, [1, 2], {}];

    test.each(numbers)('%j is refused as days, as months, as a year and as a page', async (number) => {
      const award = { userId: await api.userId('member'), days: number, source: 'SHOWCASE', reason: 'x' };
      expect(codeOf(await staff.send(AWARD, { input: award }))).toBe('BAD_USER_INPUT');
      const machine = { ...NOTEBOOK, serialNumber: newSerialNumber(), baseWarrantyMonths: number };
      expect(codeOf(await staff.send(REGISTER, { input: { reason: 'x', machines: [machine] } }))).toBe(
        'BAD_USER_INPUT',
      );
      const year = 'query ($n: Int) { me { year(year: $n) { year } } }';
      expect(codeOf(await member.client.send(year, { n: number }))).toBe('BAD_USER_INPUT');
      const page = 'query ($n: Int! = 20) { me { grants(first: $n) { totalCount } } }';
      expect(codeOf(await member.client.send(page, { n: number }))).toBe('BAD_USER_INPUT');
      expect(await member.days()).toBe(0);
    });

    test.each([
      [-1, 'BAD_USER_INPUT'],
      [0, 'BAD_USER_INPUT'],
      [2 ** 31 - 1, 'BAD_USER_INPUT'],
      [2010, undefined],
      [2023, undefined],
      [2024, undefined],
    ])('%d as a year is answered %s', async (year, code) => {
      const query = 'query ($year: Int) { me { year(year: $year) { year } } }';
      expect(codeOf(await member.client.send(query, { year }))).toBe(code);
    });
  });

  describe('a reason', () => {
    test.each([
      ['', 'BAD_USER_INPUT'],
      ['x', undefined],
      ['因'.repeat(500), undefined],
      ['因'.repeat(501), 'BAD_USER_INPUT'],
    ])('%j is answered %s wherever staff give one', async (reason, code) => {
      const userId = await api.userId('reasoned');
      const award = { userId, days: 1, source: 'CAMPAIGN', reason };
      const machines = [{ ...NOTEBOOK, serialNumber: newSerialNumber() }];
      expect(codeOf(await staff.send(AWARD, { input: award }))).toBe(code);
      expect(codeOf(await staff.send(REGISTER, { input: { reason, machines } }))).toBe(code);
      const suspended = await staff.send(SUSPEND, { input: { userId, reason } });
      expect(codeOf(suspended)).toBe(code);
      const reinstate = SUSPEND.replaceAll('Suspend', 'Reinstate').replaceAll('suspend', 'reinstate');
      expect(codeOf(await staff.send(reinstate, { input: { userId, reason } }))).toBe(code);
    });

    test.each([[AWARD], [REGISTER], [SUSPEND]])('can’t be left out of %s', async (mutation) => {
      const userId = await api.userId('member');
      const whole = mutation === REGISTER ? { machines: [] } : { userId };
      const input = mutation === AWARD ? { ...whole, days: 1, source: 'CAMPAIGN' } : whole;
      expect(codeOf(await staff.send(mutation, { input }))).toBe('BAD_USER_INPUT');
      expect((await member.account()).status).toBe('ACTIVE');
    });
  });

  describe('an enum value', () => {
    test.each([['check_in'], ['OTHER'], [''], [0], [null], ['__proto__'], ['constructor']])(
      '%j is no source of days',
      async (source) => {
        const input = { userId: await api.userId('member'), days: 1, source, reason: 'x' };
        expect(codeOf(await staff.send(AWARD, { input }))).toBe('BAD_USER_INPUT');
        expect(await member.days()).toBe(0);
      },
    );
  });

  describe('text', () => {
    test.each([
      ["'; DROP TABLE grants; --"],
      ['"quotes" \\ and `more`'],
      ['right-to-left \u202e and zero\u200bwidth'],
      ['\ud83d\udcbb four bytes'],
      ['<script>alert(1)</script>'],
      ['{count, plural, one {#}}'],
      ['%s %d ?'],
    ])('%j comes back as it was sent', async (reason) => {
      const subject = `text-${Buffer.from(reason).toString('hex').slice(0, 16)}`;
      const input = { userId: await api.userId(subject), days: 1, source: 'CAMPAIGN', reason };
      expect(codeOf(await staff.send(AWARD, { input }))).toBeUndefined();
      expect((await (await Member.of(api, subject)).grants()).edges[0].node.title).toBe(reason);
    });

    test('with a field that the input does not have is refused', async () => {
      const input = { userId: await api.userId('member'), days: 1, source: 'CAMPAIGN', reason: 'x', role: 'OPERATOR' };
      expect(codeOf(await staff.send(AWARD, { input }))).toBe('BAD_USER_INPUT');
    });

    test.each([['\u0000'], ['a \ud83d lone half']])('%j is answered, and not by a failure', async (text) => {
      const input = { userId: await api.userId('halves'), days: 1, source: 'CAMPAIGN', reason: text };
      expect([undefined, 'BAD_USER_INPUT']).toContain(codeOf(await staff.send(AWARD, { input })));
      const machine = { ...NOTEBOOK, serialNumber: newSerialNumber(), modelName: text };
      const answer = await staff.send(REGISTER, { input: { reason: 'x', machines: [machine] } });
      expect([undefined, 'BAD_USER_INPUT']).toContain(codeOf(answer));
    });
  });
});
