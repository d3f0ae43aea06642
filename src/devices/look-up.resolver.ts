import { Arg, Ctx, createUnionType, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, requireViewer } from '../api/request-context.js';
import { ObjectType } from '../graphql/object-type.js';
import { enumOf, instanceOf } from '../graphql/scalars.js';
import { messageIn } from '../messages/messages.js';
import { type DaySource, policyToday } from '../policy/policy.js';
import { DaySourceEnum } from '../policy/policy.type.js';
import { violationsOfMachine } from '../redemption/judge.js';
import { presentViolation } from '../redemption/present-violation.js';
import { RedemptionViolation } from '../redemption/redemption.errors.js';
import { presentWarranty, WarrantyType } from '../warranty/warranty.type.js';
import { InvalidSerialNumber, NotLenovoProduct, SerialNumberNotFound } from './device.errors.js';
import { findMachine } from './find-machine.js';
import { acceptedSources, isLenovoBrand, type Product } from './product.js';
import { ProductType } from './product.type.js';

type BindingState = 'UNBOUND' | 'BOUND_TO_ME' | 'BOUND_TO_ANOTHER';

const BindingStateEnum = enumOf<BindingState>('BindingState', 'Whose a machine is (rule D2).', {
  UNBOUND: 'Nobody has bound it.',
  BOUND_TO_ME: 'The signed-in user has.',
  BOUND_TO_ANOTHER: 'Another account has; never says which.',
});

@ObjectType({
  description: 'What a machine is before it is bound, whose, and what would keep it from redeeming (rule D3).',
})
export class DeviceLookup {
  @Field(() => ProductType, { description: 'What the machine is.' })
  product: Product;

  @Field(() => WarrantyType, {
    nullable: true,
    description: 'Its warranty. Null, with an error, when the warranty system does not answer.',
  })
  warranty: WarrantyType | null;

  @Field(() => [DaySourceEnum], { description: 'Sources whose days it takes (rule M8).' })
  acceptedSources: readonly DaySource[];

  @Field(() => [RedemptionViolation], {
    description:
      'The rules that the machine itself breaks: M1 to M7, W3, W4 if no term fits, R2 or R3; not the binding wait, the coupon or the account.',
  })
  violations: RedemptionViolation[];

  /** The serial number it was looked up by; not part of the schema. */
  serialNumber: string;
}

export const DeviceLookupResult = createUnionType({
  name: 'DeviceLookupResult',
  description: 'What the machine is, or why there is nothing to tell.',
  types: () => [DeviceLookup, SerialNumberNotFound, InvalidSerialNumber, NotLenovoProduct] as const,
});

@Resolver(() => DeviceLookup)
export class LookUpResolver {
  @Query(() => DeviceLookupResult, {
    nullable: true,
    description:
      'Signed in, before the irreversible binding: what the machine is, whose, and what would keep it from redeeming (rule D3).',
  })
  async deviceLookup(
    @Arg('serialNumber', () => String, { description: 'As the label prints it (rule D4).' }) text: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof DeviceLookupResult> {
    requireViewer(context);
    const { loaders, language, today } = context;
    const [found, programme] = await Promise.all([findMachine(text, context), loaders.programme('all')]);
    if (!('machine' in found)) return found;
    const { machine } = found;
    const policy = policyToday(programme.policies, today);
    const { brand } = machine.product;
    if (!isLenovoBrand(brand, policy)) {
      return instanceOf(NotLenovoProduct, { message: messageIn(language, 'NotLenovoProduct', { brand }), brand });
    }
    return instanceOf(DeviceLookup, {
      product: machine.product,
      warranty: presentWarranty(machine, today),
      acceptedSources: acceptedSources(machine.product, policy),
      violations: violationsOfMachine(machine, { policy, today, ...programme }).map((violation) =>
        presentViolation(violation, language),
      ),
      serialNumber: machine.serialNumber,
    });
  }

  @FieldResolver(() => BindingStateEnum, { description: 'Whose it is.' })
  async binding(@Root() { serialNumber }: DeviceLookup, @Ctx() context: RequestContext): Promise<BindingState> {
    const owner = await context.loaders.owner(serialNumber);
    if (owner === null) return 'UNBOUND';
    return owner.userId === requireViewer(context).identity.userId ? 'BOUND_TO_ME' : 'BOUND_TO_ANOTHER';
  }
}
