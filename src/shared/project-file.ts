import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The place of a file of the project, whether the code runs as it is or as it was built. */
export function projectFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder))
      throw new Error(`No package.json is above the code: put it and ${path} beside dist/.`);
    folder = dirname(folder);
  }
  return join(folder, path);
}
