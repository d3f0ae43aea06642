import { Field } from 'type-graphql';
import { ObjectType } from '../graphql/object-type.js';
import { enumOf } from '../graphql/scalars.js';
import type { ProductCategory } from './product.js';

export const ProductCategoryEnum = enumOf<ProductCategory>('ProductCategory', 'What kind of machine a product is.', {
  LAPTOP: 'A notebook.',
  DESKTOP: 'A desktop, all-in-ones included.',
  TABLET: 'A tablet.',
  TWO_IN_ONE: 'A 2-in-1 tablet.',
  PHONE: 'A phone.',
  OTHER: 'Anything else.',
});

@ObjectType('Product', {
  description:
    'What a machine is. Its serial number decides that: one machine type carries several models and regions.',
})
export class ProductType {
  @Field({ description: 'Example: `ThinkPad`.' })
  brand: string;

  @Field({ description: 'Example: `xiaoxin`; empty where the registry knows none.' })
  series: string;

  @Field({ description: 'Example: `XiaoXinAir-14ARE 2020`.' })
  modelName: string;

  @Field(() => String, { nullable: true, description: 'Four characters on most machines, such as `82JQ`.' })
  machineType: string | null;

  @Field(() => String, { nullable: true, description: 'Machine type and model, such as `20CLA272CD`.' })
  mtm: string | null;

  @Field(() => ProductCategoryEnum, { description: 'What kind of machine it is.' })
  category: ProductCategory;

  @Field({ description: 'Where it was made to be sold: `CN`, another ISO country, or `OVERSEAS`.' })
  salesRegion: string;

  @Field({ description: 'Whether it is a special CTO build (rule M6).' })
  customBuild: boolean;
}
