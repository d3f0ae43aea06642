import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, type Client, NOTEBOOK, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { codeOf, Member, newSerialNumber } from './member.js';

type Data = Answer['data'];

const REGISTER = `mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) { __typename
  ... on RegisterMachinesSuccess { registered updated }
  ... on MachinesRejected { message rejected { index serialNumber message } } } }`;

const AWARD = `mutation ($input: AwardDaysInput!) { awardDays(input: $input) { __typename ... on UserError { message }
  ... on AwardDaysSuccess { grant { id grantedDays source } user { id balance { availableDays } } } } }`;

describe.each(engines)('staff on %s', (engine) => {
  let api: Api;
  let operator: Client;
  let moderator: Client;
  let reader: Member;
  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2023-06-01');
    operator = await api.as('operator', { roles: ['OPERATOR'] });
    moderator = await api.as('moderator', { roles: ['MODERATOR'] });
    reader = await Member.of(api, 'reader');
  });
  afterAll(() => api.stop());

  const send = (machines: readonly object[], reason = 'Delivery') =>
    operator.send(REGISTER, { input: { reason, machines: machines.map((machine) => ({ ...NOTEBOOK, ...machine })) } });
  const register = async (...machines: readonly object[]): Promise<Data> =>
    (await send(machines)).data.registerMachines;
  const isKnown = async (serialNumber: string) => (await reader.lookUp(serialNumber)).__typename === 'DeviceLookup';

  describe('that register machines', () => {
    test('update a known one while it is unbound, whatever form names it', async () => {
      const [known, fresh] = [newSerialNumber(), newSerialNumber()];
      expect(await register({ serialNumber: known })).toMatchObject({ registered: 1, updated: 0 });
      const label = known.toLowerCase().replace('pf', 'pf - ');
      expect(
        await register({ serialNumber: label, modelName: 'Another', shippedOn: '2022-05-05' }, { serialNumber: fresh }),
      ).toEqual({ __typename: 'RegisterMachinesSuccess', registered: 1, updated: 1 });
      expect(await reader.lookUp(known)).toMatchObject({
        product: { modelName: 'Another' },
        warranty: { serialNumber: known, startsOn: '2022-05-05' },
      });
    });

    test('leave a bound one as it is, and with it all others', async () => {
      const owner = await Member.of(api, 'owner');
      await owner.bindNew();
      const [{ serialNumber }] = (await owner.account()).devices;
      const fresh = newSerialNumber();
      const answer = await register({ serialNumber: fresh }, { serialNumber, modelName: 'Another' });
      expect(answer).toMatchObject({ __typename: 'MachinesRejected', rejected: [{ index: 1, serialNumber }] });
      expect(await isKnown(fresh)).toBe(false);
      expect((await owner.lookUp(serialNumber)).product.modelName).toBe(NOTEBOOK.modelName);
    });

    test('take all or nothing, and are told each that can’t be taken', async () => {
      const fresh = newSerialNumber();
      const answer = await register(
        { serialNumber: 'bad serial' },
        { serialNumber: fresh },
        { serialNumber: newSerialNumber(), shippedOn: '2023-06-02' },
        { serialNumber: newSerialNumber(), baseWarrantyMonths: 0 },
        { serialNumber: newSerialNumber(), baseWarrantyMonths: 61 },
        { serialNumber: newSerialNumber(), baseWarrantyMonths: -1 },
        { serialNumber: newSerialNumber(), salesRegion: 'ZZ9' },
      );
      expect(answer.__typename).toBe('MachinesRejected');
      expect(answer.rejected.map(({ index }: Data) => index)).toEqual([0, 2, 3, 4, 5, 6]);
      expect(answer.rejected[0].serialNumber).toBe('bad serial');
      expect(await isKnown(fresh)).toBe(false);
    });

    test.each([
      ['shipped yesterday', { shippedOn: '2023-05-31' }],
      ['shipped today', { shippedOn: '2023-06-01' }],
      ['with one month of warranty', { baseWarrantyMonths: 1 }],
      ['with 60 months of warranty', { baseWarrantyMonths: 60 }],
      ['for the United States', { salesRegion: 'US' }],
      ['for some place overseas', { salesRegion: 'OVERSEAS' }],
      ['of no series', { series: '' }],
    ])('take one %s', async (_, machine) => {
      expect(await register({ serialNumber: newSerialNumber(), ...machine })).toMatchObject({ registered: 1 });
    });

    test('refuse one that is named twice, in two forms', async () => {
      const serialNumber = newSerialNumber();
      const answer = await register({ serialNumber }, { serialNumber: serialNumber.toLowerCase() });
      expect(answer.__typename).toBe('MachinesRejected');
      expect(answer.rejected.map(({ index }: Data) => index)).toContain(1);
      expect(await isKnown(serialNumber)).toBe(false);
    });

    test('take 1,000 at once, and not 1,001, and not none', async () => {
      const machines = Array.from({ length: 1001 }, () => ({ serialNumber: newSerialNumber() }));
      expect(codeOf(await send(machines))).toBe('BAD_USER_INPUT');
      expect(codeOf(await send([]))).toBe('BAD_USER_INPUT');
      expect(await isKnown(machines[0]?.serialNumber as string)).toBe(false);
      expect(await register(...machines.slice(0, 1000))).toMatchObject({ registered: 1000, updated: 0 });
      expect(await isKnown(machines[999]?.serialNumber as string)).toBe(true);
      expect(await isKnown(machines[1000]?.serialNumber as string)).toBe(false);
      expect(await register(...machines.slice(1))).toMatchObject({ registered: 1, updated: 999 });
    });
  });

  describe('that award days', () => {
    const award = async (subject: string, input: object): Promise<Data> => {
      const whole = { userId: await api.userId(subject), days: 10, source: 'CAMPAIGN', reason: 'Front page', ...input };
      return (await moderator.data(AWARD, { input: whole })).awardDays;
    };

    test('get the same grant again for the same key and input', async () => {
      const first = await award('retried', { idempotencyKey: 'award of today' });
      expect(await award('retried', { idempotencyKey: 'award of today' })).toMatchObject({ grant: first.grant });
      await api.moveTo('2023-06-02');
      expect(await award('retried', { idempotencyKey: 'award of today' })).toMatchObject({ grant: first.grant });
      await api.moveTo('2023-06-01');
      expect(await (await Member.of(api, 'retried')).days()).toBe(10);
    });

    test('ten at once with one key are one grant', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => award('hammered', { idempotencyKey: 'ten at once' })),
      );
      expect(new Set(answers.map(({ grant }) => grant?.id)).size).toBe(1);
      expect(await (await Member.of(api, 'hammered')).days()).toBe(10);
    });

    test.each([[{ days: 11 }], [{ source: 'SHOWCASE' }]])('can’t use a key again for %j', async (other) => {
      const subject = `other-${Object.keys(other)[0]}`;
      const idempotencyKey = `key of ${subject}`;
      await award(subject, { idempotencyKey });
      expect(await award(subject, { ...other, idempotencyKey })).toMatchObject({ __typename: 'IdempotencyKeyReused' });
      expect(await award(`${subject}-else`, { idempotencyKey })).toMatchObject({ __typename: 'IdempotencyKeyReused' });
      expect(await (await Member.of(api, subject)).days()).toBe(10);
    });

    test('without a key award twice', async () => {
      await award('twice', {});
      await award('twice', {});
      expect(await (await Member.of(api, 'twice')).days()).toBe(20);
    });

    test('leave a key free by an award that was refused', async () => {
      const idempotencyKey = 'out of range first';
      expect(await award('free', { days: 361, idempotencyKey })).toMatchObject({ __typename: 'DaysOutOfRange' });
      expect(await award('free', { days: 360, idempotencyKey })).toMatchObject({ __typename: 'AwardDaysSuccess' });
    });

    test.each([['x'], [''], ['é'], ['1']])('find no user %j', async (userId) => {
      expect(await award('nobody', { userId })).toMatchObject({ __typename: 'UserNotFound' });
    });

    test.each(['7 chars', 'x'.repeat(65), 'schlüssel'])('can’t use the key %j', async (idempotencyKey) => {
      const input = { userId: await api.userId('reader'), days: 1, source: 'CAMPAIGN', reason: 'Because' };
      expect(codeOf(await moderator.send(AWARD, { input: { ...input, idempotencyKey } }))).toBe('BAD_USER_INPUT');
    });

    test('as support make a lost check-in good, and nothing else', async () => {
      const support = await api.as('support', { roles: ['SUPPORT'] });
      const input = { userId: await api.userId('lost'), days: 1, source: 'CHECK_IN', reason: 'The app was down' };
      const { awardDays } = await support.data(AWARD, { input });
      expect(awardDays).toMatchObject({ grant: { source: 'CHECK_IN', grantedDays: 1 } });
      for (const source of ['SHOWCASE', 'CAMPAIGN']) {
        expect(codeOf(await support.send(AWARD, { input: { ...input, source } }))).toBe('FORBIDDEN');
      }
      const member = await Member.of(api, 'lost');
      expect(await member.days()).toBe(1);
      expect((await member.checkIn()).__typename).toBe('CheckInSuccess');
    });
  });
});
