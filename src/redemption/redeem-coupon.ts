import type { LockedAccount, Turn } from '../accounts/account.js';
import { lockAccounts } from '../accounts/account.store.js';
import { decideByDate } from '../accounts/decide-by-date.js';
import { writeCoupons } from '../coupons/coupon.store.js';
import type { Transaction } from '../database/session.js';
import type { Command } from '../database/set-writer.js';
import { readSerialNumbers } from '../devices/device.store.js';
import { lockMachines } from '../devices/machine.store.js';
import { drawLots } from '../earning/lot.store.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Clock, Decided } from '../shared/clock.js';
import { isIdOf } from '../shared/ids.js';
import { insertExtensions } from '../warranty/extension.store.js';
import { type AccountFacts, judgeRedemption, type RedemptionRequest } from './judge-redemption.js';
import { readFacts } from './read-facts.js';
import { quoteToken, type Redemption, type RedemptionPlan } from './redemption.js';
import { insertRedemptions, insertRefusals, type Refusal } from './redemption.store.js';
import type { Violation } from './violation.js';

/** A coupon to be redeemed on a device, once (rule R7). */
export interface RedeemCommand extends Command, RedemptionRequest {
  readonly realUserId: string;
  /** The user's own, as `requireIdempotencyKey` gives it. */
  readonly idempotencyKey: string;
  /** Redeem only if it would do just what this quote said. */
  readonly quoteToken: string | null;
}

export type RedeemOutcome =
  | { readonly kind: 'REDEEMED'; readonly redemption: Redemption }
  /** The redemption that the same key made before. */
  | { readonly kind: 'REDEEMED_BEFORE'; readonly redemption: Redemption }
  | { readonly kind: 'KEY_REUSED' }
  | { readonly kind: 'REFUSED'; readonly violations: readonly Violation[]; readonly reference: string }
  | { readonly kind: 'QUOTE_OUTDATED'; readonly plan: RedemptionPlan };

/** What is decided of one attempt: what to answer, and what to write. */
interface Decision {
  readonly outcome: RedeemOutcome;
  readonly plan?: RedemptionPlan;
  readonly refusal?: Refusal;
}

/**
 * Redeems a set of coupons, one a real user: lock, facts, decide, write, in one transaction. Each attempt is decided by
 * itself; those that are refused leave nothing but the record of their refusal.
 */
export async function redeemCoupons(
  transaction: Transaction,
  commands: readonly RedeemCommand[],
  clock: Clock,
): Promise<Decided<RedeemOutcome>[]> {
  const locked = await lockAccounts(transaction, commands, clock);
  await lockMachines(transaction, await readSerialNumbers(transaction, commands));

  return decideByDate(commands, locked, async (onDate, accounts, today) => {
    const facts = await readFacts(transaction, accounts, onDate, today);

    const decisions = onDate.map((command) => {
      const { turn } = locked.get(command.userId) as LockedAccount;
      return decide(facts.get(command.userId) as AccountFacts, command, turn);
    });

    await write(transaction, decisions, today);
    return decisions.map(({ outcome }) => outcome);
  });
}

/** Decides one attempt; writes nothing. A key that was used answers before any rule is asked. */
function decide(account: AccountFacts, command: RedeemCommand, turn: Turn): Decision {
  const earlier = account.ownRedemptions.find(({ idempotencyKey }) => idempotencyKey === command.idempotencyKey);
  if (earlier !== undefined) {
    const same = earlier.couponId === command.couponId && earlier.deviceId === command.deviceId;
    return { outcome: same ? { kind: 'REDEEMED_BEFORE', redemption: earlier } : { kind: 'KEY_REUSED' } };
  }

  const judgement = judgeRedemption(account, command, turn.newId);
  if (judgement.kind === 'REFUSED') return refused(command, judgement.violations, turn);
  const { plan } = judgement;
  if (command.quoteToken !== null && command.quoteToken !== quoteToken(plan)) {
    return { outcome: { kind: 'QUOTE_OUTDATED', plan } };
  }
  const redemption: Redemption = {
    userId: command.userId,
    id: plan.id,
    couponId: plan.coupon.id,
    deviceId: plan.device.id,
    serialNumber: plan.device.machine.serialNumber,
    term: plan.coupon.term,
    months: plan.months,
    costDays: plan.costDays,
    redeemedAt: turn.at,
    redeemedOn: turn.today,
    warrantyEndsOnBefore: plan.warrantyEndsOnBefore,
    warrantyEndsOnAfter: plan.warrantyEndsOnAfter,
    policyVersion: account.facts.policy.version,
    idempotencyKey: command.idempotencyKey,
  };
  return { outcome: { kind: 'REDEEMED', redemption }, plan };
}

function refused(command: RedeemCommand, violations: readonly Violation[], turn: Turn): Decision {
  const refusal: Refusal = {
    id: turn.newId('ref'),
    userId: command.userId,
    couponId: isIdOf('cpn', command.couponId) ? command.couponId : null,
    deviceId: isIdOf('dev', command.deviceId) ? command.deviceId : null,
    refusedAt: turn.at,
    violations,
  };
  return { outcome: { kind: 'REFUSED', violations, reference: refusal.id }, refusal };
}

/** Merges what was decided into one statement a table. */
async function write(transaction: Transaction, decisions: readonly Decision[], today: CalendarDate): Promise<void> {
  const redeemed = decisions.flatMap(({ outcome, plan }) =>
    outcome.kind === 'REDEEMED' && plan !== undefined ? [{ redemption: outcome.redemption, plan }] : [],
  );
  await insertRedemptions(
    transaction,
    redeemed.map(({ redemption }) => redemption),
  );
  await drawLots(
    transaction,
    redeemed.map(({ redemption, plan }) => ({ redemptionId: redemption.id, draw: plan.draw })),
    today,
  );
  await insertExtensions(
    transaction,
    redeemed.map(({ redemption, plan }) => ({
      serialNumber: redemption.serialNumber,
      sequence: plan.device.machine.extensionsRecorded + 1,
      kind: 'REDEEMED',
      months: redemption.months,
      extendedOn: redemption.redeemedOn,
      redemptionId: redemption.id,
    })),
  );
  await writeCoupons(
    transaction,
    redeemed.map(({ plan }) => plan.coupons),
  );
  await insertRefusals(
    transaction,
    decisions.flatMap(({ refusal }) => refusal ?? []),
  );
}
