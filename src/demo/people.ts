import type { Product } from '../devices/product.js';
import type { CouponTerm, DaySource } from '../policy/policy.js';

/** Something that a demo person did so many days ago. */
export type Step =
  | { readonly daysAgo: number; readonly award: number; readonly source: DaySource; readonly reason: string }
  | { readonly daysAgo: number; readonly checkInsUntil: number }
  | { readonly daysAgo: number; readonly bind: string }
  | { readonly daysAgo: number; readonly redeem: CouponTerm; readonly on: string }
  | { readonly daysAgo: number; readonly suspend: string };

/** A demo person: the subject of a token, and a situation worth seeing. */
export interface Person {
  readonly subject: string;
  readonly situation: string;
  /** Oldest first. */
  readonly steps: readonly Step[];
}

/** A machine that a demo person has, or may bind. */
export interface DemoMachine {
  readonly serialNumber: string;
  /** A row of the catalogue, by its model name. */
  readonly modelName: Product['modelName'];
  readonly shippedDaysAgo: number;
  readonly baseWarrantyMonths: number;
}

export const machines: readonly DemoMachine[] = [
  { serialNumber: 'PF1NEW01', modelName: 'XiaoXinPro 14 APH8', shippedDaysAgo: 120, baseWarrantyMonths: 24 },
  { serialNumber: 'PF2WAIT1', modelName: 'XiaoXinPro 16 IRH8', shippedDaysAgo: 200, baseWarrantyMonths: 24 },
  { serialNumber: 'PF3READY', modelName: 'XiaoXinPro 14 IRH8', shippedDaysAgo: 400, baseWarrantyMonths: 24 },
  { serialNumber: 'PF4LAPSE', modelName: 'XiaoXinPro 16 ARH7', shippedDaysAgo: 300, baseWarrantyMonths: 24 },
  { serialNumber: 'PF5THINK', modelName: 'ThinkPad T550', shippedDaysAgo: 500, baseWarrantyMonths: 36 },
  { serialNumber: 'PF6DONE1', modelName: 'XiaoXinPro 16 ARH7', shippedDaysAgo: 350, baseWarrantyMonths: 24 },
  { serialNumber: 'PF7CEIL1', modelName: 'XiaoXinPro 14ACH 2021', shippedDaysAgo: 1500, baseWarrantyMonths: 57 },
  { serialNumber: 'PF8DESK1', modelName: 'ThinkStation K', shippedDaysAgo: 250, baseWarrantyMonths: 36 },
  { serialNumber: 'PF9OVER1', modelName: 'XiaoXinPro 16ACH 2021', shippedDaysAgo: 1000, baseWarrantyMonths: 12 },
];

export const people: readonly Person[] = [
  {
    subject: 'newcomer',
    situation:
      'Has 89 days: the check-in of today makes 90 and issues the first coupon. PF1NEW01 is there to be bound.',
    steps: [
      { daysAgo: 40, award: 60, source: 'CAMPAIGN', reason: 'Front page pick' },
      { daysAgo: 29, checkInsUntil: 1 },
    ],
  },
  {
    subject: 'ready',
    situation: 'Has 200 days and two open coupons, and a device bound 45 days ago: can redeem now.',
    steps: [
      { daysAgo: 60, award: 200, source: 'SHOWCASE', reason: 'Showcase of a new machine' },
      { daysAgo: 45, bind: 'PF3READY' },
    ],
  },
  {
    subject: 'waiting',
    situation: 'Has a coupon, and a device bound 29 days ago: can redeem from tomorrow (D6).',
    steps: [
      { daysAgo: 50, award: 95, source: 'CAMPAIGN', reason: 'Writing column' },
      { daysAgo: 29, bind: 'PF2WAIT1' },
    ],
  },
  {
    subject: 'lapsing',
    situation: 'Has 95 days and a coupon; 10 of the days lapse in 5 days, and the coupon with them (E5, E6).',
    steps: [
      { daysAgo: 360, award: 10, source: 'CAMPAIGN', reason: 'Collection post' },
      { daysAgo: 100, award: 85, source: 'SHOWCASE', reason: 'Showcase of a new machine' },
      { daysAgo: 90, bind: 'PF4LAPSE' },
    ],
  },
  {
    subject: 'think-owner',
    situation: 'Has a ThinkPad and 120 days of check-ins and campaigns: it takes showcase days only (M8).',
    steps: [
      { daysAgo: 80, award: 120, source: 'CHECK_IN', reason: 'Lost check-ins made good' },
      { daysAgo: 70, bind: 'PF5THINK' },
    ],
  },
  {
    subject: 'redeemed',
    situation: 'Redeemed 3 months 100 days ago, and has days again: the device waits for its year to pass (R2).',
    steps: [
      { daysAgo: 200, award: 200, source: 'SHOWCASE', reason: 'Showcase of a new machine' },
      { daysAgo: 150, bind: 'PF6DONE1' },
      { daysAgo: 100, redeem: 'THREE_MONTHS', on: 'PF6DONE1' },
    ],
  },
  {
    subject: 'ceiling',
    situation: 'Has 200 days and a warranty 3 months short of 5 years: 6 months don’t fit, 3 do (W4).',
    steps: [
      { daysAgo: 60, award: 200, source: 'SHOWCASE', reason: 'Showcase of a new machine' },
      { daysAgo: 45, bind: 'PF7CEIL1' },
    ],
  },
  {
    subject: 'excluded',
    situation: 'Has 100 days, a desktop (M2) and a notebook out of warranty (W3).',
    steps: [
      { daysAgo: 60, award: 100, source: 'CAMPAIGN', reason: 'Front page pick' },
      { daysAgo: 45, bind: 'PF8DESK1' },
      { daysAgo: 44, bind: 'PF9OVER1' },
    ],
  },
  {
    subject: 'at-the-cap',
    situation: 'Earned 60 days and then 360 on one day: 300 were granted, 60 cancelled, and check-ins give 0 (E4).',
    steps: [
      { daysAgo: 0, award: 60, source: 'CAMPAIGN', reason: 'Writing column' },
      { daysAgo: 0, award: 360, source: 'SHOWCASE', reason: 'Showcase of a new machine' },
    ],
  },
  {
    subject: 'suspended',
    situation: 'Suspended two days ago: can read, and nothing else (R6).',
    steps: [
      { daysAgo: 30, award: 90, source: 'CAMPAIGN', reason: 'Front page pick' },
      { daysAgo: 2, suspend: 'Checked in by a third-party tool.' },
    ],
  },
];

/** Those who award, suspend and register, by the subjects of their tokens. */
export const staff = [
  { subject: 'support', roles: ['SUPPORT'] },
  { subject: 'moderator', roles: ['MODERATOR'] },
  { subject: 'operator', roles: ['OPERATOR'] },
] as const;
