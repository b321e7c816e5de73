import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder this project stands in. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Whether the sources are here, so that there is something to build; an installed package has only `dist/`. */
export function isCheckout(root) {
  return existsSync(join(root, 'src')) && existsSync(join(root, 'tsconfig.build.json'));
}
