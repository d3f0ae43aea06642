import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { policyToday } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import { DateScalar } from '../shared/scalars.js';
import { ceilingOf } from './warranty.js';
import { WarrantyType } from './warranty.type.js';

@Resolver(() => WarrantyType)
export class WarrantyResolver {
  @FieldResolver(() => DateScalar, { description: 'The date beyond which no extension can reach (rule W4).' })
  async ceilingOn(
    @Root() { warranty }: WarrantyType,
    @Ctx() { loaders, today }: RequestContext,
  ): Promise<CalendarDate> {
    const { policies } = await loaders.programme('all');
    return ceilingOf(warranty, policyToday(policies, today).warrantyCeilingYears);
  }
}
