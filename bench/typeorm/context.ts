import type { DataSource, EntityManager } from 'typeorm';
import type { UserEntity } from '../../src/accounts/user.entity.js';
import { retryTransientFaults } from '../../src/database/faults.js';
import type { Moment } from '../../src/shared/clock.js';

export interface OrmContext {
  readonly dataSource: DataSource;
  readonly user: UserEntity;
  readonly moment: Moment;
}

/** A transaction that begins anew where it met a deadlock, which inserts of neighbours' lots do at times. */
export function transaction<T>(dataSource: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return retryTransientFaults(() => dataSource.transaction(work));
}
