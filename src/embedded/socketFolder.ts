import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Account, giveTo } from './account.ts';
import { mayEnter } from './reachable.ts';

const PREFIX = 'tramontane-pg-';
/** The shortest limit for a socket's whole path, that of macOS; Linux allows 107 bytes. */
const LONGEST_PATH = 103;
const SOCKET_FILE = '.s.PGSQL.5432';

/** A new folder for the server's socket, short enough and the account's alone. */
export function makeSocketFolder(account: Account | undefined): string {
  const base = [tmpdir(), '/tmp'].find((path) => isShort(path) && mayEnter(account, path)) ?? '/tmp';
  const path = mkdtempSync(join(realpathSync(base), PREFIX));
  giveTo(account, path);
  return path;
}

/** Removes a folder that `makeSocketFolder` made; others, found in a file anybody could have written, are left alone. */
export function removeSocketFolder(path: string): void {
  if (basename(path).startsWith(PREFIX)) rmSync(path, { recursive: true, force: true });
}

function isShort(path: string): boolean {
  return Buffer.byteLength(join(path, `${PREFIX}XXXXXX`, SOCKET_FILE)) <= LONGEST_PATH;
}
