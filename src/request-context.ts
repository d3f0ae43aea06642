import { GraphQLError } from 'graphql';
import type { Account } from './accounts/account.js';
import type { Role } from './accounts/role.js';
import type { Loaders } from './loaders.js';
import type { Language } from './messages/messages.js';
import type { Channel } from './policy/policy.js';
import type { Service } from './service.js';
import type { CalendarDate } from './shared/calendar.js';

/** The signed-in account, and what its token says beside. */
export interface Viewer {
  readonly account: Account;
  readonly roles: ReadonlySet<Role>;
  readonly channel: Channel;
}

/** What a resolver is given with each request. */
export interface RequestContext {
  readonly service: Service;
  /** What this request reads by; it reads nothing twice. */
  readonly loaders: Loaders;
  /** Forgets what was read, see `written`. */
  forget(): void;
  readonly language: Language;
  /** The programme's date when the request began: all its reads are of that date. */
  readonly today: CalendarDate;
  /** Null for a request without a token. */
  readonly viewer: Viewer | null;
}

/** The signed-in account; an UNAUTHENTICATED error where no token came with the request. */
export function requireViewer(context: RequestContext): Viewer {
  if (context.viewer !== null) return context.viewer;
  throw new GraphQLError('Sign in: send an access token as "Authorization: Bearer …".', {
    extensions: { code: 'UNAUTHENTICATED' },
  });
}

/** A member of staff with one of these roles; a FORBIDDEN error for everyone else who is signed in. */
export function requireRole(context: RequestContext, ...roles: readonly Role[]): Viewer {
  const viewer = requireViewer(context);
  if (roles.some((role) => viewer.roles.has(role))) return viewer;
  throw new GraphQLError(`This takes the role ${roles.join(' or ')}, which the access token does not have.`, {
    extensions: { code: 'FORBIDDEN', roles },
  });
}

/** Waits for a change, and forgets what the request read before it: what is answered is read anew. */
export async function written<T>(context: RequestContext, change: Promise<T>): Promise<T> {
  try {
    return await change;
  } finally {
    context.forget();
  }
}
