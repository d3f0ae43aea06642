import { Initial1764000000001 } from './1-initial.js';
import { FirstPolicy1764000000002 } from './2-first-policy.js';
import { LotsByTheirKey1764000000003 } from './3-lots-by-their-key.js';
import { TurnsOfAPerson1764000000004 } from './4-turns-of-a-person.js';
import { LotsMarkedInPlace1764000000005 } from './5-lots-marked-in-place.js';

/** All there are, the first one first; the database keeps the names of those that ran. */
export const migrations = [
  Initial1764000000001,
  FirstPolicy1764000000002,
  LotsByTheirKey1764000000003,
  TurnsOfAPerson1764000000004,
  LotsMarkedInPlace1764000000005,
];

export const MIGRATIONS_TABLE = 'migrations';
