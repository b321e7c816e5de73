import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { ActionContext } from 'tramontane/plugin';

/**
 * A key or certificate: the PEM text itself, or the name of a file with one in the folder that `STD_KEY_FOLDER` names. A
 * workflow's author is not the machine's owner, so no other file is read; a link that leads outside is outside.
 */
export async function keyText(given: string, ctx: ActionContext): Promise<string> {
  if (given.includes('-----BEGIN ')) return given;
  const folder = process.env.STD_KEY_FOLDER;
  if (!folder) {
    const message = 'keys are read from no folder here: the machine needs STD_KEY_FOLDER for that';
    throw ctx.fail({ code: 'KEY_NOT_READABLE', message, retry: false });
  }
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(resolve(folder, given))]);
    if (!isBelow(root, file)) throw new Error('it is outside');
    return await readFile(file, 'utf8');
  } catch (cause) {
    const message = `'${given}' is no readable file in the folder for keys`;
    throw ctx.fail({ code: 'KEY_NOT_READABLE', message, retry: false, cause });
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
