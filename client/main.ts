import { writeFileSync } from 'node:fs';
import { generateOperations } from './generate.js';

writeFileSync('client/operations.ts', await generateOperations());
