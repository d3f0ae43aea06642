import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from '../api/schema.js';

/** Writes `schema.graphql`, the contract that is committed, from the code. */
writeFileSync('schema.graphql', `${printSchema(lexicographicSortSchema(await createSchema()))}\n`);
