import type { Database } from '../database/database.js';
import { processLoader } from '../database/loader.js';
import { type Programme, readProgramme } from './policy.store.js';

export function policyLoaders({ reader }: Database) {
  return {
    programme: processLoader<'all', Programme>(async () => {
      const programme = await readProgramme(reader);
      return () => programme;
    }),
  };
}
