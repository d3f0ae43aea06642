import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { UserResolver } from '../accounts/user.resolver.js';
import { AccountCouponsResolver } from '../coupons/account-coupons.resolver.js';
import { CouponResolver } from '../coupons/coupon.resolver.js';
import { AccountDevicesResolver } from '../devices/account-devices.resolver.js';
import { BindDeviceResolver } from '../devices/bind-device.resolver.js';
import { DeviceResolver } from '../devices/device.resolver.js';
import { LookUpResolver } from '../devices/look-up.resolver.js';
import { AccountDaysResolver, DayBalanceResolver } from '../earning/account-days.resolver.js';
import { CheckInResolver } from '../earning/check-in.resolver.js';
import { AnnualEarningCapReached, ChannelEarnsNoDays } from '../earning/earning-notice.type.js';
import { GrantResolver } from '../earning/grant.resolver.js';
import { PolicyResolver } from '../policy/policy.resolver.js';
import { AccountRedemptionsResolver } from '../redemption/account-redemptions.resolver.js';
import { EligibilityResolver } from '../redemption/eligibility.resolver.js';
import { RedeemCouponResolver } from '../redemption/redeem-coupon.resolver.js';
import { RedemptionQuoteResolver, RedemptionResolver } from '../redemption/redemption.resolver.js';
import { AwardDaysResolver } from '../staff/award-days.resolver.js';
import { RegisterMachinesResolver } from '../staff/register-machines.resolver.js';
import { SuspendUserResolver } from '../staff/suspend-user.resolver.js';
import { WarrantyResolver } from '../warranty/warranty.resolver.js';
import { callDirectly, Instances } from './direct-calls.js';
import { NodeResolver } from './node.resolver.js';

/** What the documentation of the schema opens with. */
const DESCRIPTION = `Warranty-extension coupons (延保券): members earn days, are issued coupons, and redeem them on their devices.

Send the access token as \`Authorization: Bearer …\`; \`Accept-Language\` (zh-CN or en) chooses the language of messages.
What a member may run into is in an answer’s union and implements \`UserError\`; all else is in \`errors\`, with
\`extensions.code\`. Rules are named by their ids, such as \`D6\`.`;

/** The GraphQL schema, from the resolvers of every capability. */
export async function createSchema(): Promise<GraphQLSchema> {
  const instances = new Instances();
  const schema = await buildSchema({
    container: instances,
    resolvers: [
      PolicyResolver,
      UserResolver,
      AccountDaysResolver,
      DayBalanceResolver,
      AccountCouponsResolver,
      AccountDevicesResolver,
      AccountRedemptionsResolver,
      NodeResolver,
      LookUpResolver,
      DeviceResolver,
      WarrantyResolver,
      EligibilityResolver,
      GrantResolver,
      CouponResolver,
      RedemptionResolver,
      RedemptionQuoteResolver,
      CheckInResolver,
      BindDeviceResolver,
      RedeemCouponResolver,
      AwardDaysResolver,
      SuspendUserResolver,
      RegisterMachinesResolver,
    ],
    // Types that only an interface leads to.
    orphanedTypes: [AnnualEarningCapReached, ChannelEarnsNoDays],
    // Inputs are judged by strict scalars and by the resolvers, which say what to mend.
    validate: false,
  });
  callDirectly(schema, instances);
  schema.description = DESCRIPTION;
  return schema;
}
