import { Field, Int } from 'type-graphql';
import type { Machine } from '../devices/machine.js';
import type { Product } from '../devices/product.js';
import { ProductType } from '../devices/product.type.js';
import { ObjectType } from '../graphql/object-type.js';
import { DateScalar, enumOf } from '../graphql/scalars.js';
import type { CalendarDate } from '../shared/calendar.js';
import { isInWarranty, type Warranty, type WarrantyExtensionKind, type WarrantyStartBasis } from './warranty.js';

const WarrantyStartBasisEnum = enumOf<WarrantyStartBasis>('WarrantyStartBasis', 'Where a warranty starts.', {
  SHIPPED: 'On the date the machine was shipped (rule W1).',
  INVOICE: 'On the purchase date of an accepted invoice (rule W2). Submitting one is not offered yet.',
});

const WarrantyExtensionKindEnum = enumOf<WarrantyExtensionKind>(
  'WarrantyExtensionKind',
  'Where an extension comes from.',
  {
    REDEEMED: 'From a coupon (rule W5).',
    PURCHASED: 'Bought from the maker (rule W7). Recording one is not offered yet.',
  },
);

@ObjectType('WarrantyExtension', { description: 'Calendar months added to the end of a warranty.' })
export class WarrantyExtensionType {
  @Field(() => WarrantyExtensionKindEnum, { description: 'Where it comes from.' })
  kind: WarrantyExtensionKind;

  @Field(() => Int, { description: 'Calendar months added.' })
  months: number;

  @Field(() => DateScalar, { description: 'The date on which they were added.' })
  extendedOn: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered before.' })
  endsOnBefore: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered after.' })
  endsOnAfter: CalendarDate;
}

@ObjectType('Warranty', { description: 'The warranty of a machine. It never tells who the machine belongs to.' })
export class WarrantyType {
  @Field({ description: 'The machine’s serial number in its canonical form.' })
  serialNumber: string;

  @Field(() => ProductType, { description: 'What the machine is.' })
  product: Product;

  @Field(() => DateScalar, { description: 'The date the machine was shipped.' })
  shippedOn: CalendarDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The purchase date of an accepted invoice; null where there is none.',
  })
  purchasedOn: CalendarDate | null;

  @Field(() => WarrantyStartBasisEnum, { description: 'Which of the two the warranty starts on.' })
  startBasis: WarrantyStartBasis;

  @Field(() => DateScalar, { description: 'The first date covered.' })
  startsOn: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered without extensions.' })
  baseEndsOn: CalendarDate;

  @Field(() => DateScalar, { description: 'The last date covered.' })
  endsOn: CalendarDate;

  @Field({ description: 'Whether today is covered (rule W3).' })
  inWarranty: boolean;

  @Field(() => [WarrantyExtensionType], { description: 'What was added to it, in order.' })
  extensions: readonly WarrantyExtensionType[];

  /** The record behind it; not part of the schema. */
  warranty: Warranty;
}

/** A machine's warranty as it stands on a date. */
export function presentWarranty({ serialNumber, product, warranty }: Machine, today: CalendarDate): WarrantyType {
  const type = new WarrantyType();
  type.serialNumber = serialNumber;
  type.product = product;
  type.shippedOn = warranty.shippedOn;
  type.purchasedOn = warranty.purchasedOn;
  type.startBasis = warranty.startBasis;
  type.startsOn = warranty.startsOn;
  type.baseEndsOn = warranty.baseEndsOn;
  type.endsOn = warranty.endsOn;
  type.inWarranty = isInWarranty(warranty, today);
  type.extensions = warranty.extensions;
  type.warranty = warranty;
  return type;
}
