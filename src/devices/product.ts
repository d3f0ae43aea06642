import { DAY_SOURCES, type DaySource, type PolicyTerms } from '../policy/policy.js';
import { remembered } from '../shared/remembered.js';

export const PRODUCT_CATEGORIES = ['LAPTOP', 'DESKTOP', 'TABLET', 'TWO_IN_ONE', 'PHONE', 'OTHER'] as const;
export type ProductCategory = (typeof PRODUCT_CATEGORIES)[number];

/** What a machine is. A serial number decides it, not a machine type: one type carries several models and regions. */
export interface Product {
  readonly brand: string;
  readonly series: string;
  readonly modelName: string;
  readonly machineType: string | null;
  readonly mtm: string | null;
  readonly category: ProductCategory;
  /** `CN`, another ISO country, or `OVERSEAS`. */
  readonly salesRegion: string;
  /** A special CTO build (rule M6). */
  readonly customBuild: boolean;
}

/** A name without case, spaces and hyphens: `XiaoXinAir-14IIL 2020` and `Xiaoxin Air 14-IIL 2020` are one. */
export const foldedName = remembered(
  (name) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{Dash}_·]+/gu, ''),
  10_000,
);

/** Whether a brand is Lenovo's own (rule D5). */
export function isLenovoBrand(brand: string, policy: PolicyTerms): boolean {
  return policy.lenovoBrands.some((own) => foldedName(own) === foldedName(brand));
}

/** Sources whose days a product takes (rule M8): all of them, unless a restriction names it. */
export function acceptedSources(product: Product, policy: PolicyTerms): readonly DaySource[] {
  const brand = foldedName(product.brand);
  const fullName = foldedName(product.series + product.modelName);
  const restriction = policy.sourceRestrictions.find(
    (candidate) =>
      (candidate.brand === null || brand === foldedName(candidate.brand)) &&
      (candidate.series === null || fullName.includes(foldedName(candidate.series))),
  );
  return restriction?.acceptedSources ?? DAY_SOURCES;
}
