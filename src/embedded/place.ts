import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf, StartupError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { type Account, accountFor, isRoot } from './account.ts';
import { mayEnter } from './reachable.ts';
import { openSharedFolder } from './sharedFolder.ts';

/**
 * The folder that holds the cluster, its lock and its log: `postgres` in the data directory, or a link of that name to where
 * the account gets at it. The folder is ours and only `data` in it is the account's, so that we never write where `nobody`
 * could have laid a trap.
 */
export interface Place {
  readonly path: string;
  readonly account: Account | undefined;
}

const BELONGS_TO = 'belongs-to';

/** Opens the data directory's place, or makes one. */
export function openPlace(dataDir: string, sharedFolders: readonly string[], log: Logger): Place {
  const link = join(makeFolder(dataDir), 'postgres');
  if (!isThere(link)) makePlace(link, sharedFolders, log);
  return checked(link);
}

function makeFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    return realpathSync(dataDir);
  } catch (error) {
    throw new StartupError(`The data directory ${dataDir} cannot be made: ${messageOf(error)}`, { cause: error });
  }
}

function makePlace(link: string, sharedFolders: readonly string[], log: Logger): void {
  const account = accountFor(undefined);
  const isOutOfReach = account && !mayEnter(account, dirname(link));
  if (isOutOfReach) makePlaceElsewhere(link, account, sharedFolders, log);
  else makePlaceInside(link, account);
}

function makePlaceInside(link: string, account: Account | undefined): void {
  try {
    mkdirSync(link);
    chmodSync(link, account ? 0o711 : 0o700);
  } catch (error) {
    if (!isThere(link))
      throw new StartupError(`The data directory cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

/** A random name, so that a data directory which was removed starts afresh; the link in it is what leads there. */
function makePlaceElsewhere(link: string, account: Account, sharedFolders: readonly string[], log: Logger): void {
  const dataDir = dirname(link);
  const shared = openSharedFolder(account, sharedFolders);
  reportRemains(shared, dataDir, log);
  const name = `${basename(dataDir)}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}-`;
  const path = mkdtempSync(join(shared, name));
  chmodSync(path, 0o711);
  writeFileSync(join(path, BELONGS_TO), dataDir);
  try {
    symlinkSync(path, link);
    log.info({ dataDir, path }, `${account.name} cannot enter the data directory; PostgreSQL keeps its data elsewhere`);
  } catch {
    // Another process was faster; its link is the one that counts.
    rmSync(path, { recursive: true });
  }
}

function reportRemains(shared: string, dataDir: string, log: Logger): void {
  for (const name of readdirSync(shared)) {
    const owner = join(shared, name, BELONGS_TO);
    if (existsSync(owner) && readFileSync(owner, 'utf8') === dataDir) {
      log.warn(
        { dataDir, path: join(shared, name) },
        'data of a former data directory is still there; remove it by hand',
      );
    }
  }
}

function checked(link: string): Place {
  if (!existsSync(link))
    throw new StartupError(`${link} leads to a folder that is gone: bring it back, or remove the link.`);
  const path = realpathSync(link);
  const data = join(path, 'data');
  const owned = existsSync(data) ? data : path;
  const account = accountFor(owned);
  const uid = statSync(owned).uid;
  if (!isRoot() && uid !== process.getuid?.()) {
    throw new StartupError(
      `The data in ${dirname(link)} belongs to user ${uid}: start as that user or as root, or choose another --data-dir.`,
    );
  }
  if (!mayEnter(account, path)) {
    throw new StartupError(
      `PostgreSQL runs as ${account?.name}, who cannot enter ${path}: let others enter the folders above it, or choose another --data-dir.`,
    );
  }
  return { path, account };
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
