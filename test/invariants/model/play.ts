import { differences, Names } from './agreement.js';
import { type Aim, aimOf, nextDay, picked } from './aim.js';
import type { Answer, Bench } from './bench.js';
import { type Command, MEMBERS } from './commands.js';
import { type Day, daysBetween, plusDays } from './dates.js';
import { mutations, quoteRedemption, whatAMemberSees } from './documents.js';
import { changed, type KnownMachine, MALFORMED, machinesFor, UNKNOWN_SERIAL_NUMBER } from './machines.js';
import { type Award, Programme } from './programme.js';
import type { ModelMember } from './state.js';
import { viewCoupon, viewMember } from './views.js';

/** Days after which the next machines come out. */
const GENERATION_DAYS = 300;
/** Commands after which one member's whole account is compared. */
const LOOK_EVERY = 8;

interface Attempt extends Aim {
  readonly key: string;
}

interface Quoted extends Aim {
  readonly token: string;
  readonly does: string | null;
}

/** A sequence of commands that the service and the model both do; what they answer is compared. */
export class Play {
  private readonly names = new Names();
  private readonly programme: Programme;
  private readonly generations: KnownMachine[][] = [];
  private readonly attempts: Attempt[] = [];
  private readonly awards: Award[] = [];
  private readonly quotes: Quoted[] = [];
  private generationOn: Day = '';
  private keys = 0;
  private added = 0;
  /** How often each type was answered. */
  readonly answered = new Map<string, number>();

  constructor(
    private readonly bench: Bench,
    start: Day,
  ) {
    this.programme = new Programme(
      Array.from({ length: MEMBERS }, () => bench.newSubject()),
      start,
    );
  }

  /** The differences that the first command with any makes; null when there are none. */
  async run(commands: readonly Command[]): Promise<string | null> {
    this.bench.clock.moveTo(this.programme.today);
    await this.nextGeneration();
    for (const [index, command] of commands.entries()) {
      const differing = await this.step(command);
      if (differing.length === 0 && index % LOOK_EVERY === 0) differing.push(...(await this.look(index / LOOK_EVERY)));
      if (differing.length > 0) {
        const place = `On ${this.programme.today}, command ${index}: ${JSON.stringify(command)}`;
        return [place, ...differing].join('\n  ');
      }
    }
    const differing: string[] = [];
    for (let member = 0; member < MEMBERS; member += 1) differing.push(...(await this.look(member)));
    return differing.length === 0 ? null : [`On ${this.programme.today}, at the end:`, ...differing].join('\n  ');
  }

  private async step(command: Command): Promise<string[]> {
    switch (command.kind) {
      case 'checkIn': {
        const member = this.member(command.member);
        const answer = await this.bench.send(member.name, mutations.checkIn, undefined, command.channel);
        return this.compare(this.programme.checkIn(member, command.channel), answer);
      }
      case 'awardDays':
        return this.award(command);
      case 'bindDevice':
        return this.bind(command);
      case 'redeemCoupon':
        return this.redeem({ ...aimOf(this.programme.members, command), key: this.key(command) }, null);
      case 'quote':
        return this.quote(aimOf(this.programme.members, command));
      case 'redeemQuoted':
        return this.redeemQuoted(command);
      case 'redeemAgain': {
        const attempt = picked(this.attempts, command.attemptPick);
        return attempt === undefined ? [] : this.redeem(attempt, null);
      }
      case 'suspendUser': {
        const { reason } = command;
        const answer = await this.staffOn(mutations.suspendUser, command.member, { reason });
        return this.compare(this.programme.suspend(this.member(command.member), reason), answer);
      }
      case 'reinstateUser': {
        const suspended = this.programme.members.findIndex(({ suspension }) => suspension !== null);
        const index = suspended < 0 ? command.member : suspended;
        const answer = await this.staffOn(mutations.reinstateUser, index, { reason: 'Appeal' });
        return this.compare(this.programme.reinstate(this.member(index)), answer);
      }
      case 'registerMachines':
        return this.registerAgain(command);
      case 'advance':
        return this.advance(command.to);
    }
  }

