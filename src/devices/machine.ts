import type { Warranty } from '../warranty/warranty.js';
import type { Product } from './product.js';

/** A machine in the product registry, with its warranty as it stands. */
export interface Machine {
  readonly serialNumber: string;
  readonly product: Product;
  readonly warranty: Warranty;
  /** Extensions ever recorded, whatever their date. */
  readonly extensionsRecorded: number;
}
