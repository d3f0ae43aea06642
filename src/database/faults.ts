import { setTimeout as sleep } from 'node:timers/promises';

/** What a statement failed with, as the engine tells it. */
interface EngineFault {
  errno?: number;
  code?: string;
  message?: string;
  fatal?: boolean;
}

/** The connection was lost before COMMIT was sent, or never made: nothing was written, and the whole may be run again. */
export class LostBeforeCommit extends Error {}

/** COMMIT was sent, and no answer came: it may have been written, or not. */
export class LostAtCommit extends Error {}

/** What a connection that is no longer there, or can't be made, fails with. */
const LOST_CODES = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

/** The server may also say that it is going (1053, 1077, 1079), or that it closed the connection (1927, 4031). */
const LOST_ERRNOS = new Set([1053, 1077, 1079, 1927, 4031]);

/** A statement took longer than it may. Its connection still waits for the answer, and is of no more use. */
export class TimedOut extends Error {}

/** More wait for the database than the service takes on: the client may try again a little later. */
export class Overloaded extends Error {}

/**
 * What a server answers that can't do what it is there for: too many connections (1040, 1203), a full disk (1021, 1026,
 * 1114), read-only (1290, 1836), a statement that took too long (1969 on MariaDB, 3024 on MySQL), out of the cluster
 * (1047), a write set that the cluster did not take (1180).
 */
const OUTAGE_ERRNOS = new Set([1040, 1203, 1021, 1026, 1114, 1290, 1836, 1969, 3024, 1047, 1180]);

/** The same of the embedded engine: a full disk, a file that can't be written, opened or read. */
const OUTAGE_OF_SQLITE = /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN)/;

/**
 * Transient faults: deadlock (1213), lock wait timeout (1205), a record changed since it was read (1020),
 * Galera's and TiDB's conflicts (1047, 3101, 8002, 8005, 9007).
 */
const TRANSIENT_ERRNOS = new Set([1213, 1205, 1020, 3101, 1047, 8002, 8005, 9007]);

/**
 * Whether the whole transaction may succeed when it is run again. A unique key that refused a row is such a fault too:
 * another transaction wrote first, and the facts that are read next show it, so that the rules tell it in their words.
 */
export function isTransientFault(error: unknown): boolean {
  if (error instanceof LostBeforeCommit || isDuplicateKey(error)) return true;
  const fault = engineFault(error);
  return (fault.errno !== undefined && TRANSIENT_ERRNOS.has(fault.errno)) || isSqliteBusy(fault);
}

/** Whether a unique key refused the row: 1062 on MySQL and MariaDB, SQLITE_CONSTRAINT_UNIQUE or _PRIMARYKEY. */
export function isDuplicateKey(error: unknown): boolean {
  const fault = engineFault(error);
  return fault.errno === 1062 || /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(fault.code ?? '');
}

/** Whether the connection is gone. What was sent last may have been done all the same. */
export function isLostConnection(error: unknown): boolean {
  const { code, errno, fatal } = engineFault(error);
  // The driver gives no code to what is asked of a connection after it was lost.
  if (code === undefined && errno === undefined) return fatal === true;
  return (code !== undefined && LOST_CODES.has(code)) || (errno !== undefined && LOST_ERRNOS.has(errno));
}

/**
 * Whether the database can't serve for now: it is gone, full, read-only or too slow. Asking it for less, as one does
 * where a set fails, would only take longer. It may come back by itself, so that a client may try again.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof LostBeforeCommit || error instanceof LostAtCommit || error instanceof TimedOut) return true;
  if (isLostConnection(error)) return true;
  const { code, errno } = engineFault(error);
  return (errno !== undefined && OUTAGE_ERRNOS.has(errno)) || OUTAGE_OF_SQLITE.test(code ?? '');
}

function isSqliteBusy(fault: EngineFault): boolean {
  return fault.code?.startsWith('SQLITE_BUSY') ?? false;
}

/** TypeORM wraps the driver's error in its own and keeps the original beside it. */
function engineFault(error: unknown): EngineFault {
  const wrapped = error as { driverError?: EngineFault } & EngineFault;
  return wrapped?.driverError ?? wrapped ?? {};
}

/** Over a cluster whoever commits first wins, so that one of many at one row may lose several times in turn. */
const ATTEMPTS_MAX = 20;
const WAIT_MILLISECONDS_MAX = 400;

/** Once this much time has passed, what is asked for is not tried again: whoever waits for it hears of it. */
const RETRYING_MILLISECONDS_MAX = 5_000;

/** Runs the whole of `work` again while it meets transient faults, a bounded number of times, waiting longer each time. */
export async function retryTransientFaults<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + RETRYING_MILLISECONDS_MAX;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isTransientFault(error) || performance.now() > deadline) throw error;
      await sleep(Math.random() * Math.min(2 ** attempt * 5, WAIT_MILLISECONDS_MAX));
    }
  }
}
