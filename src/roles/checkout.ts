import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Bug } from '../base/errors.ts';

/** The folder with `package.json`, whether the sources run or what was built of them. */
export function rootFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Bug('The program is not in its folder: there is no package.json.');
  }
}
