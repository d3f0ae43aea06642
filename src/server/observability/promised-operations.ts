import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFile } from '../../shared/project-file.js';

/** The names of the operations that clients may rely on, each of which has its file in `operations/`. */
export function promisedOperations(): ReadonlySet<string> {
  const folder = projectFile('operations');
  const documents = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return new Set(
    documents.flatMap((text) => [...text.matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name]) => name ?? '')),
  );
}
