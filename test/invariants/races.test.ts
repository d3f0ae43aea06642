import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NOTEBOOK } from '../support/api.js';
import {
  type Arena,
  MILLISECONDS_MAX,
  openArena,
  places,
  type Racer,
  REQUESTS,
  race,
  resultsOf,
  shareOf,
  tally,
} from './arena.js';

const BIND = `mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) {
  __typename ... on BindDeviceSuccess { device { id serialNumber } } } }`;
const CHECK_IN = 'mutation { checkIn { __typename ... on CheckInSuccess { grant { id grantedDays } } } }';
const AWARD = `mutation ($input: AwardDaysInput!) { awardDays(input: $input) {
  __typename ... on AwardDaysSuccess { grant { id requestedDays grantedDays cancelledDays } } } }`;
const REGISTER = `mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) {
  __typename ... on RegisterMachinesSuccess { registered updated } } }`;

const HALF = REQUESTS / 2;

describe.each(places)('requests at once, on $name:', (place) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(place);
    await arena.moveTo('2023-11-01');
  });
  afterAll(() => arena.stop());

  /** Runs a race several times, so that its requests meet in many orders. */
  const law = (name: string, round: () => Promise<void>) =>
    test(
      name,
      async () => {
        for (let count = 0; count < place.rounds; count += 1) await round();
      },
      MILLISECONDS_MAX,
    );
  const newSubjects = (count: number) => Array.from({ length: count }, () => arena.newSubject());
  const moderatorsEverywhere = () => arena.everywhere('moderator', ['MODERATOR']);
  const historyOf = async (subject: string) => {
    const { me } = await (await arena.api.as(subject)).data(
      `{ me { balance { availableDays } year { earnedDays cancelledDays } grants { totalCount } devices { id } } }`,
    );
    return me;
  };

  law('of accounts that bind one serial number one wins', async () => {
    const [serialNumber] = await arena.newMachines(1);
    const racers = await arena.crowd(newSubjects(REQUESTS));
    const outcomes = await race(racers, (racer) => racer.send(BIND, { serialNumber }));
    expect(tally(outcomes)).toEqual({ BindDeviceSuccess: 1, DeviceBoundToAnotherUser: REQUESTS - 1 });
  });

  law('an account that binds one serial number has bound it once', async () => {
    const [serialNumber] = await arena.newMachines(1);
    const racers = await arena.everywhere(arena.newSubject());
    const outcomes = await race(racers, (racer) => racer.send(BIND, { serialNumber }));
    expect(tally(outcomes)).toEqual({ BindDeviceSuccess: 1, DeviceAlreadyBound: REQUESTS - 1 });
  });

  law('of eight machines an account binds five', async () => {
    const serialNumbers = await arena.newMachines(8);
    const subject = arena.newSubject();
    const racers = await arena.everywhere(subject);
    const bind = (serialNumber: string | undefined) => race(racers, (racer) => racer.send(BIND, { serialNumber }), 1);
    const outcomes = (await Promise.all(serialNumbers.map(bind))).flat();
    expect(tally(outcomes)).toEqual({ BindDeviceSuccess: 5, DeviceLimitReached: 3 });
    expect((await historyOf(subject)).devices).toHaveLength(5);
  });

  law('an account that has bound four binds one of eight more', async () => {
    const serialNumbers = await arena.newMachines(12);
    const racers = await arena.everywhere(arena.newSubject());
    for (const serialNumber of serialNumbers.slice(8)) {
      expect(tally(await race(racers, (racer) => racer.send(BIND, { serialNumber }), 1))).toEqual({
        BindDeviceSuccess: 1,
      });
    }
    const asked = (index: number) => shareOf(index, arena.services, 8);
    const outcomes = await race(racers, (racer, index) =>
      racer.send(BIND, { serialNumber: serialNumbers[asked(index)] }),
    );
    const won = asked(outcomes.findIndex(({ name }) => name === 'BindDeviceSuccess'));
    const alike = outcomes.filter((_, index) => asked(index) === won).length;
    expect(tally(outcomes)).toEqual({
      BindDeviceSuccess: 1,
      DeviceAlreadyBound: alike - 1,
      DeviceLimitReached: REQUESTS - alike,
    });
  });

  /** Half of the requests bind one machine, each for another account; half register it. */
  const bindAndRegister = async (serialNumber: string, brand: string) => {
    const operators = await arena.everywhere('operator', ['OPERATOR']);
    const racers = await arena.crowd(newSubjects(REQUESTS));
    const input = { reason: 'Delivery', machines: [{ ...NOTEBOOK, serialNumber, brand }] };
    return race(racers, (racer, index) =>
      shareOf(index, arena.services, 2) === 0
        ? racer.send(BIND, { serialNumber })
        : (operators[index % arena.services] as Racer).send(REGISTER, { input }),
    );
  };

  law('a machine is registered as another maker’s or bound as Lenovo’s, never both', async () => {
    const [serialNumber] = await arena.newMachines(1);
    const outcomes = tally(await bindAndRegister(serialNumber as string, 'Acer'));
    expect(outcomes).toEqual(
      outcomes.BindDeviceSuccess
        ? { BindDeviceSuccess: 1, DeviceBoundToAnotherUser: HALF - 1, MachinesRejected: HALF }
        : { NotLenovoProduct: HALF, RegisterMachinesSuccess: HALF },
    );
  });

  law('a new machine that many register while many bind it is registered once and bound once at most', async () => {
    const outcomes = await bindAndRegister(arena.newSerialNumber(), NOTEBOOK.brand);
    const registered = resultsOf(outcomes, 'RegisterMachinesSuccess').map((result) => result.registered);
    expect(registered.reduce((sum, count) => sum + count, 0)).toBe(1);
    const { RegisterMachinesSuccess, MachinesRejected = 0, ...bindings } = tally(outcomes);
    expect(registered.length + MachinesRejected).toBe(HALF);
    const { BindDeviceSuccess = 0, DeviceBoundToAnotherUser = 0, SerialNumberNotFound = 0 } = bindings;
    expect(BindDeviceSuccess).toBeLessThanOrEqual(1);
    expect(BindDeviceSuccess + DeviceBoundToAnotherUser + SerialNumberNotFound).toBe(HALF);
  });

  law('the first requests of a new subject make one account', async () => {
    const subject = arena.newSubject();
    const racers = await arena.everywhere(subject);
    const outcomes = await race(racers, (racer) => racer.send('{ me { __typename id } }'));
    expect(tally(outcomes)).toEqual({ User: REQUESTS });
    expect(new Set(resultsOf(outcomes, 'User').map(({ id }) => id)).size).toBe(1);
  });

  law('an account checks in once, and is granted its day once', async () => {
    const subject = arena.newSubject();
    const racers = await arena.everywhere(subject);
    const outcomes = await race(racers, (racer) => racer.send(CHECK_IN));
    expect(tally(outcomes)).toEqual({ CheckInSuccess: 1, AlreadyCheckedIn: REQUESTS - 1 });
    expect(await historyOf(subject)).toMatchObject({ balance: { availableDays: 1 }, grants: { totalCount: 1 } });
  });

  law('awards reach the year’s cap to the day, and what is over is cancelled', async () => {
    const subject = arena.newSubject();
    const input = { userId: await arena.api.userId(subject), days: 20, source: 'CAMPAIGN', reason: 'Front page pick' };
    const outcomes = await race(await moderatorsEverywhere(), (moderator) => moderator.send(AWARD, { input }));
    expect(tally(outcomes)).toEqual({ AwardDaysSuccess: REQUESTS });
    const granted = resultsOf(outcomes, 'AwardDaysSuccess').map(({ grant }) => grant.grantedDays);
    expect(granted.sort((one, other) => other - one)).toEqual([...Array(18).fill(20), ...Array(REQUESTS - 18).fill(0)]);
    expect(await historyOf(subject)).toMatchObject({
      balance: { availableDays: 360 },
      year: { earnedDays: 360, cancelledDays: REQUESTS * 20 - 360 },
    });
  });

  law('one day below the cap either a check-in or an award is granted it', async () => {
    const subject = arena.newSubject();
    await arena.api.award(subject, 359);
    const racers = await arena.everywhere(subject);
    const moderators = await moderatorsEverywhere();
    const input = { userId: await arena.api.userId(subject), days: 1, source: 'CAMPAIGN', reason: 'Front page pick' };
    const outcomes = await race(racers, (racer, index) =>
      shareOf(index, arena.services, 2) === 0
        ? racer.send(CHECK_IN)
        : (moderators[index % arena.services] as Racer).send(AWARD, { input }),
    );
    expect(tally(outcomes)).toEqual({ CheckInSuccess: 1, AlreadyCheckedIn: HALF - 1, AwardDaysSuccess: HALF });
    expect(await historyOf(subject)).toMatchObject({ year: { earnedDays: 360, cancelledDays: HALF } });
  });

  law('one key of an award makes one grant, and every request is answered it', async () => {
    const subject = arena.newSubject();
    const input = {
      userId: await arena.api.userId(subject),
      days: 30,
      source: 'CAMPAIGN',
      reason: 'Front page pick',
      idempotencyKey: `award of ${subject}`,
    };
    const outcomes = await race(await moderatorsEverywhere(), (moderator) => moderator.send(AWARD, { input }));
    expect(tally(outcomes)).toEqual({ AwardDaysSuccess: REQUESTS });
    expect(new Set(resultsOf(outcomes, 'AwardDaysSuccess').map(({ grant }) => grant.id)).size).toBe(1);
    expect(await historyOf(subject)).toMatchObject({ balance: { availableDays: 30 }, grants: { totalCount: 1 } });
  });

  law('one key of awards to two accounts makes a grant to one of them', async () => {
    const subjects = newSubjects(2);
    const userIds = await Promise.all(subjects.map((subject) => arena.api.userId(subject)));
    const key = `award of ${subjects}`;
    const inputs = userIds.map((userId) => {
      return { userId, days: 30, source: 'CAMPAIGN', reason: 'Front page pick', idempotencyKey: key };
    });
    const moderators = await moderatorsEverywhere();
    const outcomes = await race(moderators, (moderator, index) =>
      moderator.send(AWARD, { input: inputs[shareOf(index, arena.services, 2)] }),
    );
    expect(tally(outcomes)).toEqual({ AwardDaysSuccess: HALF, IdempotencyKeyReused: HALF });
    const histories = await Promise.all(subjects.map(historyOf));
    expect(histories.reduce((sum, { balance }) => sum + balance.availableDays, 0)).toBe(30);
  });
});
