import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Account } from './account.ts';

const READ = 4;
const ENTER = 1;

/** Whether the account gets at a folder, through all folders above it. Ourselves we always do. */
export function mayEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true;
  let path = realpathSync(folder);
  while (may(account, statSync(path), ENTER)) {
    if (path === dirname(path)) return true;
    path = dirname(path);
  }
  return false;
}

/** Whether the account can read a file. */
export function mayRead(account: Account | undefined, file: string): boolean {
  return !account || (may(account, statSync(file), READ) && mayEnter(account, dirname(file)));
}

function may(account: Account, { mode, uid, gid }: Stats, right: number): boolean {
  if (uid === account.uid) return ((mode >> 6) & right) !== 0;
  if (gid === account.gid) return ((mode >> 3) & right) !== 0;
  return (mode & right) !== 0;
}
