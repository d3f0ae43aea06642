import type { DataSource } from 'typeorm';
import type { UserEntity } from '../../src/accounts/user.entity.js';
import type { Moment } from '../../src/shared/clock.js';

export interface OrmContext {
  readonly dataSource: DataSource;
  readonly user: UserEntity;
  readonly moment: Moment;
}
