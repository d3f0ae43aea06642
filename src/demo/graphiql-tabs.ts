import { readFileSync } from 'node:fs';
import type { Role } from '../accounts/role.js';
import type { Service } from '../api/service.js';
import type { GraphiqlTab } from '../server/http/graphiql.js';
import { projectFile } from '../shared/project-file.js';

/** Makes an access token for a demo person or a member of staff. */
export type TokenFor = (subject: string, roles: readonly Role[]) => Promise<string>;

/** The tabs that tell the programme's story, each running as it stands, with the ids of the demo data as they are. */
export async function storyTabs(service: Service, tokenFor: TokenFor): Promise<GraphiqlTab[]> {
  const as = async (subject: string, roles: readonly Role[] = []) => ({
    authorization: `Bearer ${await tokenFor(subject, roles)}`,
    'accept-language': 'en',
  });
  const newcomer = await as('newcomer');
  const ready = await as('ready');
  const redeemable = await idsOf('ready', service);
  const awarded = await service.loaders.identityBySubject('newcomer');
  const tabs: readonly [operation: string, headers: Record<string, string>, variables?: Record<string, unknown>][] = [
    ['check-in', newcomer],
    ['look-up-device', newcomer, { serialNumber: 'PF1NEW01' }],
    ['bind-device', newcomer, { serialNumber: 'PF1NEW01' }],
    ['why-not-yet', await as('waiting'), { on: null }],
    ['quote-redemption', ready, redeemable],
    ['redeem-coupon', ready, { ...redeemable, idempotencyKey: 'my-first-redemption', quoteToken: null }],
    ['my-account', ready],
    ['my-history', await as('redeemed'), { first: 10 }],
    ['warranty', {}, { serialNumber: 'PF6DONE1' }],
    ['programme', {}],
    ['award-days', await as('moderator', ['MODERATOR']), { userId: awarded?.userId ?? '', ...CAMPAIGN_AWARD }],
  ];
  return tabs.map(([operation, headers, variables]) => ({
    story: STORIES[operation] ?? '',
    query: readFileSync(projectFile(`operations/${operation}.graphql`), 'utf8'),
    headers,
    ...(variables === undefined ? {} : { variables }),
  }));
}

const CAMPAIGN_AWARD = { source: 'CAMPAIGN', days: 5, reason: 'Writing column' };

/** What each operation shows with the demo data as it is, for whom, and what to try next. */
const STORIES: Readonly<Record<string, string>> = {
  'check-in': `As newcomer, who has 89 days: today's check-in
makes 90 and issues the first coupon. Run it
again, and the answer says when the next is due:
move the date by a day.`,
  'look-up-device': `Binding can't be undone, so ask before: product,
warranty, and all that would keep this machine
from redeeming. Try PF8DESK1: a desktop, and
bound to another account.`,
  'bind-device': 'newcomer binds the machine, for good.',
  'why-not-yet': `As waiting, who bound a machine 29 days ago: why
can it not redeem yet, and from when? Move the
date by a day and ask again, or ask about a later
date with {"on": "…"}.`,
  'quote-redemption': `As ready, who has 200 days and a machine that
can redeem: which days would be drawn, where
would the warranty end? Nothing changes yet.`,
  'redeem-coupon': `What was quoted, done once and for good. Run it
again: the same key answers the same redemption.
With another key, the answer names the rule in
the way.`,
  'my-account': `All that a home screen shows of ready, in one
request.`,
  'my-history': `As redeemed: every earning, what was drawn from
it, and where the warranty moved.`,
  warranty: `Anyone may ask about any machine: no token is
sent. PF3READY is the one that ready redeems on.`,
  programme: `The numbers of every rule, and the products that
are left out, for an app to show.`,
  'award-days': `Staff: as moderator, who awards newcomer days of
a campaign. The member sees the reason; the
audit trail keeps it.`,
};

/** A demo person's first open coupon and first device; empty once they are used up or the date has been moved. */
async function idsOf(subject: string, { loaders, clock }: Service): Promise<{ couponId: string; deviceId: string }> {
  const { today } = clock.now();
  const account = await loaders.identityBySubject(subject);
  if (account === null) return { couponId: '', deviceId: '' };
  const { userId } = account;
  const coupons = await loaders.openCoupons({ userId, today });
  const devices = await loaders.devices({ userId, today });
  return { couponId: coupons[0]?.id ?? '', deviceId: devices[0]?.id ?? '' };
}
