import { enumOf } from '../shared/scalars.js';
import type { Role } from './role.js';

export const RoleEnum = enumOf<Role>('Role', 'What staff may do; an access token carries it.', {
  SUPPORT: 'Finds users, reads their records, corrects a lost check-in.',
  MODERATOR: 'Reviews showcases and awards campaigns.',
  OPERATOR: 'Suspends and reinstates, registers machines, publishes policy.',
});
