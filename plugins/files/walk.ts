import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

/** Every regular file below a folder, or the file itself. Links are not followed; what vanishes or may not be read is left out. */
export async function* walk(path: string, signal: AbortSignal): AsyncGenerator<FoundFile> {
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    signal.throwIfAborted();
    const found = await lstat(next).catch(() => undefined);
    if (found?.isFile()) yield { path: next, bytes: found.size };
    if (found?.isDirectory()) {
      const folder = next;
      waiting.push(...(await readdir(folder).catch(() => [])).map((name) => join(folder, name)));
    }
  }
}
