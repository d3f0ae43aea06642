import { foldedName, type Product, type ProductCategory } from '../devices/product.js';
import type { CalendarDate } from '../shared/calendar.js';

/** What a product must match in all of; a list left out matches every product. Names are folded. */
export interface ProductCriteria {
  readonly brands?: readonly string[];
  readonly categories?: readonly ProductCategory[];
  /** Parts of the series' and the model's name, read as one. */
  readonly names?: readonly string[];
  readonly salesRegions?: readonly string[];
  readonly customBuild?: boolean;
}

/** Products that can't redeem (rules M1 to M5), from a date on and perhaps until one. */
export interface Exclusion {
  readonly id: string;
  /** The law it comes from, such as `M1`. */
  readonly law: string;
  readonly reason: { readonly en: string; readonly zh: string };
  readonly since: CalendarDate;
  /** The first date on which it no longer holds; null while no end is set. */
  readonly until: CalendarDate | null;
  /** A product is excluded when it matches one of these. */
  readonly criteria: readonly ProductCriteria[];
}

export function isInForce(exclusion: Exclusion, on: CalendarDate): boolean {
  return exclusion.since <= on && (exclusion.until === null || on < exclusion.until);
}

export function excludes(exclusion: Exclusion, product: Product): boolean {
  return exclusion.criteria.some((criteria) => matches(criteria, product));
}

function matches(criteria: ProductCriteria, product: Product): boolean {
  const fullName = foldedName(product.series + product.modelName);
  return (
    (criteria.brands?.some((brand) => foldedName(brand) === foldedName(product.brand)) ?? true) &&
    (criteria.categories?.includes(product.category) ?? true) &&
    (criteria.names?.some((name) => fullName.includes(foldedName(name))) ?? true) &&
    (criteria.salesRegions?.includes(product.salesRegion) ?? true) &&
    (criteria.customBuild === undefined || criteria.customBuild === product.customBuild)
  );
}
