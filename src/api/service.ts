import { admitUser } from '../accounts/admit-user.js';
import { Identities } from '../accounts/identities.js';
import type { Database } from '../database/database.js';
import { type SetLimits, SetWriter } from '../database/set-writer.js';
import { type CheckInCommand, type CheckInOutcome, checkInDaily } from '../earning/check-in-daily.js';
import { type RedeemCommand, type RedeemOutcome, redeemCoupons } from '../redemption/redeem-coupon.js';
import type { Clock, Decided } from '../shared/clock.js';
import { type AwardCommand, type AwardOutcome, awardDays } from '../staff/award-days.js';
import { createLoaders, type Loaders } from './loaders.js';

/** The programme as a running service: what resolvers call. One for the process. */
export interface Service {
  readonly clock: Clock;
  readonly database: Database;
  readonly loaders: Loaders;
  readonly identities: Identities;
  /** Writes that gather into sets over all requests. */
  readonly checkIns: SetWriter<CheckInCommand, Decided<CheckInOutcome>>;
  readonly redemptions: SetWriter<RedeemCommand, Decided<RedeemOutcome>>;
  readonly awards: SetWriter<AwardCommand, Decided<AwardOutcome>>;
}

/** Transactions of one kind that run at the same time, and commands that wait for one. */
const SETS_IN_FLIGHT_MAX = 2;
const WAITING_MAX = 2_000;
const WAITING_FOR_TURN_MAX = 100;

export function createService(database: Database, clock: Clock, setSizeMax: number): Service {
  const limits: SetLimits = {
    setSizeMax,
    setsInFlightMax: SETS_IN_FLIGHT_MAX,
    waitingMax: WAITING_MAX,
    waitingForTurnMax: WAITING_FOR_TURN_MAX,
  };
  const loaders = createLoaders(database);
  return {
    clock,
    database,
    loaders,
    identities: new Identities(loaders.identityBySubject, (subject) => admitUser(database, subject, clock)),
    checkIns: new SetWriter(
      'check-ins',
      database,
      (transaction, commands) => checkInDaily(transaction, commands, clock),
      limits,
    ),
    redemptions: new SetWriter(
      'redemptions',
      database,
      (transaction, commands) => redeemCoupons(transaction, commands, clock),
      limits,
    ),
    awards: new SetWriter(
      'awards',
      database,
      (transaction, commands) => awardDays(transaction, commands, clock),
      limits,
    ),
  };
}
