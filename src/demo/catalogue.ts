import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { MachineRecord } from '../devices/machine.store.js';
import type { Product, ProductCategory } from '../devices/product.js';
import { addDays, type CalendarDate } from '../shared/calendar.js';
import { projectFile } from '../shared/project-file.js';

/** The products of `data/products.csv`, in its order. */
export function readProducts(): Product[] {
  const rows: Record<string, string>[] = parse(readFileSync(projectFile('data/products.csv')), { columns: true });
  return rows.map((row) => ({
    brand: row.brand ?? '',
    series: row.series ?? '',
    modelName: row.model_name ?? '',
    machineType: row.machine_type || null,
    mtm: row.mtm || null,
    category: row.category as ProductCategory,
    salesRegion: row.sales_region ?? '',
    customBuild: row.custom_build === 'true',
  }));
}

/**
 * One machine of each product, so that any of them can be looked up in the sandbox. The products are real; serial
 * numbers, shipping dates within the last four years and warranties of two years, or three for a ThinkPad, are not.
 */
export function catalogueMachines(today: CalendarDate): MachineRecord[] {
  return readProducts().map((product, index) => ({
    ...product,
    serialNumber: catalogueSerialNumber(index),
    shippedOn: addDays(today, -((index * 37) % 1461)),
    baseWarrantyMonths: product.brand === 'ThinkPad' ? 36 : 24,
  }));
}

/** `CT000000` is the first row's machine. */
export function catalogueSerialNumber(index: number): string {
  return `CT${String(index).padStart(6, '0')}`;
}
