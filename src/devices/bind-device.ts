import { type LockedAccount, type Suspension, suspensionOn } from '../accounts/account.js';
import { lockAccount } from '../accounts/account.store.js';
import type { Transaction } from '../database/session.js';
import { policyToday } from '../policy/policy.js';
import { readPolicies } from '../policy/policy.store.js';
import type { Clock, Decided } from '../shared/clock.js';
import type { Device } from './device.js';
import { insertDevice, readDevices, readOwners } from './device.store.js';
import { lockMachines, readMachines } from './machine.store.js';
import { isLenovoBrand } from './product.js';

export interface BindCommand {
  readonly userId: string;
  readonly realUserId: string;
  /** As `canonicalSerialNumber` gives it. */
  readonly serialNumber: string;
}

export type BindOutcome =
  | { readonly kind: 'BOUND'; readonly device: Device }
  | { readonly kind: 'SUSPENDED'; readonly suspension: Suspension }
  | { readonly kind: 'NOT_FOUND' }
  | { readonly kind: 'NOT_LENOVO'; readonly brand: string }
  | { readonly kind: 'ALREADY_BOUND'; readonly device: Device }
  | { readonly kind: 'BOUND_TO_ANOTHER' }
  | { readonly kind: 'LIMIT_REACHED'; readonly limit: number };

/**
 * Binds a machine to an account, for good: at most 5 an account (D1), each to one account only (D2), never unbound (D3),
 * known to the registry (D4) and Lenovo's own (D5).
 * FAQ: 每个账号最多绑定5台设备，1台设备只能被一个联想账号捆绑。主机设备一经绑定后不可换绑/解绑。
 */
export async function bindDevice(
  transaction: Transaction,
  command: BindCommand,
  clock: Clock,
): Promise<Decided<BindOutcome>> {
  const account = await lockAccount(transaction, command, clock);
  await lockMachines(transaction, [command.serialNumber]);
  return { decidedOn: account.turn.today, ...(await bind(transaction, account, command.serialNumber)) };
}

/** The account and the machine are locked. */
async function bind(transaction: Transaction, account: LockedAccount, serialNumber: string): Promise<BindOutcome> {
  const { userId } = account;
  const { at, today, newId } = account.turn;
  const policy = policyToday(await readPolicies(transaction), today);
  const machine = (await readMachines(transaction, [serialNumber], today)).get(serialNumber);
  const owner = (await readOwners(transaction, [serialNumber])).get(serialNumber);
  const devices = (await readDevices(transaction, [userId], today)).get(userId) ?? [];

  const suspension = suspensionOn(account, today);
  if (suspension !== null) return { kind: 'SUSPENDED', suspension };
  if (machine === undefined) return { kind: 'NOT_FOUND' };
  if (!isLenovoBrand(machine.product.brand, policy)) return { kind: 'NOT_LENOVO', brand: machine.product.brand };
  const bound = devices.find((device) => device.machine.serialNumber === serialNumber);
  if (bound !== undefined) return { kind: 'ALREADY_BOUND', device: bound };
  if (owner !== undefined) return { kind: 'BOUND_TO_ANOTHER' };
  if (devices.length >= policy.maxDevices) return { kind: 'LIMIT_REACHED', limit: policy.maxDevices };

  const device: Device = { id: newId('dev'), userId, slot: devices.length + 1, boundOn: today, machine };
  await insertDevice(transaction, device, at);
  return { kind: 'BOUND', device };
}
