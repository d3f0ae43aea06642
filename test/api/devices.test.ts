import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type Api, startApi } from '../support/api.js';
import { engines } from '../support/database.js';
import { Member, newSerialNumber } from './member.js';

type Data = Answer['data'];

describe.each(engines)('binding devices on %s', (engine) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(engine);
    await api.moveTo('2023-03-01');
  });
  afterAll(() => api.stop());

  test('an account binds 5 devices, and not a sixth (D1)', async () => {
    const member = await Member.of(api, 'collector');
    const bound: string[] = [];
    for (let device = 1; device <= 5; device += 1) bound.push(await member.bindNew());
    const sixth = newSerialNumber();
    await api.register({ serialNumber: sixth });
    expect(await member.bind(sixth)).toMatchObject({ __typename: 'DeviceLimitReached', limit: 5 });
    expect((await member.account()).devices.map(({ id }: Data) => id)).toEqual(bound);
    expect(await (await Member.of(api, 'neighbour')).lookUp(sixth)).toMatchObject({ binding: 'UNBOUND' });
    expect(await (await Member.of(api, 'neighbour')).bind(sixth)).toMatchObject({ __typename: 'BindDeviceSuccess' });
  });

  test('a device that is bound to another account can’t be bound, and it is not told whose it is (D2)', async () => {
    const [owner, other] = [await Member.of(api, 'owner'), await Member.of(api, 'other')];
    await owner.bindNew();
    const [{ serialNumber }] = (await owner.account()).devices;
    const answer = await other.bind(serialNumber);
    expect(answer).toEqual({ __typename: 'DeviceBoundToAnotherUser', message: expect.any(String) });
    expect(answer.message).not.toContain('owner');
    expect((await other.account()).devices).toEqual([]);
    expect((await owner.account()).devices).toHaveLength(1);
    expect(await other.lookUp(serialNumber)).toMatchObject({ binding: 'BOUND_TO_ANOTHER' });
    expect(await owner.lookUp(serialNumber)).toMatchObject({ binding: 'BOUND_TO_ME' });
  });

  test('a device of one’s own is answered with the device it is, in whatever form it is named (D2)', async () => {
    const member = await Member.of(api, 'forgetful');
    const serialNumber = newSerialNumber();
    await api.register({ serialNumber });
    const { device } = await member.bind(serialNumber);
    await api.moveTo('2023-03-02');
    const again = await member.bind(`  ${serialNumber.toLowerCase().split('').join('-')} `);
    expect(again).toMatchObject({ __typename: 'DeviceAlreadyBound', device: { ...device, boundOn: '2023-03-01' } });
    expect((await member.account()).devices).toHaveLength(1);
    await api.moveTo('2023-03-01');
  });

  test('of eight accounts that bind one machine at once exactly one wins (D2)', async () => {
    const serialNumber = newSerialNumber();
    await api.register({ serialNumber });
    const racers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((racer) => Member.of(api, `racer-${racer}`)));
    const answers = await Promise.all(racers.map((racer) => racer.bind(serialNumber)));
    const count = (type: string) => answers.filter(({ __typename }) => __typename === type).length;
    expect([count('BindDeviceSuccess'), count('DeviceBoundToAnotherUser')]).toEqual([1, 7]);
    const accounts = await Promise.all(racers.map((racer) => racer.account()));
    expect(accounts.flatMap(({ devices }) => devices)).toHaveLength(1);
  });

  test('an account that binds six machines at once gets five (D1)', async () => {
    const member = await Member.of(api, 'hasty');
    const serials = [1, 2, 3, 4, 5, 6].map(() => newSerialNumber());
    await api.register(...serials.map((serialNumber) => ({ serialNumber })));
    const answers = await Promise.all(serials.map((serialNumber) => member.bind(serialNumber)));
    expect(answers.filter(({ __typename }) => __typename === 'BindDeviceSuccess')).toHaveLength(5);
    expect((await member.account()).devices).toHaveLength(5);
  });

  test('nothing unbinds, transfers, replaces or cancels (D3, W5)', async () => {
    const { __schema } = await api.anonymous.data('{ __schema { mutationType { fields { name } } } }');
    const names = __schema.mutationType.fields.map(({ name }: Data) => name);
    expect(names).toEqual(expect.arrayContaining(['checkIn', 'bindDevice', 'redeemCoupon']));
    const undoing = /unbind|release|remove|delete|transfer|replace|rebind|cancel|revert|undo/i;
    expect(names.filter((name: string) => undoing.test(name))).toEqual([]);
  });

  test('a new account’s person has its ULID, so that both can stand on one shard', async () => {
    const userId = await api.userId('newly-admitted');
    const [account] = await api.service.database.reader.rows<{ person: string }>(
      'SELECT real_user_id AS person FROM users WHERE id = ?',
      [userId],
    );
    expect(account?.person).toBe(userId.replace('usr_', 'rlu_'));
  });

  test('the devices are those of the token’s subject, whichever token of it asks (D3a)', async () => {
    const before = await Member.of(api, 'same-person');
    await before.bindNew();
    const after = await Member.of(api, 'same-person', 'WEB');
    expect((await after.account()).devices).toEqual((await before.account()).devices);
    expect((await after.account()).id).toBe((await before.account()).id);
    expect((await (await Member.of(api, 'Same-Person')).account()).devices).toEqual([]);
  });

  describe('by what the label prints (D4)', () => {
    test.each([
      ['pf0abc12', 'PF0ABC12'],
      [' PF0-ABC 13 ', 'PF0ABC13'],
      ['- - p-f-0-a-b-c-1-4 - -', 'PF0ABC14'],
      ['1S20CLA272CDPF0ABC15', 'PF0ABC15'],
      ['1s 20cla272cd pf0-abc16', 'PF0ABC16'],
      ['1S1234567R8ABCDE', 'R8ABCDE'],
      ['ABCDEF7', 'ABCDEF7'],
      ['1SABCDEF10', '1SABCDEF10'],
      ['ABCDEFGHIJKL14', 'ABCDEFGHIJKL14'],
    ])('%j is the machine %s', async (label, serialNumber) => {
      await api.register({ serialNumber });
      const member = await Member.of(api, `owner-of-${serialNumber}`);
      expect(await member.lookUp(label)).toMatchObject({ warranty: { serialNumber } });
      const { warranty } = await api.anonymous.data(
        'query ($s: String!) { warranty(serialNumber: $s) { ... on Warranty { serialNumber } } }',
        { s: label },
      );
      expect(warranty).toEqual({ serialNumber });
      expect(await member.bind(label)).toMatchObject({ device: { serialNumber } });
    });

    test.each([['UNKNOWN'], ['UNKNOWN8'], ['UNKNOWN-010'], ['UNKNOWN-UNKNOWN'], ['1SUNKNOWNMTMUNKNOWN8']])(
      '%j is well-formed and unknown',
      async (label) => {
        const member = await Member.of(api, 'seeker');
        const unknown = { __typename: 'SerialNumberNotFound' };
        expect(await member.bind(label)).toMatchObject(unknown);
        expect(await member.lookUp(label)).toMatchObject(unknown);
      },
    );

    test.each([
      [''],
      ['   '],
      ['---'],
      ['ABCDE6'],
      ['ABCDEFGH9'],
      ['ABCDEFGHI11'],
      ['ABCDEFGHIJK13'],
      ['ABCDEFGHIJKLM15'],
      ['1SABCDEFGHIABCDEFGH'],
      ['PF0ABC1\u0000'],
      ['PF0ABC12\u0000'],
      ['PF0ABC12\n'],
      ['PF0\tABC12'],
      ['PF0\u200bABC12'],
      ['PF0\u00a0ABC12'],
      ['PF0\u3000ABC12'],
      ['PF0\u2010ABC12'],
      ['PF0ABC1\u0301'],
      ['ＰＦ０ＡＢＣ１２'],
      ['PF0ABC1ß'],
      ['PF0ABſ12'],
      ['PF0ABı12'],
      ['PF0_BC12'],
      ["PF0'BC12"],
      ['联想联想联想联想'],
      ['\ud83d\udcbb\ud83d\udcbb\ud83d\udcbb\ud83d\udcbb'],
      ['\ud83dPF0ABC1'],
      ['PF0ABC12 -- 1'],
    ])('%j is malformed, not repaired', async (label) => {
      const member = await Member.of(api, 'typist');
      const malformed = { __typename: 'InvalidSerialNumber', message: expect.any(String) };
      expect(await member.bind(label)).toMatchObject(malformed);
      expect(await member.lookUp(label)).toEqual(malformed);
      expect((await member.account()).devices).toEqual([]);
    });
  });

  describe('of other makers (D5)', () => {
    test.each([['Dell'], ['HUAWEI'], ['Thinkware'], ['Lenovo2']])('%j is refused', async (brand) => {
      const member = await Member.of(api, 'stranger');
      const serialNumber = newSerialNumber();
      await api.register({ serialNumber, brand });
      const refused = { __typename: 'NotLenovoProduct', brand };
      expect(await member.bind(serialNumber)).toMatchObject(refused);
      expect(await member.lookUp(serialNumber)).toMatchObject(refused);
      expect((await member.account()).devices).toEqual([]);
    });

    test.each(['Lenovo', 'Think', 'ThinkPad', 'ThinkBook', 'ThinkCentre', 'ThinkStation', 'motorola', 'ZUK'])(
      'Lenovo’s own %s is not, whatever the case',
      async (brand) => {
        const member = await Member.of(api, `owner-of-${brand}`);
        for (const spelling of [brand, brand.toUpperCase(), brand.toLowerCase()]) {
          await member.bindNew({ brand: spelling });
        }
        expect((await member.account()).devices).toHaveLength(3);
      },
    );
  });
});
