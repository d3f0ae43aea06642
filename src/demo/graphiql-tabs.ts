import { readFileSync } from 'node:fs';
import type { Service } from '../api/service.js';
import type { GraphiqlTab } from '../server/graphiql.js';
import { projectFile } from '../shared/project-file.js';

/** Makes an access token for a demo person or a member of staff. */
export type TokenFor = (subject: string, roles?: readonly string[]) => Promise<string>;

/** The tabs that tell the programme's story, each running as it stands, with the ids of the demo data as they are. */
export async function storyTabs(service: Service, tokenFor: TokenFor): Promise<GraphiqlTab[]> {
  const as = async (subject: string, roles: readonly string[] = []) => ({
    authorization: `Bearer ${await tokenFor(subject, roles)}`,
    'accept-language': 'en',
  });
  const newcomer = await as('newcomer');
  const ready = await as('ready');
  const redeemable = await idsOf('ready', service);
  const awarded = await service.loaders.accountBySubject('newcomer');
  return [
    tab('check-in', newcomer),
    tab('look-up-device', newcomer, { serialNumber: 'PF1NEW01' }),
    tab('bind-device', newcomer, { serialNumber: 'PF1NEW01' }),
    tab('why-not-yet', newcomer, { on: null }),
    tab('quote-redemption', ready, redeemable),
    tab('redeem-coupon', ready, { ...redeemable, idempotencyKey: 'my-first-redemption', quoteToken: null }),
    tab('my-account', ready),
    tab('my-history', await as('redeemed'), { first: 10 }),
    tab('warranty', {}, { serialNumber: 'PF6DONE1' }),
    tab('programme', {}),
    tab('award-days', await as('moderator', ['MODERATOR']), {
      userId: awarded?.userId ?? '',
      source: 'CAMPAIGN',
      days: 5,
      reason: 'Writing column',
    }),
  ];
}

function tab(operation: string, headers: Record<string, string>, variables?: Record<string, unknown>): GraphiqlTab {
  const query = readFileSync(projectFile(`operations/${operation}.graphql`), 'utf8');
  return { query, headers, ...(variables === undefined ? {} : { variables }) };
}

/** A demo person's first open coupon and first device; empty once they are used up or the date has been moved. */
async function idsOf(subject: string, { loaders, clock }: Service): Promise<{ couponId: string; deviceId: string }> {
  const { today } = clock.now();
  const account = await loaders.accountBySubject(subject);
  if (account === null) return { couponId: '', deviceId: '' };
  const { userId } = account;
  const coupons = await loaders.openCoupons({ userId, today });
  const devices = await loaders.devices({ userId, today });
  return { couponId: coupons[0]?.id ?? '', deviceId: devices[0]?.id ?? '' };
}
