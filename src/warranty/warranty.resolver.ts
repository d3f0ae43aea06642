import { Arg, Ctx, createUnionType, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../api/request-context.js';
import { InvalidSerialNumber, SerialNumberNotFound } from '../devices/device.errors.js';
import { findMachine } from '../devices/find-machine.js';
import { DateScalar } from '../graphql/scalars.js';
import { policyToday } from '../policy/policy.js';
import type { CalendarDate } from '../shared/calendar.js';
import { ceilingOf } from './warranty.js';
import { presentWarranty, WarrantyType } from './warranty.type.js';

export const WarrantyResult = createUnionType({
  name: 'WarrantyResult',
  description: 'A warranty, or why there is none to tell.',
  types: () => [WarrantyType, SerialNumberNotFound, InvalidSerialNumber] as const,
});

@Resolver(() => WarrantyType)
export class WarrantyResolver {
  @Query(() => WarrantyResult, {
    nullable: true,
    description: 'Public: the warranty of a serial number (rule W6). It never tells who the machine belongs to.',
  })
  async warranty(
    @Arg('serialNumber', () => String, { description: 'As the label prints it (rule D4).' }) text: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof WarrantyResult> {
    const found = await findMachine(text, context);
    return 'machine' in found ? presentWarranty(found.machine, context.today) : found;
  }

  @FieldResolver(() => DateScalar, { description: 'The date beyond which no extension can reach (rule W4).' })
  async ceilingOn(
    @Root() { warranty }: WarrantyType,
    @Ctx() { loaders, today }: RequestContext,
  ): Promise<CalendarDate> {
    const { policies } = await loaders.programme('all');
    return ceilingOf(warranty, policyToday(policies, today).warrantyCeilingYears);
  }
}