  private async award(command: Extract<Command, { kind: 'awardDays' }>): Promise<string[]> {
    const earlier = picked(this.awards, command.keyPick);
    const asked = { member: this.member(command.member), source: command.source, days: command.days };
    // Keys are the caller's own, and one member of staff awards in every sequence.
    const fresh = `${this.member(0).name} ${this.freshKey()}`;
    const keys = { NONE: null, FRESH: fresh, KNOWN: earlier?.key ?? null, AGAIN: null };
    const again = command.key === 'AGAIN' && earlier !== undefined;
    const award: Award = again ? earlier : { ...asked, key: keys[command.key] };
    if (award.key !== null) this.awards.unshift(award);
    const { member, source, days, key } = award;
    const userId = await this.bench.userId(member.name);
    const input = { userId, source, days, reason: 'Showcase', idempotencyKey: key };
    const answer = await this.bench.send('staff', mutations.awardDays, input);
    return this.compare(this.programme.awardDays(award), answer);
  }

  private async bind(command: Extract<Command, { kind: 'bindDevice' }>): Promise<string[]> {
    const known = (this.generation(command.generation)[command.machine] as KnownMachine).record.serialNumber;
    const texts = {
      CANONICAL: [known, known],
      SPACED: [`${known.slice(0, 2)} ${known.slice(2, 6)}-${known.slice(6)}`.toLowerCase(), known],
      MALFORMED: [MALFORMED[command.machine % MALFORMED.length], null],
      UNKNOWN: [UNKNOWN_SERIAL_NUMBER, UNKNOWN_SERIAL_NUMBER],
    } as const;
    const [serialNumber, canonical] = texts[command.text];
    const member = this.member(command.member);
    const answer = await this.bench.send(member.name, mutations.bindDevice, { serialNumber });
    return this.compare(this.programme.bindDevice(member, canonical ?? null), answer);
  }

  private async quote(aim: Aim): Promise<string[]> {
    const answer = await this.bench.send(aim.member.name, quoteRedemption, this.input(aim));
    const expected = this.programme.quote(aim.member, aim.coupon, aim.device);
    if (answer.__typename === 'RedemptionQuote') {
      this.quotes.unshift({ ...aim, token: answer.token, does: expected.does });
    }
    return this.compare(expected.answer, answer);
  }

  private async redeemQuoted(command: Extract<Command, { kind: 'redeemQuoted' }>): Promise<string[]> {
    const quoted = picked(this.quotes, command.quotePick);
    if (quoted === undefined) return [];
    const other = picked(quoted.member.devices, command.devicePick)?.name ?? quoted.device;
    const device = command.sameDevice ? quoted.device : other;
    return this.redeem({ ...quoted, device, key: this.freshKey() }, quoted);
  }

  private async redeem(attempt: Attempt, quoted: Quoted | null): Promise<string[]> {
    const { member, coupon, device, key } = attempt;
    this.attempts.unshift({ member, coupon, device, key });
    const input = { ...this.input(attempt), idempotencyKey: key, quoteToken: quoted?.token };
    const answer = await this.bench.send(member.name, mutations.redeemCoupon, input);
    return this.compare(this.programme.redeem(member, coupon, device, key, quoted?.does ?? null), answer);
  }

  private async advance(to: number | string): Promise<string[]> {
    const { today } = this.programme;
    const day = typeof to === 'number' ? plusDays(today, to) : nextDay(today, to);
    this.programme.moveTo(day);
    this.bench.clock.moveTo(day);
    if (daysBetween(this.generationOn, day) >= GENERATION_DAYS) await this.nextGeneration();
    return [];
  }

  private async nextGeneration(): Promise<void> {
    const { today } = this.programme;
    this.generationOn = today;
    const series = `${this.series}${String(this.generations.length).padStart(2, '0')}`;
    const machines = machinesFor(series, today);
    this.generations.push(machines);
    const differing = await this.register(machines);
    if (differing.length > 0) throw new Error(differing.join('\n'));
  }

