import { chownSync, readFileSync, statSync } from 'node:fs';
import { StartupError } from '../base/errors.ts';

/** Whom PostgreSQL runs as, where that is not ourselves. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. Then the owner of data that exists already runs it, so that they can still use it. */
export function accountFor(existing: string | undefined): Account | undefined {
  if (!isRoot()) return undefined;
  const owner = existing === undefined ? undefined : statSync(existing);
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  return nobody();
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Gives a path to the account; does nothing where PostgreSQL runs as ourselves. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** The part of `spawn`'s options that says who runs it. */
export function spawnAs(account: Account | undefined): { uid?: number; gid?: number } {
  // macOS numbers `nobody` -2: `chown` wants it without a sign, `spawn` with one.
  return account ? { uid: account.uid | 0, gid: account.gid | 0 } : {};
}

function nobody(): Account {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(-?\d+):(-?\d+):/m);
  if (!line) {
    throw new StartupError(
      'PostgreSQL does not run as root, and there is no user nobody: start as an ordinary user, or give --database-url.',
    );
  }
  return { name: 'nobody', uid: Number(line[1]) >>> 0, gid: Number(line[2]) >>> 0 };
}
