import { GraphQLError } from 'graphql';
import type { Identity } from '../accounts/account.js';
import type { Role } from '../accounts/role.js';
import type { Language } from '../messages/messages.js';
import type { Channel } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import type { Decided } from '../shared/clock.js';
import type { Recorded, RequestRecord } from '../shared/request-record.js';
import { type Loaders, RequestLoaders } from './loaders.js';
import type { Service } from './service.js';

/** The signed-in account, and what its token says beside. */
export interface Viewer {
  readonly identity: Identity;
  readonly roles: ReadonlySet<Role>;
  readonly channel: Channel;
}

/** What a resolver is given with each request. */
export class RequestContext implements Recorded {
  /** What becomes of the request, for those who run the service. */
  record: RequestRecord | null = null;
  private readonly requestLoaders: RequestLoaders;
  private date: CalendarDate;

  constructor(
    readonly service: Service,
    readonly language: Language,
    /** Null for a request without a token. */
    readonly viewer: Viewer | null,
    /** Whom its operations are counted for: an account, or the address of who is not signed in. */
    readonly caller: string = viewer?.identity.userId ?? '',
  ) {
    this.requestLoaders = new RequestLoaders(service.loaders);
    this.date = service.clock.today();
  }

  /** What this request reads by; it reads nothing twice. */
  get loaders(): Loaders {
    return this.requestLoaders.loaders;
  }

  /**
   * The programme's date when the request began, or when it last wrote: all that it then reads is of that date. It is
   * later than the clock's after a change whose turn was.
   */
  get today(): CalendarDate {
    return this.date;
  }

  /** Waits for a change, and forgets what was read before it: what is answered after it is read anew, as of then. */
  async change<T extends Decided>(change: Promise<T>): Promise<T> {
    try {
      const decided = await change;
      this.date = decided.decidedOn;
      return decided;
    } finally {
      this.requestLoaders.forget();
      const today = this.service.clock.today();
      if (today > this.date) this.date = today;
    }
  }
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
