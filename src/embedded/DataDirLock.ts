import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, StartupError } from '../base/errors.ts';

/**
 * One process per data directory.
 *
 * SQLite's exclusive lock on an empty file is one of the operating system: taken without a race, gone with its holder however
 * that dies, and seen across containers that share the folder, where process ids say nothing.
 */
export class DataDirLock {
  private constructor(private readonly file: DatabaseSync) {}

  /** Throws `StartupError` when another process, or another server of this one, has it. */
  static take(placePath: string, dataDir: string): DataDirLock {
    const path = join(placePath, 'lock');
    const owner = join(placePath, 'lock.owner');
    let file: DatabaseSync | undefined;
    try {
      file = new DatabaseSync(path);
      file.exec('BEGIN EXCLUSIVE');
      writeFileSync(owner, String(process.pid));
      for (const made of [path, owner]) ownLikeFolder(made, placePath);
      return new DataDirLock(file);
    } catch (error) {
      file?.close();
      throw new StartupError(explain(error, dataDir, owner), { cause: error });
    }
  }

  release(): void {
    this.file.close();
  }
}

function explain(error: unknown, dataDir: string, owner: string): string {
  const isBusy = error instanceof Error && 'errcode' in error && error.errcode === 5;
  if (!isBusy) return `The data directory ${dataDir} cannot be used: ${messageOf(error)}`;
  return `The data directory ${dataDir} is in use by process ${read(owner)}: stop it, or choose another --data-dir.`;
}

/** What root makes in somebody's folder must not lock them out later. */
function ownLikeFolder(path: string, folder: string): void {
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0 && uid !== 0) chownSync(path, uid, gid);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '(unknown)';
  }
}
