/** What staff may do, as their access tokens say; members have none of these. */
export const ROLES = ['SUPPORT', 'MODERATOR', 'OPERATOR'] as const;
export type Role = (typeof ROLES)[number];
