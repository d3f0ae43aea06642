import type mysql from 'mysql2/promise';
import { padded } from '../../src/database/conditions.js';
import type { Value } from '../../src/database/session.js';
import { newId } from '../../src/shared/ids.js';
import { lockAccounts, readAccountRows } from './accounts.js';
import { change, insert, transaction } from './connection.js';
import { judge, type Plan, type RedeemAsked } from './judge.js';
import { CouponWrites, type LotRow } from './ledger.js';
import { readFacts } from './redemption-facts.js';

export interface Now {
  readonly today: string;
  /** As a column keeps it. */
  readonly at: string;
}

/** Redeems a batch in one transaction, by every rule that the service keeps. */
export async function redeem(pool: mysql.Pool, asked: readonly RedeemAsked[], now: Now): Promise<object[]> {
  const known = await readAccountRows(
    pool,
    asked.map(({ subject }) => subject),
  );
  return transaction(pool, async (on) => {
    const accounts = await lockAccounts(on, known);
    const factsOf = await readFacts(on, accounts, asked, now.today);
    const writes = new RedemptionWrites(now);
    const answers = asked.map((one) => {
      const facts = factsOf(one);
      const judged = facts === null ? 'AccountNotFound' : judge(facts, one, now.today);
      return typeof judged === 'string' ? { __typename: judged } : writes.add(judged, one);
    });
    await writes.write(on);
    return answers;
  });
}

/** What a batch of redemptions writes, one statement a table. */
class RedemptionWrites {
  private readonly redemptions: Value[][] = [];
  private readonly extensions: Value[][] = [];
  private readonly splits: { lot: LotRow; keeps: number }[] = [];
  private readonly draws: {
    userId: string;
    id: string;
    first: string;
    last: string;
    sources: Value[];
    lots: number;
  }[] = [];
  private readonly coupons = new CouponWrites();

  constructor(private readonly now: Now) {}

  add(plan: Plan, { key }: RedeemAsked): object {
    const { today, at } = this.now;
    const { userId, coupon, device, costDays, months, endsOn, endsOnAfter, policy, drawn, keeps, left } = plan;
    const id = newId('rdm');
    const what = [coupon.id, device.id, device.serialNumber, coupon.term, months, costDays];
    this.redemptions.push([userId, id, ...what, at, today, endsOn, endsOnAfter, policy.version, key]);
    this.extensions.push([device.serialNumber, plan.sequence, 'REDEEMED', months, today, id]);
    const last = drawn[drawn.length - 1] as LotRow;
    if (keeps < last.days) this.splits.push({ lot: last, keeps });
    const range = { first: (drawn[0] as LotRow).drawOrder, last: last.drawOrder };
    this.draws.push({ userId, id, ...range, sources: [...plan.sources], lots: drawn.length });
    this.coupons.close(coupon, 'REDEEMED', today);
    const others = plan.open.filter((one) => one.id !== coupon.id);
    this.coupons.settle(userId, policy.tiers, others, left, today, id);
    const redemption = {
      id,
      redeemedOn: today,
      costDays,
      warrantyEndsOnBefore: endsOn,
      warrantyEndsOnAfter: endsOnAfter,
    };
    return { __typename: 'RedeemCouponSuccess', redemption };
  }

  async write(on: mysql.PoolConnection): Promise<void> {
    if (this.redemptions.length === 0) return;
    await insert(
      on,
      'redemptions',
      `user_id, id, coupon_id, device_id, serial_number, term, months, cost_days, redeemed_at, redeemed_on,
       warranty_ends_on_before, warranty_ends_on_after, policy_version, idempotency_key`,
      this.redemptions,
    );
    await this.splitLots(on);
    await this.drawLots(on);
    const columns = 'serial_number, sequence, kind, months, extended_on, redemption_id';
    await insert(on, 'warranty_extensions', columns, this.extensions);
    await this.coupons.write(on);
  }

  /** A lot of which a part is drawn keeps that part; the rest becomes the lot after it. */
  private async splitLots(on: mysql.PoolConnection): Promise<void> {
    for (const { lot, keeps } of this.splits) {
      const { userId, drawOrder, source, days, earnedOn } = lot;
      const which = [userId, drawOrder];
      await change(on, 'UPDATE lots SET days = ? WHERE user_id = ? AND draw_order = ?', [keeps, ...which], 1);
      const part = String(Number(drawOrder.slice(-3)) + 1).padStart(3, '0');
      const named = [`${drawOrder.slice(0, -3)}${part}`, drawOrder.slice(13, -4), source, days - keeps];
      const columns = 'user_id, draw_order, grant_id, source, days, earned_on, expires_on';
      await insert(on, 'lots', columns, [[userId, ...named, earnedOn, drawOrder.slice(0, 10)]]);
    }
  }

  private async drawLots(on: mysql.PoolConnection): Promise<void> {
    const draws = padded(this.draws);
    const ranges = draws.map(
      ({ sources }) => `(user_id = ? AND draw_order BETWEEN ? AND ? AND source IN (${sources.map(() => '?')}))`,
    );
    await change(
      on,
      `UPDATE lots SET redemption_id = CASE user_id ${'WHEN ? THEN ? '.repeat(draws.length)}END
        WHERE redemption_id IS NULL AND earned_on <= ? AND (${ranges.join(' OR ')})`,
      [
        ...draws.flatMap(({ userId, id }) => [userId, id]),
        this.now.today,
        ...draws.flatMap(({ userId, first, last, sources }) => [userId, first, last, ...sources]),
      ],
      this.draws.reduce((sum, { lots }) => sum + lots, 0),
    );
  }
}
