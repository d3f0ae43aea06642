import type { MachineRecord } from '../../../src/devices/machine.store.js';
import { type Day, plusDays, yearOf } from './dates.js';
import { type ModelMachine, SOURCES } from './state.js';

/** A kind of machine: what is registered of it, and what the model takes it for. */
interface Kind {
  readonly product?: Partial<MachineRecord>;
  readonly model?: Partial<Pick<ModelMachine, 'excludedBy' | 'accepted'>>;
  readonly baseMonths: number;
  readonly shippedOn: (registeredOn: Day) => Day;
}

const ago = (days: number) => (registeredOn: Day) => plusDays(registeredOn, -days);

/** A day of the month in the last year that is over, or in the last leap year that is. */
const onThe = (monthAndDay: string, years: number) => (registeredOn: Day) => {
  const last = yearOf(registeredOn) - 1;
  return `${last - (last % years)}-${monthAndDay}`;
};

const LAPTOP = {
  brand: 'Lenovo',
  series: 'xiaoxin',
  modelName: 'XiaoXinPro 14 IRH8',
  machineType: null,
  mtm: null,
  category: 'LAPTOP',
  salesRegion: 'CN',
  customBuild: false,
} as const;

const THINKPAD = { brand: 'ThinkPad', series: 'thinkpad', modelName: 'ThinkPad T480' };
const THINKBOOK = { brand: 'ThinkBook', series: 'thinkbook', modelName: 'ThinkBook 14 G4+' };
const TABLET = { category: 'TABLET', series: 'tab', modelName: 'Lenovo Tab P12' } as const;
const MOTOROLA = { brand: 'motorola', category: 'PHONE', series: 'moto', modelName: 'motorola edge s' } as const;

/** Each of its own kind; those that no rule on products refuses come first. */
const KINDS: readonly Kind[] = [
  { baseMonths: 24, shippedOn: ago(200) },
  { baseMonths: 36, shippedOn: ago(400) },
  { baseMonths: 12, shippedOn: ago(10) },
  // Ends in 20 days, a year below the ceiling.
  { baseMonths: 48, shippedOn: ago(1441) },
  // Three months below the ceiling.
  { baseMonths: 57, shippedOn: ago(100) },
  // From the end of a month: clamped ends, and clamped extensions.
  { baseMonths: 36, shippedOn: onThe('02-29', 4) },
  { baseMonths: 36, shippedOn: onThe('08-31', 1) },
  { baseMonths: 39, shippedOn: onThe('11-30', 1) },
  // Covered for 40 days more.
  { baseMonths: 12, shippedOn: ago(325) },
  { product: THINKPAD, model: { accepted: ['SHOWCASE'] }, baseMonths: 36, shippedOn: ago(100) },
  { product: THINKBOOK, model: { accepted: ['SHOWCASE'] }, baseMonths: 24, shippedOn: ago(30) },
  // Over; and with no room below the ceiling.
  { baseMonths: 12, shippedOn: ago(800) },
  { baseMonths: 60, shippedOn: ago(100) },
  { product: { category: 'DESKTOP' }, model: { excludedBy: 'M2' }, baseMonths: 36, shippedOn: ago(50) },
  { product: TABLET, model: { excludedBy: 'M3' }, baseMonths: 24, shippedOn: ago(50) },
  { product: MOTOROLA, model: { excludedBy: 'M4' }, baseMonths: 12, shippedOn: ago(400) },
  {
    product: { series: 'zhaoyang', modelName: 'Zhaoyang K29' },
    model: { excludedBy: 'M1' },
    baseMonths: 60,
    shippedOn: ago(50),
  },
  {
    product: { modelName: 'XiaoXinAir-14IIL 2020', salesRegion: 'OVERSEAS' },
    model: { excludedBy: 'M5' },
    baseMonths: 24,
    shippedOn: ago(50),
  },
  { product: { salesRegion: 'US' }, baseMonths: 24, shippedOn: ago(50) },
  { product: { customBuild: true }, baseMonths: 24, shippedOn: ago(50) },
  { product: { brand: 'Dell' }, baseMonths: 24, shippedOn: ago(50) },
];

export const KIND_COUNT = KINDS.length;

/** A machine as it is registered and as the model knows it. */
export interface KnownMachine {
  readonly record: MachineRecord;
  readonly model: ModelMachine;
}

/** The same machine, but for what both know of it. */
export function changed(
  { record, model }: KnownMachine,
  change: Partial<Pick<MachineRecord & ModelMachine, 'serialNumber' | 'shippedOn'>> & { readonly custom?: boolean },
): KnownMachine {
  const { custom = model.custom, ...rest } = change;
  return { record: { ...record, ...rest, customBuild: custom }, model: { ...model, ...rest, custom } };
}

/** One machine of each kind. */
export function machinesFor(series: string, registeredOn: Day): KnownMachine[] {
  return KINDS.map(({ product, model, baseMonths, shippedOn }, index) => {
    const serialNumber = `${series}${String(index).padStart(2, '0')}`;
    const shipped = shippedOn(registeredOn);
    const record = { ...LAPTOP, ...product, serialNumber, shippedOn: shipped, baseWarrantyMonths: baseMonths };
    const { brand, salesRegion, customBuild: custom } = record;
    const known = { serialNumber, brand, salesRegion, custom, shippedOn: shipped, baseMonths };
    return { record, model: { excludedBy: null, accepted: SOURCES, ...model, ...known } };
  });
}

/** Texts that are no serial numbers: a wrong length, and characters that none has. */
export const MALFORMED = ['ABC', 'ABCD12345', 'ＭＤ００００１２３', 'PF0Ä1234'] as const;

export const UNKNOWN_SERIAL_NUMBER = 'ZZ99ZZ99';