  private async registerAgain(command: Extract<Command, { kind: 'registerMachines' }>): Promise<string[]> {
    const generation = this.generation(command.generation);
    const known = generation[command.machine] as KnownMachine;
    const { today } = this.programme;
    switch (command.change) {
      case 'SAME':
        return this.register([known]);
      case 'CUSTOM':
        return this.register([changed(known, { custom: !known.model.custom })]);
      case 'TOMORROW':
        return this.register([changed(known, { shippedOn: plusDays(today, 1) })]);
      case 'BESIDE_NEW': {
        this.added += 1;
        const fresh = changed(known, { serialNumber: `${this.series}X${String(this.added).padStart(3, '0')}` });
        // From now on the new one is bound in its place: also where it was not taken.
        generation[command.machine] = fresh;
        return this.register([fresh, known]);
      }
    }
  }

  private async register(machines: readonly KnownMachine[]): Promise<string[]> {
    const records = machines.map(({ record }) => record);
    const answer = await this.bench.send('staff', mutations.registerMachines, { machines: records, reason: 'New' });
    return this.compare(this.programme.registerMachines(machines.map(({ model }) => model)), answer);
  }

  private generation(age: number): KnownMachine[] {
    return (this.generations.at(-1 - age) ?? this.generations.at(-1)) as KnownMachine[];
  }

  /** No other sequence's serial numbers begin with it. */
  private get series(): string {
    return this.member(0).name.slice('member-'.length).padStart(6, '0');
  }

  /** Compares all that a member sees. */
  private async look(index: number): Promise<string[]> {
    const { today } = this.programme;
    const member = this.member(index);
    const { couponHistory, ...account } = await this.bench.send(member.name, whatAMemberSees);
    const differing = differences(viewMember(member, today), account, this.names, member.name);
    return [...differing, ...this.compareHistory(member, couponHistory)];
  }

  /** Coupons that were closed on the same date have no order among themselves. */
  private compareHistory(member: ModelMember, history: Answer): string[] {
    const { today } = this.programme;
    const closed = member.coupons.filter(({ status }) => status !== 'OPEN');
    const nodes: Answer[] = history.edges.map(({ node }: Answer) => node);
    const order = nodes.map(({ closedOn }) => closedOn);
    const sorted = order.toSorted().reverse();
    const expected = closed.map((coupon) => [coupon.name, viewCoupon(member, coupon, today)]);
    const actual = Object.fromEntries(nodes.map((node) => [this.names.nameOf(node.id), node]));
    return [
      ...differences({ totalCount: closed.length }, history, this.names, 'couponHistory'),
      ...differences(sorted, order, this.names, 'order of couponHistory'),
      ...(nodes.length < 100 ? differences(Object.fromEntries(expected), actual, this.names, 'couponHistory') : []),
    ];
  }

  private compare(expected: object, actual: Answer): string[] {
    this.count(actual.__typename);
    for (const other of actual.others ?? []) this.count(`${other.rule} beside`);
    return differences(expected, actual, this.names);
  }

  private count(answer: string): void {
    this.answered.set(answer, (this.answered.get(answer) ?? 0) + 1);
  }

  private member(index: number): ModelMember {
    return this.programme.members[index % MEMBERS] as ModelMember;
  }

  private async staffOn(document: (typeof mutations)['awardDays'], index: number, input: object): Promise<Answer> {
    const userId = await this.bench.userId(this.member(index).name);
    return this.bench.send('staff', document, { ...input, userId });
  }

  private input({ coupon, device }: Aim) {
    return { couponId: this.names.idOf(coupon), deviceId: this.names.idOf(device) };
  }

  private key({ key, keyPick }: Extract<Command, { kind: 'redeemCoupon' }>): string {
    const known = key === 'KNOWN' ? picked(this.attempts, keyPick)?.key : undefined;
    return known ?? this.freshKey();
  }

  private freshKey(): string {
    this.keys += 1;
    return `key ${String(this.keys).padStart(5, '0')}`;
  }
}
