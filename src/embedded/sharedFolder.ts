import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { StartupError } from '../base/errors.ts';
import type { Account } from './account.ts';
import { mayEnter } from './reachable.ts';

/** Where root keeps what `nobody` has to get at when the checkout is out of its reach. */
export const SHARED_FOLDERS: readonly string[] = ['/var/lib/tramontane', '/var/tmp/tramontane'];

/** The first of these folders that can be used. It is root's own: nobody else may put anything there. */
export function openSharedFolder(account: Account, candidates: readonly string[]): string {
  const found = candidates.find((path) => isUsable(path, account));
  if (found !== undefined) return found;
  throw new StartupError(
    `PostgreSQL runs as ${account.name}, who cannot enter the data directory, and no other place can be used ` +
      `(tried ${candidates.join(', ')}): choose another --data-dir, or give --database-url.`,
  );
}

function isUsable(path: string, account: Account): boolean {
  try {
    if (mkdirSync(path, { recursive: true }) !== undefined) chmodSync(path, 0o755);
    const { uid, mode } = lstatSync(path);
    return uid === 0 && (mode & 0o022) === 0 && lstatSync(path).isDirectory() && mayEnter(account, path);
  } catch {
    return false;
  }
}
