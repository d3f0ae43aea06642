import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NOTEBOOK } from '../support/api.js';
import { type Arena, openArena, places, REQUESTS, ROUNDS, race, resultsOf, tally } from './arena.js';

const BIND = `mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) {
  __typename ... on BindDeviceSuccess { device { id serialNumber } } } }`;
const CHECK_IN = 'mutation { checkIn { __typename ... on CheckInSuccess { grant { id grantedDays } } } }';
const AWARD = `mutation ($input: AwardDaysInput!) { awardDays(input: $input) {
  __typename ... on AwardDaysSuccess { grant { id requestedDays grantedDays cancelledDays } } } }`;
const REGISTER = `mutation ($input: RegisterMachinesInput!) { registerMachines(input: $input) {
  __typename ... on RegisterMachinesSuccess { registered updated } } }`;

describe.each(places)('at once, on $name:', (place) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await openArena(place);
    await arena.moveTo('2023-11-01');
  });
  afterAll(() => arena.stop());

  /** Runs a race several times, so that its requests meet in many orders. */
  const law = (name: string, round: () => Promise<void>) =>
    test(name, async () => {
      for (let count = 0; count < ROUNDS; count += 1) await round();
    });
  const newSubjects = (count: number) => Array.from({ length: count }, () => arena.newSubject());
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

  law('a machine is registered as another maker’s or bound as Lenovo’s, never both', async () => {
    const [serialNumber] = await arena.newMachines(1);
    const operators = await operatorsEverywhere(arena);
    const racers = await arena.crowd(newSubjects(REQUESTS / 2));
    const input = { reason: 'Mistaken', machines: [{ ...NOTEBOOK, serialNumber, brand: 'Acer' }] };
    const [bindings, registrations] = await Promise.all([
      race(racers, (racer) => racer.send(BIND, { serialNumber }), REQUESTS / 2),
      race(operators, (operator) => operator.send(REGISTER, { input }), REQUESTS / 2),
    ]);
    const isBound = resultsOf(bindings, 'BindDeviceSuccess').length > 0;
    expect([tally(bindings), tally(registrations)]).toEqual(
      isBound
        ? [{ BindDeviceSuccess: 1, DeviceBoundToAnotherUser: REQUESTS / 2 - 1 }, { MachinesRejected: REQUESTS / 2 }]
        : [{ NotLenovoProduct: REQUESTS / 2 }, { RegisterMachinesSuccess: REQUESTS / 2 }],
    );
  });

  law('a machine that many register while many bind it is registered once and bound by one at most', async () => {
    const [serialNumber] = [`N${arena.newSubject().slice(-4)}000`];
    const operators = await operatorsEverywhere(arena);
    const racers = await arena.crowd(newSubjects(REQUESTS / 2));
    const input = { reason: 'Delivery', machines: [{ ...NOTEBOOK, serialNumber }] };
    const [bindings, registrations] = await Promise.all([
      race(racers, (racer) => racer.send(BIND, { serialNumber }), REQUESTS / 2),
      race(operators, (operator) => operator.send(REGISTER, { input }), REQUESTS / 2),
    ]);
    const taken = resultsOf(registrations, 'RegisterMachinesSuccess');
    expect(taken.reduce((sum, { registered }) => sum + registered, 0)).toBe(1);
    expect(taken.length + (tally(registrations).MachinesRejected ?? 0)).toBe(REQUESTS / 2);
    const { BindDeviceSuccess = 0, DeviceBoundToAnotherUser = 0, SerialNumberNotFound = 0 } = tally(bindings);
    expect(BindDeviceSuccess).toBeLessThanOrEqual(1);
    expect(BindDeviceSuccess + DeviceBoundToAnotherUser + SerialNumberNotFound).toBe(REQUESTS / 2);
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
    const outcomes = await race(await moderatorsEverywhere(arena), (moderator) => moderator.send(AWARD, { input }));
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
    const moderators = await moderatorsEverywhere(arena);
    const input = { userId: await arena.api.userId(subject), days: 1, source: 'CAMPAIGN', reason: 'Front page pick' };
    const outcomes = await Promise.all([
      race(racers, (racer) => racer.send(CHECK_IN), REQUESTS / 2),
      race(moderators, (moderator) => moderator.send(AWARD, { input }), REQUESTS / 2),
    ]);
    expect(tally(outcomes.flat())).toEqual({
      CheckInSuccess: 1,
      AlreadyCheckedIn: REQUESTS / 2 - 1,
      AwardDaysSuccess: REQUESTS / 2,
    });
    expect(await historyOf(subject)).toMatchObject({ year: { earnedDays: 360, cancelledDays: REQUESTS / 2 } });
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
    const outcomes = await race(await moderatorsEverywhere(arena), (moderator) => moderator.send(AWARD, { input }));
    expect(tally(outcomes)).toEqual({ AwardDaysSuccess: REQUESTS });
    expect(new Set(resultsOf(outcomes, 'AwardDaysSuccess').map(({ grant }) => grant.id)).size).toBe(1);
    expect(await historyOf(subject)).toMatchObject({ balance: { availableDays: 30 }, grants: { totalCount: 1 } });
  });

  law('one key of awards to two accounts makes a grant to one of them', async () => {
    const subjects = newSubjects(2);
    const userIds = await Promise.all(subjects.map((subject) => arena.api.userId(subject)));
    const key = `award of ${subjects}`;
    // In pairs, so that each service is asked for both accounts.
    const inputs = userIds.map((userId) => {
      return { userId, days: 30, source: 'CAMPAIGN', reason: 'Front page pick', idempotencyKey: key };
    });
    const moderators = await moderatorsEverywhere(arena);
    const outcomes = await race(moderators, (moderator, index) =>
      moderator.send(AWARD, { input: inputs[Math.floor(index / 2) % 2] }),
    );
    expect(tally(outcomes)).toEqual({ AwardDaysSuccess: REQUESTS / 2, IdempotencyKeyReused: REQUESTS / 2 });
    const histories = await Promise.all(subjects.map(historyOf));
    expect(histories.reduce((sum, { balance }) => sum + balance.availableDays, 0)).toBe(30);
  });
});

const moderatorsEverywhere = (arena: Arena) => arena.everywhere('moderator', ['MODERATOR']);
const operatorsEverywhere = (arena: Arena) => arena.everywhere('operator', ['OPERATOR']);
