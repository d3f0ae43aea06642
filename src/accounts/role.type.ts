import { enumOf } from '../graphql/scalars.js';
import type { Role } from './role.js';

export const RoleEnum = enumOf<Role>('Role', 'What staff may do; an access token carries it.', {
  SUPPORT: 'Makes good a lost check-in (`awardDays`). Finding users and reading their records is not offered yet.',
  MODERATOR: 'Awards days of every source (`awardDays`). Handing in and reviewing showcases is not offered yet.',
  OPERATOR:
    'Suspends and reinstates, registers machines. Publishing policy and exclusions and reading the audit trail is not offered yet.',
});
