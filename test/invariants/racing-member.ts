import { expect } from '@jest/globals';
import { type Arena, type Racer, race, shareOf } from './arena.js';

const BIND = `mutation ($serialNumber: String!) { bindDevice(input: { serialNumber: $serialNumber }) {
  ... on BindDeviceSuccess { device { id } } } }`;
export const REDEEM = `mutation ($input: RedeemCouponInput!) { redeemCoupon(input: $input) {
  __typename ... on RedeemCouponSuccess { redemption { id costDays } } } }`;

/** A coupon, by its term, and the place of a device among those of the member. */
export type Attempt = readonly [term: 'THREE_MONTHS' | 'SIX_MONTHS', device: number];

/** Of a member's devices the last is a ThinkPad, which takes days of showcases only; the others draw campaign days first. */
export const THINKPAD = 3;
export const NINETY_ON_A_NOTEBOOK: Attempt = ['THREE_MONTHS', 2];
export const HALF_A_YEAR_ON_THE_THINKPAD: Attempt = ['SIX_MONTHS', THINKPAD];

/** When members have bound their devices. */
const BOUND_ON = '2023-11-01';
/** Long enough after it, in the same calendar year and in the next. */
export const [SAME_YEAR, NEXT_YEAR] = ['2023-12-10', '2024-01-02'];

/** A member with four devices, and what is redeemed before a race. */
export class Member {
  private constructor(
    private readonly arena: Arena,
    readonly subject: string,
    readonly racers: readonly Racer[],
    private readonly deviceIds: readonly string[],
  ) {}

  static async join(arena: Arena): Promise<Member> {
    await arena.moveTo(BOUND_ON);
    const subject = arena.newSubject();
    const notebooks = await arena.newMachines(THINKPAD);
    const [thinkPad] = await arena.newMachines(1, { brand: 'ThinkPad', series: 'ThinkPad X', modelName: 'X1 Carbon' });
    const client = await arena.api.as(subject);
    const deviceIds: string[] = [];
    for (const serialNumber of [...notebooks, thinkPad]) {
      const { bindDevice } = await client.data(BIND, { serialNumber });
      deviceIds.push(bindDevice.device.id);
    }
    return new Member(arena, subject, await arena.everywhere(subject), deviceIds);
  }

  async earn(days: number, source = 'CAMPAIGN'): Promise<void> {
    const { __typename } = await this.arena.api.award(this.subject, days, source);
    expect(__typename).toBe('AwardDaysSuccess');
  }

  /** 90 days that the notebooks draw first, and 180 that the ThinkPad takes: two redemptions that share no days. */
  async earnForBoth(): Promise<void> {
    await this.earn(90, 'CAMPAIGN');
    await this.earn(180, 'SHOWCASE');
  }

  async redeem(attempt: Attempt): Promise<void> {
    const client = await this.arena.api.as(this.subject);
    const [input] = await this.inputs([attempt]);
    const { redeemCoupon } = await client.data(REDEEM, { input: { ...input, idempotencyKey: crypto.randomUUID() } });
    expect(redeemCoupon.__typename).toBe('RedeemCouponSuccess');
  }

  /** Attempts with the coupons that are open now. */
  async inputs(attempts: readonly Attempt[]): Promise<{ couponId: string; deviceId: string | undefined }[]> {
    const { me } = await (await this.arena.api.as(this.subject)).data('{ me { coupons { id term } } }');
    const coupons: readonly { id: string; term: string }[] = me.coupons;
    return attempts.map(([term, device]) => {
      const couponId = coupons.find((coupon) => coupon.term === term)?.id;
      if (couponId === undefined) throw new Error(`${this.subject} has no coupon ${term}.`);
      return { couponId, deviceId: this.deviceIds[device] };
    });
  }

  /** Sends the attempts over and over at once, to every service; by a key of its own each, or all by one. */
  async race(attempts: readonly Attempt[], idempotencyKey?: string) {
    const inputs = await this.inputs(attempts);
    return race(this.racers, (racer, index) => {
      const input = inputs[shareOf(index, this.racers.length, inputs.length)];
      return racer.send(REDEEM, { input: { ...input, idempotencyKey: idempotencyKey ?? `attempt ${index}` } });
    });
  }

  async history(): Promise<{ availableDays: number; redemptions: number }> {
    const { me } = await (await this.arena.api.as(this.subject)).data(
      '{ me { balance { availableDays } redemptions { totalCount } } }',
    );
    return { availableDays: me.balance.availableDays, redemptions: me.redemptions.totalCount };
  }
}

/** Makes two accounts one real user's (rule R5). */
export async function linkAccounts(arena: Arena, one: Member, other: Member): Promise<void> {
  const [userId, otherId] = [await arena.api.userId(one.subject), await arena.api.userId(other.subject)];
  await arena.api.service.database.transaction(async (transaction) => {
    const [row] = await transaction.rows<{ id: string }>('SELECT real_user_id AS id FROM users WHERE id = ?', [userId]);
    await transaction.run('UPDATE users SET real_user_id = ? WHERE id = ?', [row?.id ?? '', otherId]);
  });
}
