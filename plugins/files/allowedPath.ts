import { realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, relative, resolve, sep } from 'node:path';
import type { ActionContext } from 'tramontane/plugin';

/**
 * The real place of a path, if it lies below one of the folders in `FILES_ROOTS`, or below the working directory where that
 * is not set. A workflow's author is not the machine's owner, so the owner says what may be looked at. Links are resolved
 * first: one that leads outside is outside.
 */
export async function allowedPath(path: string, ctx: ActionContext): Promise<string> {
  const roots = (process.env.FILES_ROOTS ?? process.cwd()).split(delimiter).filter(Boolean);
  const [first = '.'] = roots;
  const real = await realpath(resolve(first, path)).catch((error: NodeJS.ErrnoException) => {
    throw ctx.fail({ code: error.code ?? 'UNREADABLE', message: `'${path}' cannot be read`, retry: false });
  });
  for (const root of roots) if (isBelow(await realpath(root).catch(() => root), real)) return real;
  throw ctx.fail({ code: 'NOT_ALLOWED', message: `'${path}' is not below a folder of FILES_ROOTS`, retry: false });
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
